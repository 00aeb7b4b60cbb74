"""Bringing an index up to date with files: what changed is read, what is gone is dropped."""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus import files as corpus_files
from corpus.files import File, Selection
from corpus.model import Program
from corpus.paths import as_text, from_text
from index.correction.program_ids import move_corrections
from index.errors import after_commit
from index.library import manifest
from index.library.manifest import NO_SOURCE, SourceFile
from index.sources import absence
from index.sources.content import Content
from index.update import by_hand
from index.update.copies import exclude_copies, orphaned_copies
from index.update.destination import Change, Destination
from index.update.exports import keep_one_export
from index.update.readings import readings_of
from index.update.summary import Summary
from index.update.transaction import Transaction
from index.workers import build, pool
from index.workers.build import Progress
from index.workers.partition import Reading, tasks


@dataclass(frozen=True, slots=True)
class Manner:
    """How an update is made.

    Attributes:
        workers: processes to read with; None for as many as there are cores.
        prune: a given path that is gone or empty loses its programs.
        wait: seconds to wait for another process that writes the index.
        verify_content: compare the content of files whose size and times are what they were.
        stop: asked now and then; once it says yes, what is read is kept, and the rest is left
            to the next update. None if it never does.
    """

    workers: int | None = None
    prune: bool = False
    wait: float = 0.0
    verify_content: bool = False
    stop: Callable[[], bool] | None = None


def update(
    directory: "Path | str | Destination",
    paths: Iterable[Path | str],
    progress: Progress | None = None,
    *,
    selection: Selection | None = None,
    texts: Iterable[File] = (),
    manner: Manner | None = None,
    **how: Any,
) -> Summary:
    """Add files and folders to the index in `directory`, which is made if it is not there.

    All of it is one commit: an update that fails, or is interrupted, leaves the
    index as it was. Files that are unchanged since they were read are not read
    again; programs whose file is gone from a given folder are dropped. What cannot be
    listed is not gone (see `index.sources.absence`). A file that has moved is known by its
    content. The folder of an index is not read.

    Args:
        directory: the index; it may be in no folder.
        paths: files and folders.
        progress: called now and then with the number of files that are done.
        selection: which files of folders are taken, and how they are read.
        texts: contents that are in no file.
        manner: how it is made.
        how: fields of `manner` by name; they replace its own.

    Raises:
        CorpusError: a path does not exist and the index holds nothing from there; or it is
            gone or empty, or all of it is left out, the index holds something, and `prune` is
            false; or a pattern matches no file, and files would be removed.
        IndexProblem: the index cannot be written.
        CommitInterrupted: an interrupt came when the change was made already.
    """
    began = time.perf_counter()
    manner = replace(manner or Manner(), **how)
    content = Content(verify=manner.verify_content)
    folder = Path(directory) if isinstance(directory, str | Path) else None
    given = [Path(os.path.realpath(path)) for path in paths]
    summary = Summary()

    def left_out(path: Path, reason: str) -> None:
        summary.left_out.setdefault(reason, []).append(path)

    there = [path for path in given if not corpus_files.is_absent(path)]
    # What is wrong with a path is an error at once, before a directory is made for the index.
    is_new = folder is not None and not folder.exists()
    if is_new and len(there) < len(given):
        raise corpus_files.missing(next(path for path in given if path not in there))

    def look() -> list[corpus_files.File]:
        files = corpus_files.find(
            there, selection, left_out, summary.unseen.append, feed_read=summary.feeds.append
        )
        return [*_outside_indexes(files, folder), *texts]

    found = look() if is_new else None
    with _change(directory, manner.wait) as change:
        if found is None:
            # Whoever was waited for may have added files that were not there before.
            found = look()
        _refuse_unknown(given, change.sources)
        missing = _missing_sources(change.sources, given, found, summary, prune=manner.prune)
        if selection and not manner.prune:
            _refuse_unmatched(selection, found, missing)
        dropped = {path: change.sources.pop(path) for path in missing}
        found += _outside_indexes(orphaned_copies(change.sources, found, content), folder)
        has_changed = exclude_copies(found, dropped, change.sources, content, summary)
        moved: dict[str, str] = {}
        readings = list(readings_of(found, change.sources, dropped, moved, content, summary))
        kept = {reading.id for reading in readings}
        _count_dropped(dropped, kept, moved, summary)
        read = read_again(change, readings, summary, progress, manner)
        if summary.stopped:
            _keep_moved(change, dropped, moved)
        change.drop(program for source in dropped.values() for program in source.programs)
        summary.outdated = [
            path
            for path in (Path(error.path) for error in summary.skipped)
            if change.sources.get(as_text(path), NO_SOURCE).programs
        ]
        keep_one_export(change, found, summary)
        # Corrections name both ids until the commit has decided which of them counts.
        move_corrections(change.directory, summary.renamed, keep_old=True)
        if missing or has_changed or read or change.is_behind:
            change.commit()
        move_corrections(change.directory, summary.renamed)
    if summary.renamed and folder is not None:
        # Those that protect people may have moved, too.
        with after_commit():
            obey_corrections(folder, manner.wait)
    summary.seconds = time.perf_counter() - began
    return summary


