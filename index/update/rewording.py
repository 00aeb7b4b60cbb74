"""Corrections of words put into the turns of an index, and taken out, when it is changed.

A program is written anew if a correction of it is new or undone. Programs that were just read have
the words of their files: corrections that were in them before are looked for there again, also
under another id. So a change costs what the programs cost that it is about.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from corpus.corrected_words import as_in_source
from corpus.model import Program, Turn
from index.annotation.anchors import documents
from index.columnar.reader import SegmentColumns
from index.errors import refusing_unsound
from index.fields import PROGRAM_ID
from index.library.library import Library
from index.library.listing import Listing
from index.library.manifest import CorrectedTurn, CorrectedWords, Manifest, Segment
from index.parts import in_parts
from index.registry.registry import Registry
from index.text.tokenizer import forms
from index.word_corrections.corrections import WordCorrection, WordCorrectionsFile
from index.word_corrections.places import with_corrections
from index.word_corrections.positions import edges
from index.workers import build

#: How a stored turn says that it has corrections.
_CORRECTED = b',"corrections":[['
#: How many turns are gathered before they are written.
_GATHERED = 20_000

#: A program, and the number of a turn.
Place = tuple[str, int]


class State(NamedTuple):
    """The segments of an index that is changed.

    Attributes:
        before: those that were there before the change.
        added: those that were written for it, of programs as their files have them.
        known: the corrections that were in the turns before, without those of programs that
            were dropped.
        dropped: the numbers of the corrections of programs that were dropped.
        anew: what is corrected is found out from the turns.
        hides: whether programs are there twice, as they are and as they may be shown.
    """

    before: Sequence[Segment]
    added: Sequence[Segment]
    known: CorrectedWords
    dropped: frozenset[int]
    anew: bool
    hides: bool


class Changing(Protocol):
    """What is done to the index; `index.update.transaction.Transaction` does it."""

    def new_segment(self) -> Path:
        """A file for a new segment."""

    def add(self, segment: Path, document_count: int) -> None:
        """Take up a segment that was written."""

    def drop_added(self, programs: Iterable[str]) -> int:
        """Delete the turns of programs from everywhere."""


def reworded(directory: Path, state: State, change: Changing) -> CorrectedWords:
    """The corrections that are in the turns, once the programs are written that need it.

    Args:
        directory: the index.
        state: its segments.
        change: replaces programs.

    Raises:
        KeptProblem: the corrections cannot be read.
        IndexDamaged: a segment cannot be read.
    """
    wanted = {one.number: one for one in WordCorrectionsFile(directory).kept().corrections}
    known = state.known
    if not wanted and not known.places and not state.anew:
        return known._replace(gone=())
    with refusing_unsound(directory):
        placed = {number: (program, turn) for number, program, turn in known.places}
        if state.anew:
            with _opened(directory, state.before, hides=state.hides) as library:
                placed = dict(_found_in(library))
        return _Rewording(directory, state, wanted, placed).done(change)


class _Rewording:
    """Writes the programs anew whose corrections are not those that are wanted."""

    def __init__(
        self,
        directory: Path,
        state: State,
        wanted: Mapping[int, WordCorrection],
        placed: Mapping[int, Place],
    ) -> None:
        self._directory = directory
        self._state = state
        self._wanted = wanted
        self._placed = {n: place for n, place in placed.items() if n in wanted}
        self._undone = {place for n, place in placed.items() if n not in wanted}

    def done(self, change: Changing) -> CorrectedWords:
        """Write them; the corrections that are in the turns then."""
        tried = set(self._state.known.gone)
        again = {n for n in self._wanted if n in tried or n in self._state.dropped}
        new = {n for n in self._wanted if n not in self._placed and n not in again}
        if again and self._state.added:
            with _opened(self._directory, self._state.added, hides=False) as library:
                change_of = _replaced(library, self._looked_for(again, library), self)
            self._write(change, change_of)
        if new or self._undone:
            every = (*self._state.before, *self._state.added)
            with _opened(self._directory, every, hides=self._state.hides) as library:
                found = self._looked_for(new | self._uncovered(library), library)
                undone = {program for program, _ in self._undone}
                change_of = _replaced(library, found, self, undone)
            self._write(change, change_of)
        places = sorted((n, *place) for n, place in self._placed.items())
        gone = tuple(sorted(n for n in self._wanted if n not in self._placed))
        return self._state.known._replace(places=tuple(places), gone=gone)

    def _uncovered(self, library: Library) -> set[int]:
        """The corrections that are nowhere, and may have been below those that are undone."""
        uncovered: set[str] = set()
        for program, number in self._undone:
            documents = library.postings(PROGRAM_ID.name, program)[0]
            if number <= len(documents):
                turn = library.found_turn(int(documents[number - 1]))
                done = (one for one in turn.corrections if one.number not in self._wanted)
                uncovered.update(word for one in done for word in forms(one.source))
        nowhere = (n for n in self._wanted if n not in self._placed)
        return {n for n in nowhere if uncovered and uncovered & {*forms(self._wanted[n].wrong)}}

    def _looked_for(self, numbers: Collection[int], library: Library) -> dict[int, Place]:
        """The turns of some corrections, by what is said in them."""
        if not numbers:
            return {}
        ordered = sorted(numbers)
        marks = [self._wanted[number].mark for number in ordered]
        found = {}
        for number, document in zip(ordered, documents(marks, library), strict=True):
            if document is not None:
                program, turn = library.turn(document)
                found[number] = (program, turn.number)
        return found

    def turns(self, program: Program, found: Mapping[int, Place]) -> Program:
        """A program with the corrections that are wanted of it."""
        by_turn: dict[int, list[WordCorrection]] = {}
        for number, (where, place) in {**self._placed, **found}.items():
            if where == program.id:
                by_turn.setdefault(place, []).append(self._wanted[number])
        turns: list[Turn] = []
        for turn in program.turns:
            ours = by_turn.get(turn.number, ())
            if not ours and not turn.corrections:
                turns.append(turn)
                continue
            made = with_corrections(turn, ours)
            turns.append(made.turn)
            for one in ours:
                self._placed.pop(one.number, None)
                if one.number in made.made:
                    self._placed[one.number] = (program.id, turn.number)
        return replace(program, turns=tuple(turns))

    def _write(self, change: Changing, programs: Sequence[Program]) -> None:
        if not programs:
            return
        change.drop_added(program.id for program in programs)
        for some in in_parts(programs, _GATHERED):
            path = change.new_segment()
            change.add(path, build.write(path, some))


def _replaced(
    library: Library, found: Mapping[int, Place], work: _Rewording, undone: Collection[str] = ()
) -> list[Program]:
    """The programs that are written anew, with their corrections."""
    ids = sorted({program for program, _ in found.values()} | set(undone))
    made = []
    for program in ids:
        whole = _whole(library, program)
        if whole is None:
            continue
        changed = work.turns(whole, found)
        if changed != whole:
            made.append(changed)
    return made


def _whole(library: Library, program: str) -> Program | None:
    """A program with the names that were found when it was read."""
    entry = library.entry(program)
    if entry is None:
        return None
    places = library.postings(PROGRAM_ID.name, program)[0].tolist()
    return replace(entry.program, turns=tuple(map(library.found_turn, places)))


def _opened(directory: Path, segments: Sequence[Segment], *, hides: bool) -> Library:
    """Segments opened to be read, without the public versions of programs that are in them."""
    listing = Listing(directory, Manifest(segments=list(segments)), Registry())
    try:
        if hides:
            listing.leave_out_redacted()
    except BaseException:
        listing.close()
        raise
    return Library(listing)


def _found_in(library: Library) -> Iterator[tuple[int, Place]]:
    """The corrections that are in the turns of an index, each with its place."""
    for document in library.documents().tolist():
        if library.record_contains(document, _CORRECTED):
            program, turn = library.turn(document)
            for one in turn.corrections:
                yield one.number, (program, turn.number)


def with_source_forms(
    directory: Path,
    segments: Sequence[Segment],
    corrected: CorrectedWords,
    shown: Mapping[str, str],
    new_file: Callable[[], Path],
) -> CorrectedWords:
    """The corrections with a segment of the words that the files have in the turns of everybody.

    Args:
        directory: the index.
        segments: those that everybody sees, as they are committed.
        corrected: the corrections.
        shown: the id under which a program is shown, where it is another one.
        new_file: makes a file for the segment.
    """
    if not corrected.places:
        return corrected._replace(segment=None, turns=())
    places = dict.fromkeys((shown.get(p, p), turn) for _, p, turn in corrected.places)
    programs: dict[str, Program] = {}
    turns: list[CorrectedTurn] = []
    with Library(Listing(directory, Manifest(segments=list(segments)), Registry())) as library:
        for program, number in sorted(places):
            documents = library.postings(PROGRAM_ID.name, program)[0]
            entry = library.entry(program)
            if entry is None or number > len(documents):
                continue
            turn = library.found_turn(int(documents[number - 1]))
            if not turn.corrections:
                continue  # what was corrected may not be shown
            known = programs.setdefault(program, entry.program)
            source = as_in_source(turn)
            programs[program] = replace(known, turns=(*known.turns, source))
            turns.append(CorrectedTurn(program, number, edges(turn)))
    if not turns:
        return corrected._replace(segment=None, turns=())
    path = new_file()
    count = build.write(path, list(programs.values()))
    with closing(SegmentColumns.open(path)) as columns:
        segment = Segment(path.name, count, identity=columns.identity)
    return corrected._replace(segment=segment, turns=tuple(turns))
