"""The inverted field of a batch: the arrays that become the postings of a segment."""

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
        starts: int64, where the postings of each word start, and the end of the last.
        documents: uint32, one per posting, ascending within a word.
        frequencies: of any unsigned width, one per posting, at least 1.
        positions: of any unsigned width, one per occurrence, ascending within a posting;
            None for a field without positions.
        lengths: uint32, the number of words of each document in this field.
        sequence: int32, the number of the word at each position, document by document;
            None for a field without a sequence.
    """

    words: list[bytes]
    starts: npt.NDArray[np.int64]
    documents: npt.NDArray[np.uint32]
    frequencies: Unsigned
    positions: Unsigned | None
    lengths: npt.NDArray[np.uint32]
    sequence: npt.NDArray[np.int32] | None = None
