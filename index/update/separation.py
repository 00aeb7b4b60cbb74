"""Programs that may not be shown, or not as they are, in segments of their own.

Everybody opens the other segments only: no word, no name, no count and no list there comes from
what may not be shown. Of a program in which names were replaced or words withheld they have the
public version, which `index.restriction` makes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corpus.model import REDACTED, RESTRICTED, Program
from index.columnar.container import Container
from index.columnar.entries import Entries
from index.columnar.reader import SegmentColumns
from index.columnar.records import Records
from index.errors import refusing_unsound
from index.library.listing import entries_of, names_in, open_container
from index.library.manifest import Restrictions, Segment
from index.registry import corrections
from index.registry.linkage import link
from index.registry.registry import Registry
from index.restriction.protected import Protected
from index.restriction.public import Public
from index.turn_record import Entry, decoded, read_turn
from index.workers import build

#: How an entry says that its program may not be shown.
_RESTRICTED = f'"access":"{RESTRICTED}"'.encode()
#: How many turns are gathered before they are written.
_GATHERED = 20_000


class Apart(NamedTuple):
    """The segments of an index that is changed.

    Attributes:
        segments: those that everybody sees and that were there before.
        added: those that were written for this change.
        restrictions: what is kept apart.
        shown: the id under which a program was shown before the change, where it was another one.
    """

    segments: Sequence[Segment]
    added: Sequence[Segment]
    restrictions: Restrictions
    shown: Mapping[str, str]


def separated(
    directory: Path,
    before: Apart,
    names: Iterable[str],
    taken: Collection[str],
    new_segment: Callable[[], Path],
    *,
    anew: bool,
) -> Apart:
    """The segments with what may not be shown apart; `before` itself where nothing changes.

    Args:
        directory: the index.
        before: its segments.
        names: the names found in all programs.
        taken: the ids of all programs.
        new_segment: makes a file for a segment.
        anew: all programs are looked at, not only those that were added.

    Raises:
        IndexDamaged: the corrections by hand cannot be read, or a pseudonym is a name of
            somebody else.
    """
    by_hand = corrections.read(directory)
    protected = Protected(Registry({}, []))
    if any(one.is_protected for one in by_hand):
        known = set(names)
        protected = Protected(Registry(link(known), by_hand), known)
        protected.refuse_taken_pseudonyms(directory)
    kept = before.restrictions
    digests = corrections.protection(by_hand), protected.digest()
    anew = anew or digests != (kept.by_hand, kept.names)
    shown = dict(kept.ids)
    # Links to public versions that are made again last.
    taken = {*taken, *before.shown.values()}
    work = _Separation(directory, Public(protected), taken, before.shown, new_segment)
    if not (anew or protected or any(map(work.has_restricted, before.added))):
        return before
    versions: set[str] = set()
    if anew:
        # They are made again of their originals.
        originals = names_in(directory, kept.segments).programs
        versions = {shown.get(program, program) for program in originals}
    segments = [work.of_public(each, versions) if anew else each for each in before.segments]
    added = [work.of_public(each, versions) for each in before.added]
    restricted = [work.of_restricted(each) if anew else each for each in kept.segments]
    added += work.public.written()
    restricted += work.restricted.written()
    ids = dict(() if anew else kept.ids) | work.ids
    after = Restrictions(tuple(restricted), tuple(ids.items()), *digests)
    return Apart(segments, added, after, before.shown)


class _Separation:
    """Puts programs where they belong."""

    def __init__(
        self,
        directory: Path,
        public: Public,
        taken: set[str],
        before: Mapping[str, str],
        new_segment: Callable[[], Path],
    ) -> None:
        self._directory = directory
        self._public = public
        self._taken = taken
        self._before = before
        self.public = _Writer(new_segment)
        self.restricted = _Writer(new_segment)
        #: The id under which a program is shown, where it is another one.
        self.ids: dict[str, str] = {}

    def has_restricted(self, segment: Segment) -> bool:
        """Whether a segment has a program that says that it may not be shown."""
        with (
            closing(open_container(self._directory, segment)) as container,
            closing(Entries(container)) as entries,
        ):
            return any(entries.holding(_RESTRICTED))

    def of_public(self, segment: Segment, versions: Collection[str]) -> Segment:
        """A segment that everybody sees, without what may not be shown as it is.

        Args:
            segment: the segment.
            versions: the ids of public versions, which are left out.
        """
        gone: list[tuple[int, int]] = []
        for document, program in self._programs(segment):
            if program.access != REDACTED or program.id not in versions:
                shown = self._shown(program)
                if shown is program:
                    continue
                self.restricted.add(program)
                if shown is not None:
                    self.public.add(shown)
            gone.append((document, document + len(program.turns)))
        return _without(segment, gone)

    def of_restricted(self, segment: Segment) -> Segment:
        """A segment of originals, without those that may be shown as they are."""
        gone: list[tuple[int, int]] = []
        for document, program in self._programs(segment):
            shown = self._shown(program)
            if shown is not None:
                self.public.add(shown)
            if shown is program:
                gone.append((document, document + len(program.turns)))
        return _without(segment, gone)

    def _shown(self, program: Program) -> Program | None:
        shown = self._public.of(program, self._taken, self._before.get(program.id))
        if shown is not None and shown.id != program.id:
            self.ids[program.id] = shown.id
            self._taken.add(shown.id)
        return shown

    def _programs(self, segment: Segment) -> Iterator[tuple[int, Program]]:
        """The programs of a segment, each with its first document."""
        with (
            refusing_unsound(self._directory / segment.name),
            closing(open_container(self._directory, segment)) as container,
        ):
            for document, entry in entries_of(container, segment):
                yield document, _whole(container, document, entry)


class _Writer:
    """Writes programs to segments, as many at a time as fit into memory."""

    def __init__(self, new_segment: Callable[[], Path]) -> None:
        self._new_segment = new_segment
        self._gathered: list[Program] = []
        self._turns = 0
        self._written: list[Segment] = []

    def add(self, program: Program) -> None:
        """Write a program, now or later."""
        self._gathered.append(program)
        self._turns += len(program.turns)
        if self._turns >= _GATHERED:
            self._write()

    def written(self) -> list[Segment]:
        """The segments of all programs."""
        self._write()
        return self._written

    def _write(self) -> None:
        if not self._gathered:
            return
        path = self._new_segment()
        count = build.write(path, self._gathered)
        with closing(SegmentColumns.open(path)) as columns:
            self._written.append(Segment(path.name, count, identity=columns.identity))
        self._gathered, self._turns = [], 0


def _whole(container: Container, document: int, entry: Entry) -> Program:
    with closing(Records(container)) as records:
        stored = range(document, document + entry.turns)
        turns = tuple([read_turn(decoded(records[number])) for number in stored])
    return replace(entry.program, turns=turns)


def _without(segment: Segment, gone: Sequence[tuple[int, int]]) -> Segment:
    """A segment with more ranges of documents deleted."""
    if not gone:
        return segment
    return segment._replace(deleted=tuple(sorted((*segment.deleted, *gone))))
