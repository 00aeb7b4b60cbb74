"""The vocabulary of a catalogue, read as a segment without documents."""

import numpy as np
import numpy.typing as npt

from index.columnar.field import Field
from index.columnar.reader import SegmentColumns
from index.columnar.vocabulary import Vocabulary
from index.library.segments import OpenedSegment, Segments
from index.opensearch.catalogue import Catalogue, Words


class CatalogueField(Field):
    """The words of a field, without their postings."""

    def __init__(self, words: Words) -> None:  # it has no arrays but these
        self.vocabulary: Vocabulary = words.vocabulary
        self._turns = words.turns

    def document_frequency(self, number: int) -> int:
        """The number of turns that have a word."""
        return int(self._turns[number])

    def document_frequencies(self, low: int, high: int) -> npt.NDArray[np.int64]:
        """The number of turns that have each word from `low` to `high`."""
        return self._turns[low:high]


class CatalogueColumns(SegmentColumns):
    """The words of all fields, and how many turns have each."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(None, None)
        self._catalogue = catalogue
        self._known: dict[str, CatalogueField | None] = {}

    def field(self, name: str) -> Field | None:
        """The words of a field, or None if no turn has one."""
        if name not in self._known:
            words = self._catalogue.words(name)
            self._known[name] = CatalogueField(words) if words is not None else None
        return self._known[name]

    def close(self) -> None:
        """Let go of the catalogue."""
        self._known.clear()


class WholeVocabulary(Segments):
    """The words of a whole index, as those of a library without documents."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue.folder, [])
        self._segments.append(OpenedSegment(CatalogueColumns(catalogue), 0, None, None))
