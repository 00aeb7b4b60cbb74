"""One field of a batch, inverted: the arrays that become the postings of a segment."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Unsigned = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Inverted:
    """The postings of one field over a batch of documents.

    A posting is a pair of a word and a document; the postings of word `i` are
    `starts[i]` to `starts[i + 1]`.

    Attributes:
        words: the distinct words as UTF-8, ascending by their bytes.
        starts: int64, one more than there are words.
        documents: uint32, a posting each, ascending within a word.
        frequencies: of any unsigned width, a posting each, at least 1.
        positions: of any unsigned width, an occurrence each: `frequencies` of them for
            every posting, ascending within it; None for a field without positions.
        lengths: uint32, a document each: how many words it has in this field.
        sequence: int32, an occurrence each in the order of the documents and of the
            positions: the number of its word; None where it is not to be kept.
    """

    words: list[bytes]
    starts: npt.NDArray[np.int64]
    documents: npt.NDArray[np.uint32]
    frequencies: Unsigned
    positions: Unsigned | None
    lengths: npt.NDArray[np.uint32]
    sequence: npt.NDArray[np.int32] | None = None
