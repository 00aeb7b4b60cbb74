"""Bounds on the time and the memory that reading one file may take.

A file that a reader hangs on, or that unfolds into gigabytes, is skipped with its reason, and
the run goes on. A timer looks a few times a second; what it raises is no `Exception`, so that
no reader takes it for a fault of the file. It works in the main thread of a process, where
there are signals and nobody else uses the timer: not on Windows.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from corpus.errors import CorpusError

#: Seconds in which a file must be read. A PDF of 5,000 pages, the most that are read, needs
#: a fraction of them.
SECONDS = 180.0
#: How far the memory of the process may grow while a file is read, in bytes.
MEMORY = 2 << 30
#: What the process may ask of the system beyond that at once, before the timer looks.
_RESERVE = 1 << 30
_TICK = 0.2
#: What to do with a file that takes too much.
ADVICE = "split it, or leave it out"


class _OverLimit(BaseException):
    """Reading has taken too long or too much. Handlers of `Exception` let it through."""


@contextmanager
def bounded(path: Path) -> Iterator[None]:
    """Bound what is done with a file.

    Raises:
        CorpusError: it takes too long, or too much memory.
    """
    over: list[str] = []
    try:
        with _memory_limit(), _watched(over):
            yield
    except MemoryError as error:
        raise _over_limit(path, _too_much()) from error
    except _OverLimit as error:
        raise _over_limit(path, str(error)) from error
    except CorpusError as error:
        # A reader may have taken it for a fault of the file.
        if isinstance(error.__cause__, MemoryError):
            over.append(_too_much())
        if not over:
            raise
        raise _over_limit(path, over[0]) from error


def _over_limit(path: Path, reason: str) -> CorpusError:
    return CorpusError(path, reason, advice=ADVICE)


def too_long() -> str:
    """Why a file is skipped that takes too long."""
    return f"reading it takes more than {SECONDS:g} seconds"


def _too_much() -> str:
    return f"reading it takes more than {MEMORY >> 20:,} MB of memory"


@contextmanager
def _watched(over: list[str]) -> Iterator[None]:
    """Look at the time and the memory now and then, as long as nobody else uses the timer."""
    if (
        sys.platform == "win32"
        or threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL
    ):
        yield
        return
    deadline, most = time.monotonic() + SECONDS, resident() + MEMORY

    def look(number: int, frame: FrameType | None) -> None:
        if time.monotonic() > deadline:
            over.append(too_long())
        elif resident() > most:
            over.append(_too_much())
        else:
            return
        raise _OverLimit(over[0])

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def resident() -> int:
    """The memory that this process has, or has had at most, in bytes."""
    pages = _pages(1)
    if pages is not None:
        return pages
    if sys.platform == "win32":
        return 0
    import resource  # Windows has none

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def _pages(column: int) -> int | None:
    """A figure of Linux on the memory of this process: 0 is what it asked for, 1 what it has."""
    if sys.platform != "linux":
        return None
    import resource

    try:
        with Path("/proc/self/statm").open("rb") as file:
            return int(file.read().split()[column]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return None


@contextmanager
def _memory_limit() -> Iterator[None]:
    """Let the system refuse what the process asks for far beyond its bound, at once.

    Only Linux counts so, and says how much it has counted.
    """
    asked = _pages(0)
    if asked is None:
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in before if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):
        resource.setrlimit(
            resource.RLIMIT_AS, (min([asked + MEMORY + _RESERVE, *limits]), before[1])
        )
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, before)
