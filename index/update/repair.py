"""A damaged index made whole: whole segments are kept, the rest is read from the files again."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from corpus import files as corpus_files
from corpus.model import REDACTED
from corpus.paths import as_text, from_text
from index.errors import IndexDamaged, IndexMissing, IndexProblem
from index.library import salvage
from index.library.library import Library
from index.library.listing import Listing
from index.library.manifest import (
    UNRESTRICTED,
    Manifest,
    Restrictions,
    Segment,
    SourceFile,
    read_sources,
)
from index.library.segments import open_segment
from index.meaning import names
from index.registry import corrections
from index.registry.registry import Registry
from index.turn_record import Entry
from index.update.summary import Summary
from index.update.transaction import Transaction
from index.update.update import Manner, read_again
from index.workers.partition import Reading


@dataclass(slots=True)
class Repaired:
    """What a repair did.

    Attributes:
        broken: the files that were broken.
        programs: how many programs were read again.
        lost: the files of programs that could not be read again, because they are gone or have
            become unreadable; what was read from them is no longer in the index.
        vectors: whether vectors were broken, and removed.
    """

    broken: list[IndexProblem] = field(default_factory=list)
    programs: int = 0
    lost: list[Path] = field(default_factory=list)
    vectors: bool = False


class _Repair(Transaction):
    """A change that begins with what is whole of an index."""

    def __init__(self, directory: Path, wait: float, repaired: Repaired) -> None:
        super().__init__(directory, wait)
        self._repaired = repaired
        #: The programs in the segments that are whole.
        self.held: list[Entry] = []

    def _read(self) -> None:
        corrections.read(self.directory)  # what somebody typed is mended by hand
        try:
            manifest = Manifest.read(self.directory)
        except (IndexDamaged, IndexMissing) as error:
            self._without_manifest(error)
            return
        whole = [segment for segment in manifest.segments if self._is_whole(segment)]
        kept = manifest.restrictions
        apart = tuple(segment for segment in kept.segments if self._is_whole(segment))
        broken = len(whole) < len(manifest.segments) or apart != kept.segments
        self._take_up_whole(manifest.generation, whole, kept._replace(segments=apart), anew=broken)
        self._corrected = manifest.corrected
        other = manifest.corrected.segment
        self._rewords = other is not None and not self._is_whole(other)
        try:
            self.sources = read_sources(self.directory, manifest.generation)
        except IndexDamaged as error:
            self._repaired.broken.append(error)
            self.sources = _sources_of(self.held)

    def _without_manifest(self, error: IndexProblem) -> None:
        self._repaired.broken.append(error)
        generation, self.sources = salvage.last_sources(self.directory)
        segments = salvage.trusted_segments(self.directory, generation, self.sources)
        left = [segment for segment in segments if segment.left]
        self._take_up_whole(generation, left, UNRESTRICTED, anew=True)
        # What cannot be read would be lost with the segments: whoever calls may make it readable.
        files = (Path(from_text(path)) for path in self.sources)
        if self.sources and not self.held and not any(path.is_file() for path in files):
            raise salvage.nothing_readable(self.directory)

    def _take_up_whole(
        self, generation: int, whole: list[Segment], apart: Restrictions, *, anew: bool
    ) -> None:
        self.take_up(generation, whole, apart, anew=anew)
        # Who is who is guessed anew, by the commit.
        segments = [*whole, *apart.segments]
        listing = Listing(self.directory, Manifest(generation, segments), Registry())
        with Library(listing) as library:
            # Of a program that is shown in another way the original is wanted.
            entries = library.entries()
            self.held = [entry for entry in entries if entry.program.access != REDACTED]

    def _may_remove(self, now: Manifest | None, *, failed: bool) -> bool:
        # Without a manifest every file may still be needed.
        return now is not None and super()._may_remove(now, failed=failed)

    def _align_vectors(self) -> None:
        path = self.directory / names.NAME
        if path.exists() and not self._are_whole(path):
            self._repaired.vectors = True
            path.unlink()
        super()._align_vectors()

    def _are_whole(self, path: Path) -> bool:
        # Few indexes have vectors.
        from index.meaning.vectors import VectorFile

        try:
            VectorFile(path).verify()
        except IndexProblem as error:
            self._repaired.broken.append(error)
            return False
        return True

    def _is_whole(self, segment: Segment) -> bool:
        try:
            columns = open_segment(self.directory, segment)
            try:
                columns.verify()
            finally:
                columns.close()
        except IndexDamaged as error:
            self._repaired.broken.append(error)
            return False
        return True


def repair(directory: Path, manner: Manner | None = None) -> Repaired:
    """Make a damaged index whole again, in one commit.

    Ids, and so corrections by hand, stay. Where the list of files was broken, every file is
    compared by the next update.

    Args:
        directory: the index.
        manner: as for an update.

    Raises:
        IndexDamaged: the corrections by hand are broken; or neither its manifest nor a list of
            its files can be read; or its manifest cannot, and no program could be kept.
        IndexProblem: there is none, or it cannot be written.
    """
    manner = manner or Manner()
    repaired, summary = Repaired(), Summary()
    try:
        Manifest.read(directory)
    except IndexMissing:
        # A transaction would make an index where there is none.
        if not salvage.is_left(directory):
            raise
    except IndexDamaged:
        pass  # it is written anew
    with _Repair(directory, manner.wait, repaired) as change:
        held = {entry.program.id for entry in change.held}
        missing = {
            path: source
            for path, source in change.sources.items()
            if not held.issuperset(source.programs)
        }
        places = {Path(from_text(path)): s.found_by(path) for path, s in missing.items()}
        roots = sorted({root for path, root in places.items() if path.is_file()})
        found = list(corpus_files.find(roots, only=set(places)))
        readings = [
            Reading(file, known.programs[0].partition("#")[0], known, again=True)
            for file in found
            for known in (missing[as_text(file.path)],)
        ]
        read_again(change, readings, summary, None, manner)
        failed = {as_text(Path(error.path)) for error in summary.skipped}
        for path in [*(set(missing) - {as_text(file.path) for file in found}), *failed]:
            repaired.lost.append(Path(from_text(path)))
            _forget(change, path, held)
        change.commit()
    repaired.programs = summary.programs
    repaired.lost.sort()
    return repaired


def _forget(change: _Repair, path: str, held: set[str]) -> None:
    """Keep of a source the programs that are in whole segments; an update reads it when it can."""
    source = change.sources[path]
    left = tuple(program for program in source.programs if program in held)
    if left:
        change.sources[path] = source._replace(programs=left, modified=0, digest="")
    else:
        del change.sources[path]


def _sources_of(entries: list[Entry]) -> dict[str, SourceFile]:
    """The files of programs, as far as the programs tell; an update reads them again."""
    by_path: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_path[entry.program.path].append(entry)
    return {
        path: SourceFile(
            root=None,
            size=0,
            modified=0,
            digest="",
            programs=tuple(entry.program.id for entry in held),
            speakers=tuple(
                {who.name: None for entry in held for who in entry.program.participants}
            ),
        )
        for path, held in by_path.items()
    }
