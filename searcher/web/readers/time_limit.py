"""A limit of the time that an answer takes, from inside of the process that answers."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

#: The signal that ends what is being answered: of the clock, or from the process that listens.
#: Windows has none; there a process that takes too long is ended from outside.
SIGNAL: int | None = getattr(signal, "SIGALRM", None)
#: What is raised inside of a destructor is lost: so it is raised again after so many seconds.
_AGAIN = 0.2


class OutOfTime(BaseException):
    """An answer takes too long. No handler catches it, as it is no `Exception`."""


class TimeLimit:
    """Ends what takes too long, in the main thread of a process."""

    def __init__(self) -> None:
        self._is_on = False
        if SIGNAL is not None:
            signal.signal(SIGNAL, self._end)

    def within(self, seconds: float, answer: Callable[[], T]) -> T:
        """What a function returns.

        Raises:
            OutOfTime: it takes longer.
        """
        # The signal may come again in the first `finally`, but not so soon in the second.
        try:
            try:
                self._is_on = True
                self._set(seconds)
                return answer()
            finally:
                self._is_on = False
        finally:
            self._is_on = False
            self._set(0)

    @staticmethod
    def _set(seconds: float) -> None:
        if SIGNAL is not None:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def _end(self, _: int, __: FrameType | None) -> None:
        if self._is_on:
            raise OutOfTime
