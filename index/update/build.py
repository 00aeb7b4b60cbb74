"""Segments made of files on all cores: a process reads files and writes a segment of them.

What goes from process to process is small: which files to read, and what became
of them. Programs, words and arrays stay where they were made.
"""

import gc
import hashlib
import itertools
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
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
from index.update import limits
from index.update.batch import batch
from index.update.lock import Inherited
from index.update.partition import Reading, Task, shares
from index.update.worker import Worker

#: Called now and then with the files that are done, all files, and the next file.
Progress = Callable[[int, int, Path], None]


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
    """

    segment: Path | None = None
    document_count: int = 0
    read: dict[str, SourceFile] = field(default_factory=dict)
    same: dict[str, SourceFile] = field(default_factory=dict)
    failed: list[CorpusError] = field(default_factory=list)
    one_voice: int = 0
    notices: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def run(
    work: Sequence[Task],
    workers: int,
    progress: Progress | None,
    lock: Inherited | None = None,
) -> Generator[Report, None, None]:
    """Do tasks, on so many processes; the reports come in the order of the tasks.

    Args:
        work: the tasks.
        workers: how many processes.
        progress: called now and then.
        lock: the lock of the index, which a forked process must not hold.

    Raises:
        WriterFailed: a process ended before its task was done.
    """
    total = sum(len(task.readings) for task in work)
    if workers == 1 or len(work) == 1:
        done = itertools.count()
        for task in work:
            yield perform(task, lambda path: progress and progress(next(done), total, path))
        return
    context = multiprocessing.get_context()
    counter = context.Value("q", 0)
    worker = Worker(os.getpid(), lock)
    start = (worker, context.get_start_method() == "fork", counter)
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(workers, context, _start, start) as pool:
        try:
            # A worker that was first done says nothing of the order: two builds are the same.
            reports = deque(pool.submit(_perform, task) for task in work)
            left: set[Future[Report]] = set(reports)
            while reports:
                _, left = wait(left, timeout=0.1, return_when=FIRST_COMPLETED)
                if progress:
                    progress(counter.value, total, work[0].segment.parent)
                while reports and reports[0].done():
                    yield reports.popleft().result()
        except BrokenProcessPool as error:
            raise WriterFailed(work[0].segment.parent, None) from error
        except BaseException:
            # Nobody waits for the rest, and a large file takes long to read.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            pool.shutdown(cancel_futures=True)
            raise


def perform(task: Task, about_to_read: Callable[[Path], Any]) -> Report:
    """Read the files of a task and write its segment."""
    report = Report()
    programs: list[Program] = []
    for reading in task.readings:
        about_to_read(reading.file.path)
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
    if any(program.turns for program in programs):
        report.segment = task.segment
        report.document_count = write(task.segment, programs)
    return report


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
    file: File, stat: os.stat_result | None, content: str, programs: Sequence[Program]
) -> SourceFile:
    """What the index remembers of a file that was read, or of a text that was in no file."""
    return SourceFile(
        root=as_text(file.root) if file.root else None,
        size=stat.st_size if stat else len(file.data or b""),
        modified=stat.st_mtime_ns if stat else 0,
        digest=content,
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
    content = digest(opened.data)
    if known and stat and not reading.again and known.digest == content:
        report.same[as_text(file.path)] = known._replace(
            size=stat.st_size, modified=stat.st_mtime_ns
        )
        return []
    parsed = load.parse(file, opened)
    programs = list(_numbered((one.program for one in parsed), reading))
    if odd := tuple(notice for one in parsed for notice in one.notices):
        report.notices[file.path] = odd
    read = source(file, stat, content, programs)
    if reading.is_export:
        read = read._replace(speech=speech_digest(programs))
    report.read[as_text(file.path)] = read
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


# In a worker process

_counter: "Synchronized[int] | None" = None


def _start(worker: Worker, forked: bool, counter: "Synchronized[int]") -> None:
    global _counter
    worker.begin(forked=forked)
    _counter = counter


def _perform(task: Task) -> Report:
    def count(_: Path) -> None:
        if _counter is not None:
            with _counter.get_lock():
                _counter.value += 1

    return perform(task, count)
