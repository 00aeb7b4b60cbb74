"""Segments made of files on all cores: a process reads files and writes a segment of them.

What goes from process to process is small: which files to read, and what became
of them. Programs, words and arrays stay where they were made.
"""

import gc
import hashlib
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from corpus import load
from corpus.errors import CorpusError
from corpus.load import File
from corpus.model import Program
from corpus.paths import as_text
from corpus.source import Source
from index.columnar.writer import write_segment
from index.errors import WriterFailed
from index.library import allocator
from index.library.manifest import SourceFile
from index.lock import Inherited
from index.sources import content
from index.workers import limits
from index.workers.batch import batch
from index.workers.partition import Reading, Task, shares
from index.workers.worker import Worker

#: Called now and then with the files that are done, all files, and the next file.
Progress = Callable[[int, int, Path], None]
#: Says whether to stop.
Stop = Callable[[], bool]


REPORT_IT = "this is a fault of searcher: please report it with the file, or leave the file out"

#: The readers of texts without labels.
_OF_ONE_VOICE = ("lecture", "monologue")


@dataclass(slots=True)
class Report:
    """What became of a task.

    Attributes:
        segment: the file that was written, or None if it has no turns.
        document_count: how many documents it has.
        read: the files that are in it.
        same: files whose time has changed and whose content has not.
        failed: the files that could not be read.
        one_voice: how many of the programs have one voice only.
        notices: what was odd in files that were read in spite of it.
        named: how many labels such as `Host` have the name that a feed gives.
        left: how many files were not read, because it was to stop.
    """

    segment: Path | None = None
    document_count: int = 0
    read: dict[str, SourceFile] = field(default_factory=dict)
    same: dict[str, SourceFile] = field(default_factory=dict)
    failed: list[CorpusError] = field(default_factory=list)
    one_voice: int = 0
    notices: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    named: int = 0
    left: int = 0


def perform(task: Task, begin: Callable[[Path | None], Any], stop: Stop | None = None) -> Report:
    """Read the files of a task, until it is to stop, and write its segment.

    Args:
        task: the task.
        begin: called with each file before it is read, and with None when all are.
        stop: asked before each file; once it says yes, no more files are read.
    """
    report = Report()
    programs = read(task.readings, report, begin, stop)
    begin(None)
    if any(program.turns for program in programs):
        report.segment = task.segment
        report.document_count = write(task.segment, programs)
    return report


def read(
    readings: Sequence[Reading],
    report: Report,
    begin: Callable[[Path | None], Any],
    stop: Stop | None = None,
) -> list[Program]:
    """The programs in files; what became of each file goes into the report."""
    programs: list[Program] = []
    for done, reading in enumerate(readings):
        if stop and stop():
            report.left = len(readings) - done
            break
        begin(reading.file.path)
        try:
            with limits.bounded(reading.file.path):
                programs += _take(reading, report)
        except CorpusError as error:
            report.failed.append(error)
        except OSError as error:
            reason = error.strerror or str(error)
            report.failed.append(CorpusError(reading.file.path, reason))
        except Exception as error:  # a fault of a reader, which must not end the run
            fault = f"{type(error).__name__}: {error}"[:200]
            report.failed.append(
                CorpusError(reading.file.path, f"reading it failed ({fault})", advice=REPORT_IT)
            )
    return programs


def write(segment: Path, programs: Sequence[Program]) -> int:
    """Write the turns of programs to a segment; how many there are.

    The file is flushed to the disk by the transaction that takes it up.
    """
    allocator.keep_freed_memory()
    turns = batch(programs)
    # Other processes write too: there is no core left for a second thread.
    write_segment(segment, turns, threads=1, durable=False)
    return turns.document_count


