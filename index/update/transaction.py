"""A change to an index that becomes visible in one step, or not at all."""

import contextlib
import os
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index import atomic
from index.columnar.reader import SegmentColumns
from index.errors import (
    CommitInterrupted,
    IndexDamaged,
    IndexMissing,
    IndexProblem,
    refusing_unsound,
)
from index.fields import PROGRAM_ID
from index.library.file_names import INDEX, LOCK, SUFFIX, WORDS, is_ours, removable, toc_name
from index.library.listing import names_in
from index.library.manifest import (
    NAME,
    UNCORRECTED,
    UNRESTRICTED,
    CorrectedWords,
    Manifest,
    Restrictions,
    Segment,
    SourceFile,
    read_sources,
    write_sources,
)
from index.library.segments import open_segment
from index.lock import Inherited, WriteLock
from index.meaning import names
from index.registry import linkage, registry
from index.update import by_hand
from index.update.segments import deleted_documents, merged, without, worth_merging
from index.update.separation import Apart, separated
from index.whoosh_codec.segment_list import Listed, segment_list


class Transaction:
    """The segments and sources of an index while they are changed; a context manager.

    It holds the lock of the index. Until `commit` nothing is visible; without it the
    files that were written are removed, and so is a directory that was made for them.
    What is removed at the end is decided by the manifest on the disk: only that tells
    whether the change was made, wherever an error or an interrupt came.

    Args:
        directory: the index.
        wait: seconds to wait for another process that writes it.

    Raises:
        IndexProblem: the index is being written, or the directory holds something else.
        CommitInterrupted: an interrupt came when the change was made already.
    """

    def __init__(self, directory: Path, wait: float = 0.0) -> None:
        self.directory = directory
        self._wait = wait
        self.sources: dict[str, SourceFile] = {}
        self._generation = 0
        self._written: Manifest | None = None
        self._segments: list[Segment] = []
        #: What was deleted of each segment before this change.
        self._deleted: dict[str, tuple[tuple[int, int], ...]] = {}
        self._restrictions: Restrictions = UNRESTRICTED
        #: The id under which a program was shown before this change, where it was another one.
        self._shown: dict[str, str] = {}
        #: Whether all programs are to be looked at again, whoever was protected before.
        self._anew = False
        #: The corrections of words that are in the turns, and those of programs that are gone.
        self._corrected: CorrectedWords = UNCORRECTED
        self._uncorrected: set[int] = set()
        #: Whether what is kept of the words of the files is to be written anew.
        self._rewords = False
        self._added: list[Segment] = []
        self._new: set[str] = set()
        self._made = not directory.exists()
        self._lock = WriteLock(directory / LOCK)

    def __enter__(self) -> Self:
        try:
            atomic.make_folder(self.directory)
        except OSError as error:
            raise IndexDamaged(
                self.directory,
                f"the folder cannot be made ({error.strerror})",
                "name another with --index",
            ) from error
        self._refuse_other_files()
        try:
            self._lock.acquire(self._wait)
            self._read()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        try:
            self._finish(failed=raised[0] is not None)
        except KeyboardInterrupt as interrupt:
            self._tell(interrupt)
            raise
        if isinstance(raised[1], KeyboardInterrupt):
            self._tell(raised[1])

    def _finish(self, *, failed: bool) -> None:
        try:
            now = self._on_disk()
            if self._may_remove(now, failed=failed):
                self._remove_unused(now)
        finally:
            self._lock.release()

    def _tell(self, interrupt: KeyboardInterrupt) -> None:
        """Raise another exception where an interrupt has not undone the change."""
        if self._written is not None and self._on_disk() == self._written:
            raise CommitInterrupted from interrupt

    @property
    def lock(self) -> Inherited | None:
        """What a forked process inherits of the lock of the index, and must not hold."""
        return self._lock.held

    def new_segment(self, kind: str = INDEX) -> Path:
        """A file for a new segment."""
        path = self.directory / f"{kind}_{os.urandom(8).hex()}{SUFFIX}"
        self._new.add(path.name)
        return path

    def add(self, segment: Path, document_count: int) -> None:
        """Take up a segment that was written."""
        columns = SegmentColumns.open(segment)
        self._added.append(Segment(segment.name, document_count, identity=columns.identity))
        columns.close()

    @property
    def is_unprotected(self) -> bool:
        """Whether somebody else is protected by hand than when the index was changed last."""
        return by_hand.is_unprotected(self.directory, self._restrictions)

    @property
    def is_behind(self) -> bool:
        """Whether somebody corrected something by hand that is not in the index yet."""
        return by_hand.is_behind(self.directory, self._restrictions, self._corrected)

    def hidden(self) -> set[str]:
        """The ids of the programs that may not be shown, or not under these ids."""
        return names_in(self.directory, self._restrictions.segments).programs

    def drop(self, programs: Iterable[str]) -> None:
        """Delete the turns of programs that were there before this change."""
        programs = list(programs)
        self._drop(programs, self._segments)
        self._drop_restricted(programs)
        self._forget_corrections(programs)

    def drop_added(self, programs: Iterable[str]) -> int:
        """Delete the turns of programs from everywhere, from what was just added, too.

        Returns:
            How many of the turns that were just added are gone.
        """
        programs = list(programs)
        self.drop(programs)
        before = sum(segment.left for segment in self._added)
        self._drop(programs, self._added)
        return before - sum(segment.left for segment in self._added)

    def _forget_corrections(self, programs: Sequence[str]) -> None:
        gone = set(programs)
        kept = tuple(each for each in self._corrected.places if each[1] not in gone)
        if len(kept) < len(self._corrected.places):
            self._uncorrected |= {number for number, program, _ in self._corrected.places
                                  if program in gone}  # fmt: skip
            self._corrected = self._corrected._replace(places=kept)

    def _drop_restricted(self, programs: Iterable[str]) -> None:
        kept = self._restrictions
        if kept == UNRESTRICTED:
            return
        segments = list(kept.segments)
        self._drop(programs, segments)
        shown = dict(kept.ids)
        self._drop(filter(None, [shown.pop(program, None) for program in programs]), self._segments)
        self._restrictions = kept._replace(segments=tuple(segments), ids=tuple(shown.items()))

    def _drop(self, programs: Iterable[str], segments: list[Segment]) -> None:
        wanted = [program.encode() for program in programs]
        if not wanted:
            return
        for number, segment in enumerate(segments):
            with refusing_unsound(self.directory / segment.name):
                columns = open_segment(self.directory, segment)
                # Damage here would delete the turns of another program.
                columns.verify_field(PROGRAM_ID.name)
                documents = [columns.postings(PROGRAM_ID.name, program)[0] for program in wanted]
                columns.close()
                segments[number] = without(segment, np.concatenate(documents))

    def commit(self) -> None:
        """Make the change visible, and wait until it is on the disk.

        Every file has a name of its own and is flushed, then the folder. The manifest then
        replaces the old one in one step, and the folder is flushed again.

        Raises:
            IndexDamaged: a segment that was to be merged is not what was written; nothing is
                changed, and no damage is copied.
        """
        names = {name for source in self.sources.values() for name in source.speakers}
        self._correct_words()
        self._keep_apart(names)
        added = self._added
        if len(added) > 1:
            added = [self._merged(added)]
        else:
            for segment in added:
                atomic.flush(self.directory / segment.name)
        segments = [segment for segment in (*self._segments, *added) if segment.left]
        while len(group := worth_merging(segments)) > 1:
            segments = [s for s in segments if s not in group] + [self._merged(group)]
        generation = self._generation + 1
        write_sources(self.directory, generation, self.sources)
        kept = self._restrictions
        public = None if kept == UNRESTRICTED else names_in(self.directory, segments).people
        linkage.write(self.directory, generation, names, public)
        toc = segment_list(INDEX, generation, map(_listed, segments))
        atomic.write(self.directory / toc_name(generation), toc)
        corrected = self._with_source_forms(segments)
        atomic.flush_folder(self.directory)
        self._written = Manifest(generation, segments, zlib.crc32(toc), kept, corrected)
        self._written.write(self.directory)
        self._align_vectors()

    def _correct_words(self) -> None:
        """Put the corrections of words into the turns, and take out those that were undone."""
        if not (by_hand.may_have_words(self.directory, self._corrected) or self._anew):
            return
        # Few indexes have corrections, and comparing texts takes a library of its own.
        from index.update.rewording import State, reworded

        hidden = self._restrictions.segments
        state = State(
            (*self._segments, *hidden),
            tuple(self._added),
            self._corrected,
            frozenset(self._uncorrected),
            anew=self._anew,
            hides=bool(hidden),
        )
        corrected = reworded(self.directory, state, self)
        self._rewords |= self._anew or bool(self._uncorrected) or corrected != self._corrected
        self._corrected = corrected

    def _with_source_forms(self, segments: Sequence[Segment]) -> CorrectedWords:
        """The corrections as the manifest lists them, with the words of the files."""
        if not self._rewords or self._corrected == UNCORRECTED:
            return self._corrected
        from index.update.rewording import with_source_forms

        shown = dict(self._restrictions.ids)
        found = with_source_forms(
            self.directory, segments, self._corrected, shown, lambda: self.new_segment(WORDS)
        )
        if found.segment is not None:
            atomic.flush(self.directory / found.segment.name)
        return found

    def _keep_apart(self, names: Iterable[str]) -> None:
        """Put what may not be shown into segments that nobody opens who does not ask for it."""
        taken = {program for source in self.sources.values() for program in source.programs}
        before = Apart(self._segments, self._added, self._restrictions, self._shown)
        after = separated(self.directory, before, names, taken, self.new_segment, anew=self._anew)
        if after is before:
            return
        self._rewords = True
        old, new = before.restrictions, after.restrictions
        if (old.by_hand, old.names) != (new.by_hand, new.names):
            # What was deleted before may have a name that nobody had protected then.
            self._deleted.clear()
        hides = new.segments != old.segments
        self._segments = [
            self._compacted(segment) if hides else segment
            for segment in after.segments
            if segment.left
        ]
        self._added = [self._compacted(segment) for segment in after.added if segment.left]
        restricted = [segment for segment in after.restrictions.segments if segment.left]
        while len(group := worth_merging(restricted)) > 1:
            restricted = [s for s in restricted if s not in group] + [self._merged(group)]
        for segment in restricted:
            atomic.flush(self.directory / segment.name)
        self._restrictions = after.restrictions._replace(segments=tuple(restricted))

    def _compacted(self, segment: Segment) -> Segment:
        """A segment without the turns that were deleted now: their words are in no list then."""
        is_as_before = segment.deleted == self._deleted.get(segment.name, ())
        return segment if is_as_before else self._merged([segment])

    def _align_vectors(self) -> None:
        """Bring the vectors of the index in line with its new state, if it has any."""
        if not (self.directory / names.NAME).exists():
            return
        # Few indexes have vectors.
        from index.update.align import align

        # The change is made. Vectors of another state are seen, and searches do without.
        with contextlib.suppress(IndexProblem, OSError), refusing_unsound(self.directory):
            align(self.directory)

    def _read(self) -> None:
        try:
            manifest = Manifest.read(self.directory)
        except IndexMissing:
            return
        self.sources = read_sources(self.directory, manifest.generation)
        # What makes every search fail is no index to add to, and not "nothing new".
        for segment in manifest.every_file:
            open_segment(self.directory, segment).close()
        registry.read_links(self.directory, manifest.generation)
        self.take_up(manifest.generation, manifest.segments, manifest.restrictions)
        self._corrected = manifest.corrected

    def take_up(
        self,
        generation: int,
        segments: Iterable[Segment],
        restrictions: Restrictions,
        *,
        anew: bool = False,
    ) -> None:
        """Begin with a state of the index.

        Args:
            generation: of the state.
            segments: those that everybody sees.
            restrictions: what is kept apart from them.
            anew: what may be shown of each program is decided anew.
        """
        self._generation = generation
        self._segments = list(segments)
        self._deleted = {segment.name: segment.deleted for segment in self._segments}
        self._restrictions = restrictions
        self._shown = dict(restrictions.ids)
        self._anew = anew

    def _refuse_other_files(self) -> None:
        if (self.directory / NAME).exists():
            return
        if not all(is_ours(path.name) for path in self.directory.iterdir()):
            raise IndexDamaged(
                self.directory,
                "this is no index and holds other files",
                "name a new folder with --index",
            )

    def _merged(self, segments: Sequence[Segment]) -> Segment:
        return merged(self.directory, segments, self.new_segment(), self._new)

    def _on_disk(self) -> Manifest | None:
        """The state of the index on the disk, or None where that cannot be told."""
        try:
            return Manifest.read(self.directory)
        except IndexProblem:
            return None

    def _may_remove(self, now: Manifest | None, *, failed: bool) -> bool:
        """Whether the state on the disk is known, and would be there after a power cut, too."""
        if now is None:
            return not (self.directory / NAME).exists()
        if failed and now.generation != self._generation:
            try:
                atomic.flush_folder(self.directory)
            except OSError:
                return False  # the old state may come back, and needs its files
        return True

    def _remove_unused(self, now: Manifest | None) -> None:
        """Remove the files of what was, or of what did not come to be."""
        for path in removable(self.directory, now):
            # Where a file that is open cannot be removed, the next change does it.
            with contextlib.suppress(OSError):
                path.unlink()
        if self._made and now is None:
            self._lock.remove()
            # Somebody may have put a file there meanwhile.
            with contextlib.suppress(OSError):
                self.directory.rmdir()


def _listed(segment: Segment) -> Listed:
    """A segment as Whoosh's list has it."""
    name = segment.name.removeprefix(f"{INDEX}_").removesuffix(SUFFIX)
    return Listed(name, segment.document_count, deleted_documents(segment))
