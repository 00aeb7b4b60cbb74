"""The words that the files have in the turns in which words were corrected.

The index has the corrected text. These turns are stored once more, with the text of the file, in a
segment of their own. What matches there is a match of the turn, at the place of the corrected
words. So a search for what was misheard finds the turn, too; and nothing else of the index changes.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.fields import PROGRAM_ID
from index.library.listing import Listing
from index.library.manifest import CorrectedTurn, CorrectedWords, Manifest
from index.registry.registry import Registry

if TYPE_CHECKING:
    from index.library.library import Library

Ints = npt.NDArray[np.int64]

#: A place in the text of a turn is one number: turn × 2³² + the position of the word.
_SHIFT = 32


class SourceForms:
    """The words of the files, and where they are in the turns of an index.

    Args:
        library: the turns with the text of the file.
        documents: for each of its documents that of the same turn in the index; -1 without one.
        pieces: as `_pieces` makes them.

    Attributes:
        library, documents: as given.
    """

    def __init__(self, library: "Library", documents: Ints, pieces: Ints) -> None:
        self.library = library
        self.documents = documents
        self._starts, self._first, self._last, self._is_between = pieces

    @classmethod
    def open(
        cls,
        index: "Library",
        corrected: CorrectedWords,
        file: Container,
        without: Collection[str],
    ) -> Self:
        """Read them.

        Args:
            index: the index.
            corrected: what its manifest says of its corrections.
            file: their segment; it is closed with them.
            without: the ids of programs that are left out.

        Raises:
            IndexDamaged: their segment cannot be read.
        """
        # Each of the two makes the other one.
        from index.library.library import Library

        assert corrected.segment is not None
        turns_of: dict[str, npt.NDArray[np.uint32]] = {}
        documents = np.full(corrected.segment.document_count, -1, np.int64)
        for row, (program, turn, _) in enumerate(corrected.turns):
            if program in without:
                continue
            if program not in turns_of:
                turns_of[program] = index.postings(PROGRAM_ID.name, program)[0]
            if turn <= len(turns_of[program]):
                documents[row] = turns_of[program][turn - 1]
        deleted = tuple((row, row + 1) for row in np.flatnonzero(documents < 0).tolist())
        segment = corrected.segment._replace(deleted=deleted)
        library = Library(Listing(index.path, Manifest(segments=[segment]), Registry(), [file]))
        return cls(library, documents, _pieces(corrected.turns, documents))

    def rows(self, turns: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        """The documents of `library` for those of some turns of the index that are there."""
        return np.flatnonzero(np.isin(self.documents, turns)).astype(np.uint32)

    def firsts(self, places: Ints) -> Ints:
        """Where matches begin in the turns of the index, whose first words are at some places.

        A match of some of the words that were replaced is one of all that replaced them.
        """
        piece, offset = self._within(places)
        found: Ints = self._first[piece] + offset * self._is_between[piece]
        return found

    def lasts(self, places: Ints) -> Ints:
        """The same for the last words of matches."""
        piece, offset = self._within(places)
        found: Ints = self._last[piece] + offset * self._is_between[piece]
        return found

    def _within(self, places: Ints) -> tuple[Ints, Ints]:
        piece = np.searchsorted(self._starts, places, "right") - 1
        return piece, places - self._starts[piece]


def _pieces(turns: Sequence[CorrectedTurn], documents: Ints) -> Ints:
    """The pieces of the texts of the files: words that were corrected, and what is between them.

    Returns:
        Four rows with a column for each piece: the place where it begins; the places in the index
        of the first and of the last word that stand for its first word; whether it is between
        corrected words, so that its other words follow one by one.
    """
    found: list[tuple[int, int, int, bool]] = []
    for row, ((_, _, edges), document) in enumerate(zip(turns, documents.tolist(), strict=True)):
        source, index = row << _SHIFT, document << _SHIFT
        found.append((source, index, index, True))
        for first, end, other, other_end in zip(*[iter(edges)] * 4, strict=True):
            last = max(other, other_end - 1)
            found.append((source + first, index + other, index + last, False))
            found.append((source + end, index + other_end, index + other_end, True))
    return np.array(found, np.int64).reshape(-1, 4).T