def write_all(
    programs: Iterable[Program], name: Callable[[], Path], lock: Inherited | None = None
) -> Generator[tuple[Path, int], None, None]:
    """Write programs to segments on all cores; the file and the documents of each.

    Some batches are written by a fork of this process, which sees the programs without
    being handed them; there are no more forks than cores. Where processes cannot be
    forked, this one does it all.

    Args:
        programs: the programs.
        name: makes a file for a segment.
        lock: the lock of the index, which a fork must not hold.

    Raises:
        WriterFailed: a process that wrote a segment ended with an error.
    """
    workers = (os.cpu_count() or 1) if sys.platform == "linux" else 1
    running: deque[tuple[BaseProcess, list[tuple[Path, int]]]] = deque()
    worker = Worker(os.getpid(), lock)
    try:
        for share in shares(programs, workers):
            parts = [(name(), part) for part in share]
            if workers == 1:
                yield from ((path, write(path, part)) for path, part in parts)
                continue
            if len(running) == workers:
                yield from _ended(*running.popleft())
            fork = multiprocessing.get_context("fork")
            process: BaseProcess = fork.Process(target=_write_parts, args=(worker, parts))
            process.start()
            written = [(path, sum(len(each.turns) for each in part)) for path, part in parts]
            running.append((process, written))
            del parts, share  # they make room for those that are read next
        while running:
            yield from _ended(*running.popleft())
    finally:
        for process, _ in running:
            process.terminate()
            process.join()


def _write_parts(worker: Worker, parts: list[tuple[Path, list[Program]]]) -> None:
    worker.begin(forked=True)
    # Collecting garbage would look at every object of the parent, and so copy their pages.
    gc.disable()
    for path, part in parts:
        write(path, part)


def _ended(process: BaseProcess, written: list[tuple[Path, int]]) -> list[tuple[Path, int]]:
    process.join()
    if process.exitcode != 0:
        raise WriterFailed(written[0][0], process.exitcode)
    return written


def source(
    file: File, stat: os.stat_result | None, read: str, programs: Sequence[Program]
) -> SourceFile:
    """What the index remembers of a file that was read, or of a text that was in no file."""
    return SourceFile(
        root=as_text(file.given) if file.given else None,
        size=stat.st_size if stat else len(file.data or b""),
        modified=stat.st_mtime_ns if stat else 0,
        changed=content.changed(stat) if stat else 0,
        digest=read,
        programs=tuple(program.id for program in programs),
        speakers=tuple({who.name: None for program in programs for who in program.participants}),
        encoding=file.encoding,
        language=file.language,
        beside=file.beside.digest,
    )


def _take(reading: Reading, report: Report) -> list[Program]:
    """The programs of a file under the ids they get, or none where it has not changed."""
    file, known = reading.file, reading.known
    stat = file.path.stat() if file.data is None else None
    opened = Source.open(file.path, encoding=file.encoding, data=file.data)
    now = digest(opened.data)
    if known and stat and not reading.again and known.digest == now:
        report.same[as_text(file.path)] = known._replace(
            size=stat.st_size, modified=stat.st_mtime_ns, changed=content.changed(stat)
        )
        return []
    parsed = load.parse(file, opened)
    programs = list(_numbered((one.program for one in parsed), reading))
    if odd := tuple(notice for one in parsed for notice in one.notices):
        report.notices[file.path] = odd
    remembered = source(file, stat, now, programs)
    if reading.is_export:
        remembered = remembered._replace(speech=speech_digest(programs))
    report.read[as_text(file.path)] = remembered
    report.named += sum(len(one.named) for one in parsed)
    report.one_voice += sum(_has_one_voice(program) for program in programs)
    return programs


def digest(content: bytes) -> str:
    """The digest by which the content of a file is known again."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def speech_digest(programs: Iterable[Program]) -> str:
    """The digest of the letters that are said, whoever says them and however it is written."""
    said = hashlib.blake2b(digest_size=16)
    for program in programs:
        for turn in program.turns:
            said.update("".join(filter(str.isalnum, turn.text.casefold())).encode())
    return said.hexdigest()


def _has_one_voice(program: Program) -> bool:
    """Whether a program without labels was read as the words of one voice."""
    return program.format in _OF_ONE_VOICE or all(turn.label is None for turn in program.turns)


def _numbered(programs: Iterable[Program], reading: Reading) -> Iterator[Program]:
    """Programs under the id of their file; those of one key get a number each."""
    taken: set[str] = set()
    for program in programs:
        wanted = reading.id + program.id.removeprefix(reading.file.id)
        unique, number = wanted, 1
        while unique in taken:
            number += 1
            unique = f"{wanted}~{number}"
        taken.add(unique)
        yield replace(program, id=unique)
