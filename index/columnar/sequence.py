"""The text of a field as a sequence of bytes, one for every position, document by document.

A byte is the code of a common word, or 0 for any other word. So the word before or after a place
is one read from an array, not a search in hundreds of thousands of positions.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.packing import Indices, Unsigned
from index.columnar.vocabulary import Vocabulary, VocabularyWriter
from index.errors import IndexDamaged

Codes = npt.NDArray[np.uint8]

#: How many words have a code: a byte has 255 values besides 0. In English these words are about
#: two thirds of all occurrences.
COMMON = 255


def most_frequent(occurrences: Indices) -> Indices:
    """The numbers of the most frequent words, ascending.

    Args:
        occurrences: the number of occurrences of each word in the field.
    """
    if len(occurrences) <= COMMON:
        return np.flatnonzero(occurrences)
    found = np.argpartition(occurrences, len(occurrences) - COMMON)[-COMMON:]
    return np.sort(found[occurrences[found] > 0])


def numbered(common: Indices, words: int) -> Codes:
    """The code of each word of a vocabulary of `words` words."""
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
        container: the container to write to.
        name: the name of the arrays of the field.
        common: the common words, ascending by their bytes. The first one has the code 1.
        codes: the bytes, a chunk at a time.
        lengths: the number of positions of each document.
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

    Ask `check_documents` or `check_places` before you read a part of an array.

    Attributes:
        codes: uint8, one per position.
        starts: uint32, where each document starts in `codes`, and the end of the last.

    Raises:
        IndexDamaged: the sizes of its arrays do not agree.
    """

    def __init__(self, container: Container, name: str) -> None:
        self.codes: Codes = container.unchecked(f"{name}.sequence")
        self.starts: Unsigned = container.unchecked(f"{name}.starts")
        self._code_pages = container.pages(f"{name}.sequence")
        self._start_pages = container.pages(f"{name}.starts")
        self._start_pages.check(len(self.starts) - 1, len(self.starts))
        self._common = Vocabulary(container, f"{name}.common")
        if not len(self.starts) or int(self.starts[-1]) != len(self.codes):
            raise IndexDamaged(
                container.path,
                f"{name}.sequence is not as long as {name}.starts says",
            )

    def check_documents(self, documents: Unsigned) -> None:
        """Check the starts and the ends of some documents.

        Raises:
            IndexDamaged: they are not what was written.
        """
        if self._start_pages.left:
            begins = documents.astype(np.int64)
            self._start_pages.check_rows(begins, begins + 2)

    def check_places(self, begins: Indices, count: int) -> None:
        """Check `count` codes from each of some places on.

        Raises:
            IndexDamaged: as `check_documents`.
        """
        if self._code_pages.left:
            self._code_pages.check_rows(begins, begins + count)

    def codes_at(self, places: Indices) -> Codes:
        """The codes at some places, which may be in any order.

        Raises:
            IndexDamaged: as `check_documents`.
        """
        self.check_places(places, 1)
        return self.codes.take(places)

    def all_starts(self) -> Unsigned:
        """Where each document starts in `codes`, and the end of the last.

        Raises:
            IndexDamaged: as `check_documents`.
        """
        self._start_pages.check_all()
        return self.starts

    def check_all(self) -> None:
        """Check everything.

        Raises:
            IndexDamaged: as `check_documents`.
        """
        self._code_pages.check_all()
        self._start_pages.check_all()

    def code(self, word: bytes) -> int:
        """The code of a common word, or 0 for any other."""
        found = self._common.find(word)
        return 0 if found is None else found + 1

    def common(self) -> list[bytes]:
        """The common words, ascending by their bytes. The first one has the code 1."""
        return list(self._common.words(0, len(self._common)))

    def lengths(self) -> Indices:
        """The number of positions of each document."""
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]
