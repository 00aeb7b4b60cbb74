"""An index opened to list and read programs, without NumPy: its files, checked, and its registry.

A `Library` is made of it when a search comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from corpus.model import REDACTED, Program, Turn
from index.columnar.container import Container
from index.columnar.entries import Entries
from index.columnar.records import Records
from index.errors import IndexDamaged, IndexFileGone, IndexUnprotected, refusing_unsound
from index.library.manifest import UNRESTRICTED, Manifest, Segment
from index.registry.corrections import protection
from index.registry.registry import Registry, read_links
from index.turn_record import Entry, beginning_of_entry, decoded, read_entry, read_turn

#: How often an index is opened anew that was changed while it was opened.
_TRIES = 100


class Place(NamedTuple):
    """Where a program is in an index.

    Attributes:
        segment: the number of its segment.
        document: its first turn, in that segment.
        entry: what is known of it.
    """

    segment: int
    document: int
    entry: Entry


class Listing:
    """The programs of an index. Call `close` in the end.

    Args:
        path: its directory.
        manifest: the list of its segments.
        registry: who is who in it.
        containers: the files of the first segments, if they are open already.

    Attributes:
        path, manifest, registry: as given.
        restricted: whether what may not be shown is listed, too.
        containers: the file of each segment.
        source_words: the file with the words that were corrected, if some were. A commit removes
            it, so it is opened with the others, and not when a search needs it.

    Raises:
        IndexProblem: a segment cannot be read.
    """

    source_words: Container | None = None

    def __init__(
        self,
        path: Path,
        manifest: Manifest,
        registry: Registry,
        containers: Sequence[Container] = (),
    ) -> None:
        self.path = path
        self.manifest = manifest
        self.registry = registry
        self.restricted = False
        self.containers: list[Container] = [*containers]
        try:
            for segment in manifest.segments[len(containers) :]:
                self.containers.append(open_container(path, segment))
            if manifest.corrected.segment is not None:
                self.source_words = open_container(path, manifest.corrected.segment)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, path: Path, *, restricted: bool = False) -> Self:
        """Open the index in a directory.

        Args:
            path: the directory.
            restricted: what may not be shown is listed, too, and names are those of the
                transcripts.

        Raises:
            IndexUnprotected: somebody was protected by hand since the last change.
            IndexProblem: there is none, another version made it, it is damaged, or the
                system cannot read it.
        """
        manifest = Manifest.read(path)
        for _ in range(_TRIES):
            try:
                return cls._of(path, manifest, restricted=restricted)
            except IndexFileGone:
                # A commit between the reading of the manifest and of the files that it lists
                # has replaced them: the newer manifest lists those that are there.
                newer = Manifest.read(path)
                if newer.generation == manifest.generation:
                    raise
                manifest = newer
        return cls._of(path, manifest, restricted=restricted)

    @classmethod
    def _of(cls, path: Path, manifest: Manifest, *, restricted: bool) -> Self:
        registry = Registry.read(path, manifest.generation)
        kept = manifest.restrictions
        if restricted:
            whole = cls(path, replace(manifest, segments=manifest.every_segment), registry)
            whole.restricted = True
            if kept.segments:
                whole.leave_out_redacted()
            return whole
        if protection(registry.corrections) != kept.by_hand:
            raise IndexUnprotected(path)
        if kept != UNRESTRICTED:
            links = read_links(path, manifest.generation, public=True)
            registry = registry.public(links, dict(kept.ids))
        return cls(path, manifest, registry)

    def leave_out_redacted(self) -> None:
        """Leave out the public version of each program whose original is listed."""
        for number, container in enumerate(self.containers):
            segment = self.manifest.segments[number]
            redacted = [
                (document, document + entry.turns)
                for document, entry in entries_of(container, segment)
                if entry.program.access == REDACTED
            ]
            deleted = tuple(sorted((*segment.deleted, *redacted)))
            self.manifest.segments[number] = segment._replace(deleted=deleted)

    def close(self) -> None:
        """Close the files."""
        for container in self.containers:
            container.close()
        if self.source_words is not None:
            self.source_words.close()

    def refuse_shorter(self) -> None:
        """Refuse files that were cut since they were opened: to read them ends the process.

        Raises:
            IndexDamaged: a segment was cut.
        """
        for container in self.containers:
            container.refuse_shorter()

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        for container, segment in zip(self.containers, self.manifest.segments, strict=True):
            for entry in Entries(container).without(segment.deleted):
                yield read_entry(decoded(entry))

    def place(self, program_id: str) -> Place | None:
        """Where the program with an id is, or None if there is none."""
        beginning = beginning_of_entry(program_id)
        for number, container in enumerate(self.containers):
            deleted = self.manifest.segments[number].deleted
            for document, entry in Entries(container).holding(beginning):
                if not any(start <= document < end for start, end in deleted):
                    return Place(number, document, read_entry(decoded(entry)))
        return None

    def transcript(self, program_id: str) -> Program | None:
        """The program with an id and all of its turns, or None if there is none."""
        place = self.place(program_id)
        if place is None:
            return None
        return replace(place.entry.program, turns=tuple(self.turns(place, 1, place.entry.turns)))

    def turns(self, place: Place, first: int, last: int) -> Iterator[Turn]:
        """The turns of a program from one number to another, as far as there are any.

        The registry names their speakers.
        """
        program = place.entry.program.id
        records = Records(self.containers[place.segment])
        for number in range(max(first, 1), min(last, place.entry.turns) + 1):
            stored = decoded(records[place.document + number - 1])
            yield self.registry.named(program, read_turn(stored))


class Names(NamedTuple):
    """Who and what is in some segments.

    Attributes:
        people: the names found there.
        programs: the ids of programs.
    """

    people: set[str]
    programs: set[str]


def names_in(directory: Path, segments: Iterable[Segment]) -> Names:
    """Who and what is in some segments.

    Raises:
        IndexProblem: one of them cannot be read.
    """
    found = Names(set(), set())
    for segment in segments:
        with closing(open_container(directory, segment)) as container:
            for _, entry in entries_of(container, segment):
                found.programs.add(entry.program.id)
                found.people.update(entry.turns_by)
                found.people.update(person.name for person in entry.program.participants)
    return found


def entries_of(container: Container, segment: Segment) -> Iterator[tuple[int, Entry]]:
    """The programs of a segment, each with its first document."""
    with closing(Entries(container)) as entries:
        for document in entries.documents:
            if any(start <= document < end for start, end in segment.deleted):
                continue
            if (entry := entries.get(document)) is not None:
                yield document, read_entry(decoded(entry))


def open_container(path: Path, segment: Segment) -> Container:
    """Open the file of a segment, and make sure that it is the one that the manifest lists.

    Raises:
        IndexFileGone: its file is not there.
        IndexDamaged: its file is not what was written, or is of another segment.
        IndexUnreadable: the system cannot read it.
    """
    container = Container.open(path / segment.name)
    reason = None
    with refusing_unsound(path / segment.name):
        count = container.attributes["documents"]
    # Arrays are made for so many documents: the file must be as large as that.
    records = container.count("records.ends")
    if not records == count == segment.document_count:
        reason = f"the segment has {records} documents, not {segment.document_count}"
    elif segment.identity not in (None, container.identity):
        reason = "the file is not the segment that the manifest lists"
    if reason:
        container.close()
        raise IndexDamaged(path / segment.name, reason)
    return container
