"""A limit of the time that an answer takes, from inside of the process that answers."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple, TypeVar

T = TypeVar("T")

#: The signal that ends what is being answered: of the clock, or from the process that listens.
#: Windows has none; there a process that takes too long is ended from outside.
SIGNAL: int | None = getattr(signal, "SIGALRM", None)
#: What is raised inside of a destructor is lost: so it is raised again after so many seconds.
_AGAIN = 0.2


class _Timer(NamedTuple):
    """What counts the seconds, and the signal that it sends; None where the system has neither."""

    number: int | None
    signal: int | None


#: Seconds of the clock.
CLOCK = _Timer(getattr(signal, "ITIMER_REAL", None), SIGNAL)
#: Seconds in which the processor works for this process.
PROCESSOR = _Timer(getattr(signal, "ITIMER_PROF", None), getattr(signal, "SIGPROF", None))


class OutOfTime(BaseException):
    """An answer takes too long. No handler catches it, as it is no `Exception`."""


class TimeLimit:
    """Ends what takes too long, in the main thread of a process.

    The signal keeps its meaning here until `close`.
    """

    def __init__(self, timer: _Timer = CLOCK) -> None:
        """Take the signal of a timer, in the main thread.

        Args:
            timer: `CLOCK` or `PROCESSOR`.
        """
        self._is_on = False
        self._timer = timer
        if timer.signal is not None:
            self._before = signal.signal(timer.signal, self._end)

    def close(self) -> None:
        """Let the signal mean again what it meant before."""
        if self._timer.signal is not None:
            signal.signal(self._timer.signal, self._before)

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

    def _set(self, seconds: float) -> None:
        if self._timer.number is not None:
            signal.setitimer(self._timer.number, seconds, _AGAIN if seconds else 0)

    def _end(self, _: int, __: FrameType | None) -> None:
        if self._is_on:
            raise OutOfTime
