"""The text of a field as a sequence of bytes, one for every position, document by document.

A byte is the number of a common word, or 0 for any other word. The word before or after a place
is then read from an array, instead of from hundreds of thousands of positions of that word.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container, ContainerWriter
from index.columnar.packing import Indices, Unsigned
from index.columnar.vocabulary import Vocabulary, VocabularyWriter
from index.errors import IndexDamaged

Codes = npt.NDArray[np.uint8]

#: How many words have a number: as many as a byte can distinguish from 0. In English they are
#: about two thirds of all occurrences.
COMMON = 255


def most_frequent(occurrences: Indices) -> Indices:
    """The numbers of the most frequent words, ascending.

    Args:
        occurrences: how often each word occurs in the field.
    """
    if len(occurrences) <= COMMON:
        return np.flatnonzero(occurrences)
    found = np.argpartition(occurrences, len(occurrences) - COMMON)[-COMMON:]
    return np.sort(found[occurrences[found] > 0])


def numbered(common: Indices, words: int) -> Codes:
    """The byte of each of so many words."""
    codes = np.zeros(words, np.uint8)
    codes[common] = np.arange(1, len(common) + 1)
    return codes


def write_sequence(
    container: ContainerWriter,
    name: str,
    common: list[bytes],
    codes: Iterable[Codes],
    lengths: npt.NDArray[np.integer],
) -> None:
    """Write a sequence.

    Args:
        container: where to.
        name: what the arrays of the field are called.
        common: the common words, ascending by their bytes; the first one is 1.
        codes: the bytes, some positions at a time.
        lengths: how many positions each document has.
    """
    vocabulary = VocabularyWriter(container, f"{name}.common")
    vocabulary.append(common)
    container.append(f"{name}.sequence", np.empty(0, np.uint8))
    for some in codes:
        container.append(f"{name}.sequence", some)
    starts = np.zeros(len(lengths) + 1, "<u4")
    np.cumsum(lengths, out=starts[1:])
    container.append(f"{name}.starts", starts)


class Sequence:
    """A sequence that was written by `write_sequence`.

    Attributes:
        codes: uint8, a position each.
        starts: uint32, where each document begins in `codes`, and the end of the last.

    Raises:
        IndexDamaged: its arrays are not of one size.
    """

    def __init__(self, container: Container, name: str) -> None:
        self.codes: Codes = container[f"{name}.sequence"]
        self.starts: Unsigned = container[f"{name}.starts"]
        self._common = Vocabulary(container, f"{name}.common")
        if not len(self.starts) or int(self.starts[-1]) != len(self.codes):
            raise IndexDamaged(
                container.path,
                f"{name}.sequence is not as long as {name}.starts says",
            )

    def code(self, word: bytes) -> int:
        """The number of a common word, or 0 for any other."""
        found = self._common.find(word)
        return 0 if found is None else found + 1

    def common(self) -> list[bytes]:
        """The common words, ascending by their bytes; the first one is 1."""
        return list(self._common.words(0, len(self._common)))

    def lengths(self) -> Indices:
        """How many positions each document has."""
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]
