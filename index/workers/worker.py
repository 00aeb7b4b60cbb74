"""What a process does first that reads and writes for another one, and ends with it."""

import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

from index.lock import Inherited

#: `PR_SET_PDEATHSIG` of Linux: the signal that a process gets when its parent ends.
_PARENT_DEATH_SIGNAL = 1
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that is about to start.

    Attributes:
        parent: the id of the process that starts it.
        lock: what it inherits of the lock of the index if it is forked.
        finishes: an interrupt does not end it: its parent decides when it ends.
    """

    parent: int
    lock: Inherited | None
    finishes: bool = False

    def begin(self, *, forked: bool) -> None:
        """Make this process a worker.

        It ends with its parent, however that ends, holds neither the lock of the index nor
        what the parent writes to, and ends at once on a signal.
        """
        if forked and self.lock is not None:
            self.lock.leave()
        for name in _SIGNALS:
            if number := getattr(signal, name, None):
                heard = not self.finishes or name != "SIGINT"
                signal.signal(number, signal.SIG_DFL if heard else signal.SIG_IGN)
        _end_with_parent(self.parent if forked else None)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.close(nothing)


def _end_with_parent(parent: int | None) -> None:
    """End this process when its parent ends, also when that is killed."""
    if sys.platform == "linux" and parent is not None:
        # Only workers need it.
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)  # it had ended before
        return
    if (process := parent_process()) is not None:
        Thread(target=_watch, args=(process.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