def _change(directory: "Path | str | Destination", wait: float) -> AbstractContextManager[Change]:
    if isinstance(directory, str | Path):
        return Transaction(Path(directory), wait)
    return directory.change(wait)


def is_behind(directory: Path) -> bool:
    """Whether somebody corrected something by hand that is not in an index yet.

    Raises:
        IndexProblem: there is no index, or it cannot be read.
    """
    found = manifest.Manifest.read(directory)
    return by_hand.is_behind(directory, found.restrictions, found.corrected)


def obey_corrections(directory: Path, wait: float = 0.0) -> bool:
    """Do what corrections by hand ask for by now; whether the index was changed.

    What they protect is kept apart, and words that they correct are put into their turns.

    No transcript is read again. Where there is no index, none is made.

    Raises:
        IndexProblem: the index cannot be read or written.
    """
    if not manifest.is_index(directory):
        return False
    if not is_behind(directory):
        return False
    with Transaction(directory, wait) as change:
        if changed := change.is_behind:
            change.commit()
    return changed


def _keep_moved(change: Change, dropped: dict[str, SourceFile], moved: Mapping[str, str]) -> None:
    """Keep what is known of files that have moved and were not read at their new places."""
    taken = {program for source in change.sources.values() for program in source.programs}
    for path, source in list(dropped.items()):
        new = moved.get(source.digest)
        if new is not None and new not in change.sources and not taken & {*source.programs}:
            change.sources[path] = dropped.pop(path)


def _count_dropped(
    dropped: Mapping[str, SourceFile], kept: set[str], moved: Collection[str], summary: Summary
) -> None:
    """Count the programs of dropped sources that were not found again: by id, or by content."""
    for path, source in dropped.items():
        if source.digest in moved:
            continue
        left = sum(1 for program in source.programs if program.partition("#")[0] not in kept)
        if Path(from_text(path)).exists():
            summary.deselected += left
        else:
            summary.dropped += left


def write_programs(directory: Path, programs: Iterable[Program]) -> None:
    """Add programs that were read elsewhere, on all cores, in one commit.

    Raises:
        IndexProblem: the index cannot be written.
    """
    with Transaction(directory) as change:
        # Closed before the transaction ends, and with it the processes that still write.
        with closing(build.write_all(programs, change.new_segment, change.lock)) as written:
            for segment, document_count in written:
                change.add(segment, document_count)
        change.commit()


def _refuse_unknown(given: Iterable[Path], sources: Mapping[str, SourceFile]) -> None:
    """Refuse a path that does not exist, unless the index holds something from there."""
    for path in given:
        known = (Path(from_text(name)) for name in sources)
        if corpus_files.is_absent(path) and not any(name.is_relative_to(path) for name in known):
            raise corpus_files.missing(path)


def _refuse_unmatched(
    selection: Selection, found: Collection[File], missing: Iterable[str]
) -> None:
    """Refuse a pattern that matches nothing, as one with a typing error, if that removes files."""
    there = [path for path in map(from_text, missing) if Path(path).exists()]
    if there and (patterns := corpus_files.unmatched(selection.include, found)):
        absence.refuse_unmatched(patterns[0], there[0], len(there))


def read_again(
    change: Change,
    readings: list[Reading],
    summary: Summary,
    progress: Progress | None,
    manner: Manner,
) -> bool:
    """Read files into new segments; whether that changed the index."""
    changed = False
    workers = manner.workers or os.cpu_count() or 1
    work = list(tasks(readings, change.new_segment, workers))
    # As in `write_programs`.
    with closing(pool.run(work, workers, progress, change.lock, manner.stop)) as reports:
        for report in reports:
            summary.skipped += report.failed
            summary.stopped += report.left
            summary.unchanged += len(report.same)
            summary.programs += sum(len(source.programs) for source in report.read.values())
            summary.again += sum(
                len(source.programs)
                for path, source in report.read.items()
                if change.sources.get(path, NO_SOURCE).programs
            )
            summary.turns += report.document_count
            summary.one_voice += report.one_voice
            summary.named += report.named
            summary.notices |= report.notices
            change.drop(
                program
                for path in report.read
                if path in change.sources
                for program in change.sources[path].programs
            )
            change.sources |= report.read | report.same
            changed = changed or bool(report.read or report.same)
            if report.segment is not None:
                change.add(report.segment, report.document_count)
    return changed


def _missing_sources(
    sources: Mapping[str, SourceFile],
    given: list[Path],
    found: Iterable[File],
    summary: Summary,
    *,
    prune: bool,
) -> list[str]:
    """The sources that are no longer there; what could not be looked at is kept."""
    paths = {from_text(source): source for source in sources}
    there = (str(file.path) for file in found)
    unseen = [error.path for error in summary.unseen]
    looked = absence.absent(paths, given, there, unseen, prune=prune)
    summary.unseen += looked.unseen
    return [paths[path] for path in looked.deleted]


def _outside_indexes(files: Iterable[File], directory: Path | None) -> Iterator[File]:
    """The files that belong to no index: neither to this one, in its folder, nor to another."""
    own = directory.resolve() if directory is not None else None

    @cache
    def is_index(folder: Path) -> bool:
        return folder == own or manifest.is_index(folder)

    return (file for file in files if not is_index(file.path.parent))
