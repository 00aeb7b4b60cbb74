"""Several indexes opened for reading as one: words are counted over all of them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import Turn
from index.columnar.reader import SegmentColumns
from index.fields import PROGRAM_ID
from index.library.joint_listing import JointListing
from index.library.library import Ints, Library
from index.library.segments import Keys, Read
from index.turn_record import Entry

if TYPE_CHECKING:
    # Most indexes have no tags.
    from index.annotation.marks import Mark


class JointLibrary(Library):
    """Several indexes opened for reading as one.

    A search of it is that of one index of all programs: what is rare, how long turns are and who
    is who come from all of them. Only ids that two indexes have in common are changed, here and in
    the listing.

    Args:
        listing: the same indexes, opened to be listed. The library closes it.
    """

    def __init__(self, listing: JointListing) -> None:
        super().__init__(listing)
        self.listing = listing
        self.paths = tuple(part.path for part in listing.parts)
        #: The number of the index of each segment.
        self._parts = {
            id(segment.columns): bisect_right(listing.firsts, number) - 1
            for number, segment in enumerate(self._segments)
        }

    @cached_property
    def parts(self) -> tuple[tuple[Library, int], ...]:
        """Each index by itself, and the number here of its first document. Do not close them."""
        opened = [Library(part) for part in self.listing.parts]
        firsts = np.cumsum([0, *(one.size for one in opened)]).tolist()
        return tuple(zip(opened, firsts, strict=False))

    def turn(self, document: int) -> tuple[str, Turn]:
        """The turn of a document and the id of its program; the registry names the speaker."""
        program, turn = super().turn(document)
        part = self._parts[id(self._segment_of(document).columns)]
        return self.listing.shown(part, program), turn

    def _read_entry(self, program: str) -> Entry | None:
        place = self.listing.place(program)
        return None if place is None else place.entry

    # What is kept beside each index

    @cached_property
    def tagged(self) -> Mapping[str, tuple[int, ...]]:
        """The documents of each tag, ascending; the tags of an index are on its own turns.

        Raises:
            KeptProblem: the file of the tags of an index cannot be used.
        """
        found: dict[str, tuple[int, ...]] = {}
        for part, first in self.parts:
            for code, documents in part.tagged.items():
                here = tuple(first + document for document in documents)
                found[code] = (*found.get(code, ()), *here)
        return found

    def located(self, marks: "Sequence[Mark]") -> list[int | None]:
        """None for all: tags and notes are those of one index."""
        return [None] * len(marks)

    # The ids of programs

    def _stored(self, columns: SegmentColumns, words: Keys) -> Keys:
        """Ids as the index of a segment has them; nothing has the empty id."""
        if isinstance(words, list):
            return [self._stored(columns, word) for word in words]
        stored = self.listing.stored_in(self._parts[id(columns)], words.decode())
        return (stored or "").encode()

    def _kept_of(
        self, field: str, words: Keys, read: Callable[[SegmentColumns, str, Keys], Read]
    ) -> Read:
        if field != PROGRAM_ID.name or not self.listing.renamed:
            return super()._kept_of(field, words, read)
        return super()._kept_of(
            field,
            words,
            lambda columns, name, typed: read(columns, name, self._stored(columns, typed)),
        )

    def document_frequency(self, field: str, word: str) -> int:
        """The number of documents, without deleted ones, that hold a word."""
        if field == PROGRAM_ID.name and self.listing.renamed:
            return len(self.postings(field, word)[0])
        return super().document_frequency(field, word)

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[str]:
        """The words of a field that begin with `prefix`, in the order of their UTF-8 bytes."""
        if field != PROGRAM_ID.name or not self.listing.renamed:
            return super().vocabulary(field, prefix)
        shown = {
            self._shown(segment.columns, word)
            for segment in self._segments
            for word in segment.columns.words(field, *segment.columns.word_range(field, ""))
        }
        return iter(sorted((one for one in shown if one.startswith(prefix)), key=str.encode))

    def _shown(self, columns: SegmentColumns, word: bytes) -> str:
        return self.listing.shown(self._parts[id(columns)], word.decode())

    def _numbered(self, field: str, number: Callable[[str], int]) -> Ints:
        if field != PROGRAM_ID.name or not self.listing.renamed:
            return super()._numbered(field, number)
        numbers = np.full(self.size, -1, np.int64)
        for program in self.vocabulary(field):
            numbers[self.postings(field, program)[0]] = number(program)
        return numbers
