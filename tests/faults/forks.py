"""Work that is done in a fork of this process, and how it ended.

A fork has imported what this process has. What it costs is the memory that it changes: so the
objects of this process are frozen, and its garbage collection does not touch them.
"""

import contextlib
import gc
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

#: Seconds that a try may take.
LIMIT = 60.0
#: The exit status of a process that raised an exception which nobody expected, and of one that
#: did not end in time.
CRASHED, NO_END = 70, -1000
#: The bytes that a pipe holds.
_PIPE = 1 << 15

IS_LINUX = sys.platform == "linux"


class Ended(NamedTuple):
    """How a process ended.

    Attributes:
        status: its exit status, or the negative number of the signal that ended it.
        printed: what it wrote to both of its outputs.
    """

    status: int
    printed: str


def frozen() -> None:
    """Let garbage collection pass over all that there is now; forks would copy it otherwise."""
    gc.collect()
    gc.freeze()


def forked(
    work: Callable[[], int],
    printed: Path,
    *,
    limit: float = LIMIT,
    piped: bool = False,
    beside: Callable[[int], contextlib.AbstractContextManager[object]] = contextlib.nullcontext,
) -> Ended:
    """Do some work in a fork of this process, in a group of its own.

    Args:
        work: it; what it returns is the exit status.
        printed: a file for what it prints.
        limit: seconds after which it is ended.
        piped: what it prints goes through a pipe, where files may not grow.
        beside: what is done by this process meanwhile, given the number of the other one.
    """
    reading, writing = os.pipe() if piped else (-1, -1)
    child = os.fork()
    if not child:
        target = writing if piped else os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os._exit(_status(work, target))
    if piped:
        os.close(writing)
    try:
        with beside(child):
            status = _waited(child, limit)
        if piped:
            text = _drained(reading)
        else:
            text = printed.read_text("utf-8", "replace") if printed.exists() else ""
    finally:
        if piped:
            os.close(reading)
    return Ended(status, text if status != NO_END else f"no end after {limit:g} s")


def _status(work: Callable[[], int], target: int) -> int:
    """Do some work, and print to a descriptor; the exit status."""
    try:
        os.setsid()
        # As Python has them where a shell starts it; a test runner may have changed them.
        for name in ("SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        if IS_LINUX:
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in (1, 2):
            os.dup2(target, descriptor)
        out = os.fdopen(target, "w", encoding="utf-8", errors="replace")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                return work()
            finally:
                out.flush()
    except KeyboardInterrupt:
        return 2  # as the command ends that is called by a shell
    except BaseException:
        os.write(2, traceback.format_exc().encode()[-_PIPE:])
        return CRASHED


def _waited(child: int, limit: float) -> int:
    """How a process ended, which is killed after a while."""
    if not _ends(child, limit):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return NO_END
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _ends(child: int, limit: float) -> bool:
    """Whether a process of this one ends in time; it is waited for, and not asked for."""
    if IS_LINUX:
        descriptor = os.pidfd_open(child)
        try:
            return bool(select.select([descriptor], [], [], limit)[0])
        finally:
            os.close(descriptor)
    until, pause = time.monotonic() + limit, 0.001
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    return True


def _drained(reading: int) -> str:
    """What is in a pipe now; a worker that outlives its parent would hold it open."""
    os.set_blocking(reading, False)
    try:
        return os.read(reading, _PIPE).decode("utf-8", "replace")
    except BlockingIOError:
        return ""
