"""Bringing an index up to date with files: what changed is read, what is gone is dropped."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, count
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from corpus import load
from corpus.errors import CorpusError
from corpus.load import File
from corpus.model import Program
from index import registry
from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.manifest import Manifest, SourceFile
from index.schema import SCHEMA, documents

#: Memory for postings before they are sorted and written out, in MB.
BUFFER = 256


@dataclass(slots=True)
class Summary:
    """What an update did.

    Attributes:
        programs, turns: how many were read and added.
        unchanged: files that were not read again.
        dropped: programs whose file is gone.
        skipped: files that could not be read; what they held before is kept.
        seconds: how long it took.
    """

    programs: int = 0
    turns: int = 0
    unchanged: int = 0
    dropped: int = 0
    skipped: list[CorpusError] = field(default_factory=list)
    seconds: float = 0.0


#: Told before each file: how many are done, how many there are, which one is next.
Progress = Callable[[int, int, Path], None]


def update(directory: Path, paths: Iterable[Path], progress: Progress | None = None) -> Summary:
    """Add files and folders to the index in `directory`, which is made if it is not there.

    All of it is one commit: an update that fails, or is interrupted, leaves the
    index as it was. Files that are unchanged since they were read are not read
    again; programs whose file is gone from a given folder are dropped.

    Raises:
        CorpusError: a path does not exist.
        IndexProblem: the index cannot be written.
    """
    began = time.perf_counter()
    given = [path.resolve() for path in paths]
    found = list(load.find(given))
    manifest = _manifest(directory)
    summary = Summary()
    gone = _gone(manifest, given, {str(file.path) for file in found})
    batch = _Batch(directory, manifest)
    try:
        for source in gone:
            summary.dropped += batch.drop(source)
        for number, file in enumerate(found):
            if progress:
                progress(number, len(found), file.path)
            _take(file, batch, summary)
        batch.commit()
    except BaseException:
        batch.cancel()
        raise
    summary.seconds = time.perf_counter() - began
    return summary


def _take(file: File, batch: "_Batch", summary: Summary) -> None:
    try:
        stat = file.path.stat()
        known = batch.manifest.sources.get(str(file.path))
        if known and known.is_unchanged(stat):
            summary.unchanged += 1
            return
        programs = load.read(file)
    except OSError as error:
        summary.skipped.append(CorpusError(file.path, error.strerror or str(error)))
        return
    except CorpusError as error:
        summary.skipped.append(error)
        return
    added = batch.replace(file, programs)
    batch.manifest.sources[str(file.path)] = SourceFile(
        root=str(file.root) if file.root else None,
        size=stat.st_size,
        modified=stat.st_mtime_ns,
        programs=tuple(program.id for program in added),
        speakers=tuple({who.name: None for program in added for who in program.participants}),
    )
    summary.programs += len(added)
    summary.turns += sum(len(program.turns) for program in added)


def _manifest(directory: Path) -> Manifest:
    """The manifest of an index, or an empty one for a folder that is free to take one."""
    try:
        return Manifest.read(directory)
    except IndexMissing:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise IndexDamaged(
                directory,
                "this is no index and holds other files",
                "name a new folder with --index",
            ) from None
        return Manifest()


def _gone(manifest: Manifest, given: list[Path], found: set[str]) -> list[str]:
    """The sources under the given folders that are no longer there."""
    return [
        source
        for source in manifest.sources
        if source not in found and any(Path(source).is_relative_to(path) for path in given)
    ]


class _Batch:
    """Changes to an index that become visible together.

    The index is made, and its lock taken, with the first change.
    """

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self.directory = directory
        self.manifest = manifest
        self.writer: Any = None
        self.taken = {
            program: path
            for path, source in manifest.sources.items()
            for program in source.programs
        }

    def drop(self, path: str) -> int:
        """Delete the programs of a source; how many there were."""
        source = self.manifest.sources.pop(path)
        for program in source.programs:
            self._open().delete_by_term("program", program)
            self.taken.pop(program, None)
        return len(source.programs)

    def replace(self, file: File, programs: list[Program]) -> list[Program]:
        """Put the programs of a file in the place of those that it held before."""
        known = self.manifest.sources.get(str(file.path))
        if known:
            self.drop(str(file.path))
            if len(programs) == len(known.programs) == 1:
                # Given by itself or with its folder, a file keeps the id it has.
                programs = [replace(programs[0], id=known.programs[0])]
        writer = self._open()
        added = []
        for program in programs:
            program = self._with_free_id(program, file)
            self.taken[program.id] = str(file.path)
            for document in documents(program):
                writer.add_document(**document)
            added.append(program)
        return added

    def commit(self) -> None:
        """Make the changes visible, if there are any."""
        if self.writer is not None:
            self.writer.commit()
            self.writer = None
            names = (name for source in self.manifest.sources.values() for name in source.speakers)
            registry.write(self.directory, names)
            self.manifest.write(self.directory)

    def cancel(self) -> None:
        """Forget the changes."""
        if self.writer is not None and not self.writer.is_closed:
            self.writer.cancel()

    def _open(self) -> Any:
        if self.writer is None:
            try:
                self.directory.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise IndexDamaged(
                    self.directory,
                    f"the folder cannot be made ({error.strerror})",
                    "name another with --index",
                ) from error
            storage = FileStorage(str(self.directory))
            if storage.index_exists():
                index = storage.open_index(schema=SCHEMA)
            else:
                index = storage.create_index(SCHEMA)
                Manifest().write(self.directory)
            try:
                self.writer = index.writer(limitmb=BUFFER)
            except LockError:
                raise IndexLocked(self.directory) from None
        return self.writer

    def _with_free_id(self, program: Program, file: File) -> Program:
        """The program under an id that no other one has.

        The folders above it are put before it; where it is one of several in its
        file under the same key, it gets a number.
        """
        names = [file.root.name] if file.root else []
        names += [folder.name for folder in (file.root or file.path).parents]
        above = accumulate(names, lambda path, name: f"{name}/{path}", initial=program.id)
        numbered = (f"{program.id}~{number}" for number in count(2))
        same_file = self.taken.get(program.id) == str(file.path)
        wanted = chain((program.id,), () if same_file else above, numbered)
        return replace(program, id=next(name for name in wanted if name not in self.taken))
