"""A change to an index that becomes visible in one step, or not at all."""

import contextlib
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.columnar.merge import Source, merge_segments
from index.columnar.reader import SegmentColumns
from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.fields import PROGRAM_ID
from index.library.manifest import (
    NAME,
    Manifest,
    Segment,
    SourceFile,
    read_sources,
    sources_name,
    write_sources,
)
from index.registry import guess
from index.whoosh_codec.codec import ColumnarSegment
from index.whoosh_codec.schema import SCHEMA

#: What Whoosh calls the only index of a directory.
INDEX = "MAIN"
SUFFIX = ".columns"


class Transaction:
    """The segments and sources of an index while they are changed; a context manager.

    It holds the lock of the index. Until `commit` nothing is visible; without it the
    files that were written are removed, and so is a directory that was made for them.

    Raises:
        IndexProblem: the index is being written, or the directory holds something else.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.sources: dict[str, SourceFile] = {}
        self._generation = 0
        self._segments: list[Segment] = []
        self._added: list[Segment] = []
        self._made = not directory.exists()
        self._lock: Any = None

    def __enter__(self) -> Self:
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexDamaged(
                self.directory,
                f"the folder cannot be made ({error.strerror})",
                "name another with --index",
            ) from error
        self._refuse_other_files()
        # The lock of Whoosh's own writers, so that they and we do not meet.
        lock = FileStorage(str(self.directory)).lock(f"{INDEX}_WRITELOCK")
        if not lock.acquire():
            raise IndexLocked(self.directory)
        self._lock = lock
        try:
            self._read()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        self._remove_unused()
        self._lock.release()
        if self._made and not (self.directory / NAME).exists():
            for path in self.directory.iterdir():
                path.unlink(missing_ok=True)
            self.directory.rmdir()

    def new_segment(self) -> Path:
        """A file for a new segment."""
        return self.directory / f"{INDEX}_{secrets.token_hex(8)}{SUFFIX}"

    def add(self, segment: Path, documents: int) -> None:
        """Take up a segment that was written."""
        self._added.append(Segment(segment.name, documents))

    def drop(self, programs: Iterable[str]) -> None:
        """Delete the turns of programs that were there before this change."""
        self._drop(programs, self._segments)

    def drop_added(self, programs: Iterable[str]) -> int:
        """Delete the turns of programs from everywhere, from what was just added, too.

        Returns:
            How many of the turns that were just added are gone.
        """
        programs = list(programs)
        self._drop(programs, self._segments)
        before = sum(segment.left for segment in self._added)
        self._drop(programs, self._added)
        return before - sum(segment.left for segment in self._added)

    def _drop(self, programs: Iterable[str], segments: list[Segment]) -> None:
        wanted = [program.encode() for program in programs]
        if not wanted:
            return
        for number, segment in enumerate(segments):
            columns = SegmentColumns.open(self.directory / segment.name)
            documents = [columns.postings(PROGRAM_ID.name, program)[0] for program in wanted]
            columns.close()
            segments[number] = _without(segment, np.concatenate(documents))

    def commit(self) -> None:
        """Make the change visible."""
        added = self._added
        if len(added) > 1:
            added = [self._merged(added)]
        else:
            for segment in added:
                _flush(self.directory / segment.name)
        segments = [segment for segment in (*self._segments, *added) if segment.left]
        while len(group := _worth_merging(segments)) > 1:
            segments = [s for s in segments if s not in group] + [self._merged(group)]
        generation = self._generation + 1
        write_sources(self.directory, generation, self.sources)
        names = (name for source in self.sources.values() for name in source.speakers)
        guess.write(self.directory, names)
        _write_toc(self.directory, generation, segments)
        Manifest(generation, segments).write(self.directory)
        self._generation = generation
        self._segments, self._added = segments, []

    def _read(self) -> None:
        try:
            manifest = Manifest.read(self.directory)
        except IndexMissing:
            return
        self.sources = read_sources(self.directory, manifest.generation)
        self._generation = manifest.generation
        self._segments = list(manifest.segments)

    def _refuse_other_files(self) -> None:
        if (self.directory / NAME).exists():
            return
        ours = (
            f"{INDEX}_",
            f"_{INDEX}_",
            "sources-",
            "people.json",
            "speakers.toml",
            "synonyms.toml",
            NAME,
        )
        if any(not path.name.startswith(ours) for path in self.directory.iterdir()):
            raise IndexDamaged(
                self.directory,
                "this is no index and holds other files",
                "name a new folder with --index",
            )

    def _merged(self, segments: Sequence[Segment]) -> Segment:
        path = self.new_segment()
        opened = [SegmentColumns.open(self.directory / segment.name) for segment in segments]
        try:
            sources = [
                Source(columns, _numbers(segment))
                for columns, segment in zip(opened, segments, strict=True)
            ]
            return Segment(path.name, merge_segments(path, sources))
        finally:
            for columns in opened:
                columns.close()

    def _remove_unused(self) -> None:
        """Remove the files of what was, or of what did not come to be."""
        kept = {segment.name for segment in self._segments}
        kept |= {sources_name(self._generation), f"_{INDEX}_{self._generation}.toc"}
        for pattern in (f"{INDEX}_*{SUFFIX}*", "sources-*.json*", f"{NAME}.*", f"_{INDEX}_*.toc*"):
            for path in self.directory.glob(pattern):
                if path.name not in kept:
                    # Where a file that is open cannot be removed, the next change does it.
                    with contextlib.suppress(OSError):
                        path.unlink()


def _flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _write_toc(directory: Path, generation: int, segments: Iterable[Segment]) -> None:
    """Write what `whoosh.index.open_dir` reads: the schema and the list of segments."""
    listed = []
    for segment in segments:
        entry = ColumnarSegment(INDEX, segment.documents)
        entry.segid = segment.name.removeprefix(f"{INDEX}_").removesuffix(SUFFIX)
        for document in _numbers(segment):
            entry.delete_document(document)
        listed.append(entry)
    # One of this generation is left where a change ended before its manifest was written.
    (directory / f"_{INDEX}_{generation}.toc").unlink(missing_ok=True)
    TOC(SCHEMA, listed, generation).write(FileStorage(str(directory)), INDEX)


def _worth_merging(segments: Sequence[Segment]) -> list[Segment]:
    """The smallest segments, as long as the next is at most twice as large as they are.

    The sizes that are left grow by a factor, so there are few segments, and a turn
    is merged a few times only, however many updates there are.
    """
    ordered = sorted(segments, key=lambda segment: segment.left)
    group, total = ordered[:1], ordered[0].left if ordered else 0
    best = group
    for segment in ordered[1:]:
        if segment.left > 2 * total:
            break
        group = [*group, segment]
        total += segment.left
        best = group
    return best


def _without(segment: Segment, documents: np.ndarray[Any, Any]) -> Segment:
    """A segment with more documents deleted."""
    if not len(documents):
        return segment
    deleted = np.zeros(segment.documents + 2, bool)
    deleted[1 + np.array(_numbers(segment), np.int64)] = True
    deleted[1 + documents.astype(np.int64)] = True
    edges = np.flatnonzero(deleted[1:] != deleted[:-1]).tolist()
    return Segment(
        segment.name, segment.documents, tuple(zip(edges[::2], edges[1::2], strict=True))
    )


def _numbers(segment: Segment) -> list[int]:
    return [number for start, end in segment.deleted for number in range(start, end)]
