"""An index opened for reading: its turns, programs, speakers and languages.

The search reads the index through `Library` only, which has the words and postings of
`index.library.segments`, too.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from corpus.model import Program, Turn
from index.columnar.reader import SegmentColumns
from index.fields import FIRST, FIRST_HIDDEN, LANGUAGE, OPENING, PERSON, PROGRAM_ID, TEXT
from index.library.listing import Listing, names_in
from index.library.manifest import UNRESTRICTED, CorrectedWords
from index.library.segments import OpenedSegment, Segments
from index.registry.corrections import Correction, Label
from index.turn_record import TEXT_MEMBER, Entry, decoded, member_of_label, read_entry, read_turn

if TYPE_CHECKING:
    # Most indexes have no tags, and no words that were corrected.
    from index.annotation.marks import Mark
    from index.library.source_forms import SourceForms

Ints = npt.NDArray[np.int64]
Made = TypeVar("Made")

#: The language of a program that does not say it, and the one that is assumed.
UNKNOWN, ENGLISH = "", "en"

#: How many programs, and how many sets of languages, are cached. A program takes about 2 KB, and
#: to read it again the decompression of a block and its JSON.
_ENTRIES, _LANGUAGES = 4096, 256


class Relabelled(NamedTuple):
    """The turns with a label that a correction gives to a person.

    Attributes:
        correction: the correction of the person.
        label: the label, and the name that was found for it.
        documents: the turns, ascending.
        programs: how many of them each program has.
    """

    correction: Correction
    label: Label
    documents: Ints
    programs: Counter[str]


class Library(Segments):
    """An index opened for reading.

    The turns of a program are neighbours, in their order.

    Args:
        listing: the same index, opened to be listed. The library closes it.
    """

    def __init__(self, listing: Listing) -> None:
        super().__init__(
            listing.path,
            listing.manifest.segments,
            listing.containers,
            withholding=bool(listing.manifest.restrictions.segments) and not listing.restricted,
        )
        self.registry = listing.registry
        #: Whether what may not be shown is in it, too.
        self.restricted = listing.restricted
        self._listing = listing
        #: How many times the index was changed.
        self.generation = listing.manifest.generation
        self._firsts = [segment.first for segment in self._segments]
        # The quotes of consecutive searches are often from the same few programs.
        self._entry = lru_cache(_ENTRIES)(self._read_entry)
        self._of_languages = lru_cache(_LANGUAGES)(self._mark_languages)
        self._made: dict[Callable[[Library], object], object] = {}

    @classmethod
    def open(cls, path: Path, *, restricted: bool = False) -> "Library":
        """Open the index in a directory.

        Args:
            path: the directory.
            restricted: as in `Listing.open`.

        Raises:
            IndexProblem: there is none, another version made it, it is damaged, or the
                system cannot read it.
        """
        return cls(Listing.open(path, restricted=restricted))

    def close(self) -> None:
        """Close the files, and drop what was cached of them."""
        if (forms := vars(self).pop("source_forms", None)) is not None:
            forms.library.close()
        if (source_words := self._listing.source_words) is not None:
            source_words.close()
        super().close()

    def once(self, make: Callable[["Library"], Made]) -> Made:
        """What a function makes of this library, made when it is asked for first.

        Args:
            make: the function, one of a module: it is the name by which what it made is found.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]  # type: ignore[assignment]
        return made

    # What was said

    @property
    def corrected(self) -> CorrectedWords:
        """The corrections of words that are in its turns, under the ids that are shown."""
        found, ids = self._listing.manifest.corrected, self._listing.manifest.restrictions.ids
        if self.restricted or not ids:
            return found
        shown = dict(ids)
        places = tuple((number, shown.get(p, p), turn) for number, p, turn in found.places)
        return found._replace(places=places)

    @property
    def hides(self) -> bool:
        """Whether programs, names or words are kept apart that may not be shown."""
        return self._listing.manifest.restrictions != UNRESTRICTED

    @cached_property
    def source_forms(self) -> "SourceForms | None":
        """The words that the files have where words were corrected; None if none was."""
        corrected, file = self._listing.manifest.corrected, self._listing.source_words
        if file is None:
            return None
        from index.library.source_forms import SourceForms

        # The owner sees the original of a program, whose words these are not.
        hidden = self._listing.manifest.restrictions.segments if self.restricted else ()
        without = names_in(self.path, hidden).programs if hidden else ()
        return SourceForms.open(self, corrected, file, without)

    def turn(self, document: int) -> tuple[str, Turn]:
        """The turn of a document and the id of its program; the registry names the speaker."""
        stored = decoded(self._record(document))
        program: str = stored["program"]
        return program, self.registry.named(program, read_turn(stored))

    def found_turn(self, document: int) -> Turn:
        """The turn of a document with the speaker that was found when it was read."""
        return read_turn(decoded(self._record(document)))

    def saying(
        self, patterns: Sequence[re.Pattern[bytes]], among: Ints | None = None
    ) -> npt.NDArray[np.bool_]:
        """Whether the text of each document, as JSON, matches a pattern of one character.

        100 MB take about half a second to read.

        Args:
            patterns: what is looked for.
            among: the documents that are wanted, ascending; of others it may not be known. None
                for all.
        """
        said = np.zeros(self.size, bool)
        for segment in self._segments:
            records, wanted = segment.columns.records, None
            if among is not None:
                first, last = np.searchsorted(among, [segment.first, segment.first + len(records)])
                wanted = (among[first:last] - segment.first).tolist()
            found = [*records.matching(patterns, TEXT_MEMBER, wanted)]
            said[np.array(found, np.int64) + segment.first] = True
        return said & self._kept

    @cached_property
    def worded(self) -> list[SegmentColumns]:
        """As `Segments.worded`, with the words of the files where words were corrected."""
        forms = self.source_forms
        return super().worded if forms is None else [*super().worded, *forms.library.worded]

    def document_frequency(self, field: str, word: str) -> int:
        """The number of documents, without deleted ones, that hold a word."""
        count = super().document_frequency(field, word)
        if field == TEXT and (forms := self.source_forms) is not None:
            there = forms.documents[forms.library.postings(field, word)[0]]
            if len(there):
                count += len(np.setdiff1d(there, self.postings(field, word)[0]))
        return count

    def text(self, document: int) -> str:
        """What is said in a document, for who reads thousands and needs no more of them."""
        said: str = decoded(self._record(document))["turn"]["text"]
        return said

    def record_contains(self, document: int, part: bytes) -> bool:
        """Whether the record of a document contains some bytes of JSON."""
        return part in self._record(document)

    def text_of_file(self, document: int) -> str:
        """What is said in a document as its file has it, whatever was corrected by hand."""
        stored = decoded(self._record(document))["turn"]
        if "corrections" not in stored:
            text: str = stored["text"]
            return text
        # Few turns have corrections.
        from corpus.corrected_words import source_text

        return source_text(read_turn({"turn": stored}))

    def neighbour(self, document: int, program: str, distance: int) -> Turn | None:
        """The turn `distance` documents away, or None if it is in another program."""
        other = document + distance
        if not 0 <= other < self.size or not self._present[other]:
            return None
        found, turn = self.turn(other)
        return turn if found == program else None

    def entry(self, program: str) -> Entry | None:
        """The program with this id, without its turns, or None if there is none."""
        return self._entry(program)

    def _read_entry(self, program: str) -> Entry | None:
        documents, _ = self.postings(PROGRAM_ID.name, program)
        if not len(documents):
            place = self._listing.place(program) if self._withholding else None
            return None if place is None else place.entry
        first = int(documents[0])
        segment = self._segment_of(first)
        entry = segment.columns.entries.get(first - segment.first)
        if entry is None and (place := self._listing.place(program)) is not None:
            return place.entry  # its first turn is withheld
        if entry is None:
            raise LookupError(f"the turns of {program!r} belong to no program")
        return read_entry(decoded(entry))

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        return self._listing.entries()

    def transcript(self, program: str) -> Program | None:
        """The program with this id and all of its turns, or None if there is none."""
        return self._listing.transcript(program)

    # Who speaks, and in which program

    @cached_property
    def tagged(self) -> "Mapping[str, tuple[int, ...]]":
        """The documents of each tag, ascending. They are found when the first tag is asked for.

        Raises:
            KeptProblem: the file of the tags cannot be used.
        """
        # Most searches have no tag, and do not compare texts; so below.
        from index.annotation.marks import MarksFile

        marks = [mark for mark in MarksFile(self.path).marks() if mark.code]
        found: dict[str, set[int]] = {mark.code: set() for mark in marks}
        for mark, document in zip(marks, self.located(marks), strict=True):
            if document is not None:
                found[mark.code].add(document)
        return {code: tuple(sorted(some)) for code, some in found.items()}

    def located(self, marks: "Sequence[Mark]") -> list[int | None]:
        """The document of each tag or note; None where its turn is gone, or is not shown."""
        from index.annotation.anchors import documents

        return documents(marks, self)

    @cached_property
    def program_numbers(self) -> Ints:
        """For each document the number of its program, from 1, or 0 if it is deleted."""
        opens = np.zeros(self.size, np.int64)
        for segment in self._segments:
            for word in (FIRST, FIRST_HIDDEN):
                opens[segment.first + segment.columns.postings(OPENING, word.encode())[0]] = 1
        return np.where(self._present, np.cumsum(opens * self._present), 0)

    @property
    def speaker_numbers(self) -> Ints:
        """For each document the number of its speaker: one for each name in the registry."""
        return self.speakers[1]

    @cached_property
    def speakers(self) -> tuple[tuple[str, ...], Ints]:
        """The names of all speakers in the registry, and the number of that of each document."""
        known: dict[str, int] = {}
        numbers = self._numbered(
            PERSON.name, lambda name: known.setdefault(self.registry.name("", name), len(known))
        )
        for correction in reversed(self.registry.corrections):
            for program, name in correction.only:
                turns, _ = self.postings(PROGRAM_ID.name, program)
                spoken, _ = self.postings(PERSON.name, name)
                if len(turns):
                    there = spoken[(spoken >= turns[0]) & (spoken <= turns[-1])]
                    numbers[there] = known.setdefault(correction.name, len(known))
        for one in self.relabelled:
            numbers[one.documents] = known.setdefault(one.correction.name, len(known))
        return tuple(known), numbers

    @cached_property
    def relabelled(self) -> tuple[Relabelled, ...]:
        """The turns that corrections name by their label; no turn is in two of them.

        The index has the name of the speaker of each turn; only the record has the label.
        So the records of the turns of that name are read.
        """
        labels = [
            (correction, one)
            for correction in self.registry.corrections
            for one in correction.labels
        ]
        # A label in one program goes before a label in all programs.
        labels.sort(key=lambda pair: pair[1].program is None)
        taken = np.zeros(self.size, bool)
        found = []
        for correction, label in labels:
            programs: Counter[str] = Counter()
            documents = []
            for document, program in self._labelled(label):
                if not taken[document]:
                    documents.append(document)
                    programs[program] += 1
            numbers = np.array(documents, np.int64)
            taken[numbers] = True
            found.append(Relabelled(correction, label, numbers, programs))
        return tuple(found)

    @property
    def turns_by_label(self) -> dict[tuple[str, str, str], int]:
        """How many turns `relabelled` has, by their program, the name found there and the label."""
        return {
            (program, one.label.name, one.label.label): turns
            for one in self.relabelled
            for program, turns in one.programs.items()
        }

    def _labelled(self, label: Label) -> Iterator[tuple[int, str]]:
        """The turns with a label, and the program of each."""
        documents, _ = self.postings(PERSON.name, label.name)
        if label.program is not None:
            turns, _ = self.postings(PROGRAM_ID.name, label.program)
            documents = np.intersect1d(documents, turns)
        member = member_of_label(label.label)
        for document in documents.tolist():
            record = self._record(document)
            if member not in record:
                continue
            stored = decoded(record)
            if stored["turn"].get("label") == label.label:
                yield document, stored["program"]

    def value_numbers(self, field: str) -> Ints:
        """For each document the rank of its value in a field of whole values, or -1 without one."""
        ranks = {value: rank for rank, value in enumerate(self.vocabulary(field))}
        return self._numbered(field, ranks.__getitem__)

    def _numbered(self, field: str, number: Callable[[str], int]) -> Ints:
        numbers = np.full(self.size, -1, np.int64)
        for segment in self._segments:
            found = segment.columns.range_postings(field, *segment.columns.word_range(field, ""))
            if found is not None:
                each = np.array([number(word.decode()) for word in found.words], np.int64)
                numbers[found.documents + segment.first] = np.repeat(each, np.diff(found.starts))
        return numbers

    # Languages

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the programs, without regions; `UNKNOWN` if a program has none."""
        codes = list(self.vocabulary(LANGUAGE.column.name))
        if codes in ([], [ENGLISH]):
            # A program that does not say its language is assumed to be in English.
            return (ENGLISH,)
        found = []
        known = 0
        for code in codes:
            if count := len(self._in_language(code)):
                found.append(code)
                known += count
        return (*found, UNKNOWN) if known < self.turn_count else tuple(found)

    def of_languages(self, codes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """Whether the program of each document is in one of some languages."""
        return self._of_languages(codes)

    def _mark_languages(self, codes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        marked = np.zeros(self.size, bool)
        for code in codes:
            marked[self._in_language(code)] = True
        if UNKNOWN in codes:
            unknown = np.ones(self.size, bool)
            for code in self.vocabulary(LANGUAGE.column.name):
                unknown[self._in_language(code)] = False
            marked |= unknown
        return marked

    def _in_language(self, code: str) -> npt.NDArray[np.uint32]:
        # In a tag the script and the region follow the language: pt-BR.
        documents, positions = self.occurrences(LANGUAGE.column.name, code)
        first: npt.NDArray[np.uint32] = documents[positions == 0]
        return first

    def _record(self, document: int) -> bytes:
        segment = self._segment_of(document)
        return segment.columns.records[document - segment.first]

    def _segment_of(self, document: int) -> OpenedSegment:
        segments = self._segments
        if len(segments) == 1:
            return segments[0]
        return segments[bisect_right(self._firsts, document) - 1]
