"""Bringing an index up to date with files: what changed is read, what is gone is dropped."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain, count
from pathlib import Path

from corpus import load
from corpus.errors import CorpusError
from corpus.load import File
from corpus.model import Program
from index.library import manifest
from index.library.manifest import SourceFile
from index.update import absence, build
from index.update.build import Progress
from index.update.partition import Reading, tasks
from index.update.transaction import Transaction


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


def update(
    directory: Path,
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    workers: int | None = None,
    prune: bool = False,
) -> Summary:
    """Add files and folders to the index in `directory`, which is made if it is not there.

    All of it is one commit: an update that fails, or is interrupted, leaves the
    index as it was. Files that are unchanged since they were read are not read
    again; programs whose file is gone from a given folder are dropped. What cannot be
    listed is not gone (see `index.update.absence`). The folder of an index is not read.

    Args:
        directory: the index.
        paths: files and folders.
        progress: called now and then with the number of files that are done.
        workers: processes to read with; as many as there are cores if not given.
        prune: a given path that is gone or empty loses its programs.

    Raises:
        CorpusError: a path does not exist, or is empty and held programs.
        IndexProblem: the index cannot be written.
    """
    began = time.perf_counter()
    given = [path.resolve() for path in paths]
    summary = Summary()
    there = [path for path in given if path.exists()] if prune and directory.exists() else given
    unlisted: list[CorpusError] = []
    found = list(_outside_indexes(load.find(there, unlisted.append), directory))
    summary.skipped += unlisted
    with Transaction(directory) as change:
        _refuse_unknown(given, change.sources)
        gone = _gone(change.sources, given, found, summary, prune=prune)
        dropped = [program for path in gone for program in change.sources.pop(path).programs]
        change.drop(dropped)
        summary.dropped = len(dropped)
        readings = list(_readings(found, change.sources, summary))
        changed = _read(change, readings, summary, progress, workers or os.cpu_count() or 1)
        if gone or changed:
            change.commit()
    summary.seconds = time.perf_counter() - began
    return summary


def write_programs(directory: Path, programs: Iterable[Program]) -> None:
    """Add programs that were read elsewhere, on all cores, in one commit.

    Raises:
        IndexProblem: the index cannot be written.
    """
    with Transaction(directory) as change:
        # Closed before the transaction ends, and with it the processes that still write.
        with closing(build.write_all(programs, change.new_segment, change.lock)) as written:
            for segment, documents in written:
                change.add(segment, documents)
        change.commit()


def _readings(
    files: Iterable[File], sources: Mapping[str, SourceFile], summary: Summary
) -> Iterable[Reading]:
    """The files to read, with the ids they get; those that have not changed are counted."""
    taken = {
        program.partition("#")[0]: path for path, s in sources.items() for program in s.programs
    }
    for file in files:
        path = str(file.path)
        known = sources.get(path)
        if known and _is_unchanged(file.path, known):
            summary.unchanged += 1
            continue
        # Given alone or with its folder, a file keeps the id it has.
        unique = known.programs[0].partition("#")[0] if known else _free_id(file, taken)
        taken[unique] = path
        yield Reading(file, unique, known)


def _read(
    change: Transaction,
    readings: list[Reading],
    summary: Summary,
    progress: Progress | None,
    workers: int,
) -> bool:
    """Read files into new segments; whether that changed the index."""
    changed = False
    work = list(tasks(readings, change.new_segment, workers))
    # As in `write_programs`.
    with closing(build.run(work, workers, progress, change.lock)) as reports:
        for report in reports:
            summary.skipped += report.failed
            summary.unchanged += len(report.same)
            summary.programs += sum(len(source.programs) for source in report.read.values())
            summary.turns += report.documents
            change.drop(
                program
                for path in report.read
                if path in change.sources
                for program in change.sources[path].programs
            )
            change.sources |= report.read | report.same
            changed = changed or bool(report.read or report.same)
            if report.segment is not None:
                change.add(report.segment, report.documents)
    return changed


def _is_unchanged(path: Path, known: SourceFile) -> bool:
    try:
        return known.is_unchanged(path.stat())
    except OSError:
        return False  # reading it will say what is wrong


def _refuse_unknown(given: Iterable[Path], sources: Mapping[str, SourceFile]) -> None:
    """Refuse a path that does not exist, unless the index holds something from there."""
    for path in given:
        if not path.exists() and not any(Path(name).is_relative_to(path) for name in sources):
            raise CorpusError(path, "there is no such file or folder", advice="check the path")


def _gone(
    sources: Mapping[str, SourceFile],
    given: list[Path],
    found: Iterable[File],
    summary: Summary,
    *,
    prune: bool,
) -> list[str]:
    """The sources that are no longer there; what could not be looked at is skipped."""
    unlisted = [error.path for error in summary.skipped]
    paths = (str(file.path) for file in found)
    looked = absence.absent(sources, given, paths, unlisted, prune=prune)
    summary.skipped += looked.unseen
    return looked.gone


def _outside_indexes(files: Iterable[File], directory: Path) -> Iterator[File]:
    """The files that do not belong to an index: to this one, or to any other."""
    own = directory.resolve()

    @cache
    def is_index(folder: Path) -> bool:
        return folder == own or manifest.is_index(folder)

    return (file for file in files if not is_index(file.path.parent))


def _free_id(file: File, taken: Mapping[str, str]) -> str:
    """An id that no other file has: the folders above the file are put before its own."""
    names = [file.root.name] if file.root else []
    names += [folder.name for folder in (file.root or file.path).parents if folder.name]
    above = accumulate(names, lambda path, name: f"{name}/{path}", initial=file.id)
    numbered = (f"{file.id}~{number}" for number in count(2))
    return next(name for name in chain(above, numbered) if name not in taken)
