"""A limit of the time that an answer takes, from inside of the process that answers."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

#: The signal that ends what is being answered: of the clock, or from the process that listens.
#: Windows has none; there a process that takes too long is ended from outside.
SIGNAL: int | None = getattr(signal, "SIGALRM", None)
#: What is raised inside of a destructor is lost: so it is raised again after so many seconds.
_AGAIN = 0.05


class OutOfTime(BaseException):
    """An answer takes too long. No handler catches it, as it is no `Exception`."""


class TimeLimit:
    """Ends what takes too long, in the main thread of a process."""

    def __init__(self) -> None:
        self._is_on = False
        if SIGNAL is not None:
            signal.signal(SIGNAL, self._end)

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Raise `OutOfTime` in the block if it takes longer.

        Raises:
            OutOfTime: it does.
        """
        self._is_on = True
        self._set(seconds)
        try:
            try:
                yield
            finally:
                self._is_on = False
        finally:
            # The line above may be where the signal came.
            self._is_on = False
            self._set(0)

    @staticmethod
    def _set(seconds: float) -> None:
        if SIGNAL is not None:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def _end(self, _: int, __: FrameType | None) -> None:
        if self._is_on:
            raise OutOfTime
