"""Tasks done on several processes; a file on which a process ends is skipped.

A reader can end its process: the system kills it for the memory it takes, or a library
crashes. It is not known then which of the files that were being read did it. Each of them is
read once more, in a process of its own. One that ends this process, too, is skipped with its
reason, and the tasks that were not finished are done again without it.
"""

import itertools
import multiprocessing
import os
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import load
from corpus.errors import CorpusError
from index.errors import WriterFailed
from index.lock import Inherited
from index.workers import build, limits
from index.workers.build import Progress, Report, Stop
from index.workers.partition import Reading, Task
from index.workers.worker import Worker

if TYPE_CHECKING:
    from ctypes import Array, c_longlong
    from multiprocessing.sharedctypes import Synchronized

#: A process is ended that has read one file for so many times the seconds it may take: a
#: library does not return, and no timer of the process interrupts it.
PATIENCE = 2.0
ENDED = "the process that read it ended: it takes too much memory, or a library fails on it"
_POLL = 0.1
#: Processes may end so often without a file that is the cause: memory was short by chance.
_MOST_ENDS = 2


def run(
    work: Sequence[Task],
    workers: int,
    progress: Progress | None,
    lock: Inherited | None = None,
    stop: Stop | None = None,
) -> Generator[Report, None, None]:
    """Do tasks, on so many processes; the reports come in the order of the tasks.

    Args:
        work: the tasks.
        workers: how many processes.
        progress: called now and then.
        lock: the lock of the index, which a forked process must not hold.
        stop: asked now and then; once it says yes, no more files are read.

    Raises:
        WriterFailed: processes end, and no file is found that is the cause.
    """
    total = sum(len(task.readings) for task in work)
    if workers == 1 or len(work) == 1:
        done = itertools.count()
        for task in work:
            yield build.perform(
                task, lambda path: path and progress and progress(next(done), total, path), stop
            )
        return
    # An interrupt goes to all processes of a terminal; those that are to finish must not hear it.
    crew = _Crew(work, workers, Worker(os.getpid(), lock, finishes=stop is not None))
    ready: dict[int, Report] = {}
    following = 0  # which worker was first done says nothing of the order
    while crew.left:
        with closing(crew.reports()) as reports:
            for done_task in reports:
                if stop and stop():
                    crew.shared.stopped.value = 1
                if progress:
                    begun = min(crew.shared.begun.value, total)
                    progress(begun, total, work[0].segment.parent)
                if done_task is not None:
                    ready[done_task[0]] = done_task[1]
                while following in ready:
                    yield ready.pop(following)
                    following += 1


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all processes see and write.

    Attributes:
        begun: how many files were begun.
        stopped: whether no more files are to be read.
        reading: of each task the file that is being read, counted from 1; 0 for none.
        process: of each task the process that does it.
    """

    begun: "Synchronized[int]"
    stopped: "Synchronized[int]"
    reading: "Array[c_longlong]"
    process: "Array[c_longlong]"


class _Crew:
    """Processes, and the tasks that they have not done yet."""

    def __init__(self, work: Sequence[Task], workers: int, worker: Worker) -> None:
        self.left = dict(enumerate(work))
        self._context = multiprocessing.get_context()
        self.shared = _Shared(
            self._context.Value("q", 0),
            self._context.Value("b", 0),
            self._context.RawArray("q", len(work)),
            self._context.RawArray("q", len(work)),
        )
        self._workers = workers
        self._worker = worker
        self._skipped: dict[int, list[CorpusError]] = {}
        self._since: dict[tuple[int, int], float] = {}
        self._ends = 0
        self._has_skipped = False

    def reports(self) -> Generator[tuple[int, Report] | None, None, None]:
        """Do the tasks that are left, until all are done or a process ends.

        Yields:
            The number of a task and its report; None now and then.
        """
        for number in self.left:
            self.shared.reading[number] = 0
        self._since.clear()
        try:
            with self._pool(self._workers) as pool:
                tasks = {pool.submit(_perform, n, task): n for n, task in self.left.items()}
                waiting: set[Future[Report]] = set(tasks)
                while waiting:
                    done, waiting = wait(waiting, timeout=_POLL, return_when=FIRST_COMPLETED)
                    self._end_overdue()
                    yield None
                    for future in sorted(done, key=tasks.__getitem__):
                        report, number = future.result(), tasks[future]
                        del self.left[number]
                        report.failed += self._skipped.pop(number, [])
                        yield number, report
        except BrokenProcessPool as error:
            self._leave_out_causes(error)

    @contextmanager
    def _pool(self, workers: int) -> Iterator[ProcessPoolExecutor]:
        """Processes that end at once when something fails here."""
        forked = self._context.get_start_method() == "fork"
        others = set(multiprocessing.active_children())
        if forked:
            load.load_readers()
        start = (self._worker, forked, self.shared)
        with ProcessPoolExecutor(workers, self._context, _start, start) as pool:
            try:
                yield pool
            except BrokenProcessPool:
                raise
            except BaseException:
                # Nobody waits for the rest, and a large file takes long to read.
                for process in set(multiprocessing.active_children()) - others:
                    process.kill()
                pool.shutdown(cancel_futures=True)
                raise

    def _end_overdue(self) -> None:
        """End the processes that read one file for too long; their files are skipped."""
        now = time.monotonic()
        for number, task in self.left.items():
            at = self.shared.reading[number]
            since = self._since.setdefault((number, at), now)
            if at == 0 or now - since < PATIENCE * limits.SECONDS:
                continue
            for process in multiprocessing.active_children():
                if process.pid == self.shared.process[number]:
                    process.kill()
            self._skip(number, task.readings[at - 1], limits.too_long())

    def _leave_out_causes(self, error: BrokenProcessPool) -> None:
        """Skip the files on which a process ends, and remove what was written by halves.

        Raises:
            WriterFailed: there is none, and not for the first time.
        """
        for number, task in list(self.left.items()):
            task.segment.unlink(missing_ok=True)
            at = self.shared.reading[number]
            if at and self._ends_process(task.readings[at - 1]):
                self._skip(number, task.readings[at - 1], ENDED)
        self._ends += not self._has_skipped
        if self._ends == _MOST_ENDS:
            raise WriterFailed(next(iter(self.left.values())).segment.parent, None) from error
        self._has_skipped = False

    def _ends_process(self, reading: Reading) -> bool:
        """Whether a process that reads only this file ends on it, or never does."""
        try:
            with self._pool(1) as pool:
                pool.submit(_try, reading).result(timeout=PATIENCE * limits.SECONDS)
        except (BrokenProcessPool, TimeoutError):
            return True
        return False

    def _skip(self, number: int, reading: Reading, reason: str) -> None:
        task = self.left[number]
        kept = tuple(one for one in task.readings if one is not reading)
        self.left[number] = replace(task, readings=kept)
        error = CorpusError(reading.file.path, reason, advice=limits.ADVICE)
        self._skipped.setdefault(number, []).append(error)
        self.shared.reading[number] = 0
        self._has_skipped = True


# In a worker process

_shared: _Shared | None = None


def _start(worker: Worker, forked: bool, shared: _Shared) -> None:
    global _shared
    worker.begin(forked=forked)
    _shared = shared


def _perform(number: int, task: Task) -> Report:
    assert _shared is not None
    shared, count = _shared, itertools.count(1)
    shared.process[number] = os.getpid()

    def begin(path: Path | None) -> None:
        shared.reading[number] = 0 if path is None else next(count)
        if path is not None:
            with shared.begun.get_lock():
                shared.begun.value += 1

    return build.perform(task, begin, lambda: bool(shared.stopped.value))


def _try(reading: Reading) -> None:
    """Read a file, whatever comes of it."""
    build.read((reading,), Report(), lambda path: None)
