"""What takes too long ends, and what ends in time is left alone."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from searcher.time_limit import SIGNAL, OutOfTime, TimeLimit

pytestmark = [
    pytest.mark.skipif(SIGNAL is None, reason="this system has no such signal"),
    # An alarm in a callback of the garbage collector, such as that of hypothesis, is lost.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def limit() -> Iterator[TimeLimit]:
    """A limit; the signal means afterwards what it meant before."""
    before = signal.getsignal(signal.SIGALRM)
    yield TimeLimit()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    signal.signal(signal.SIGALRM, before)


def until(seconds: float, work: Callable[[], object] = lambda: sum(range(1000))) -> float:
    """Work for some time, and catch every error that may be caught; how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            work()
        except Exception:
            continue
    return time.monotonic() - began


def test_what_takes_too_long_ends(limit: TimeLimit) -> None:
    """Even if it catches every error that it may."""
    began = time.monotonic()
    with pytest.raises(OutOfTime):
        limit.within(0.05, lambda: until(10))
    assert time.monotonic() - began < 5


def test_an_alarm_that_is_lost_comes_again(limit: TimeLimit) -> None:
    """What is raised inside of a destructor is printed, and lost."""

    class Slow:
        def __del__(self) -> None:
            try:
                time.sleep(0.1)
            except BaseException:
                self.is_lost = True

    began = time.monotonic()
    with pytest.raises(OutOfTime):
        limit.within(0.05, lambda: (Slow(), until(10)))
    assert time.monotonic() - began < 8


def test_what_ends_in_time_is_left_alone(limit: TimeLimit) -> None:
    """Also by a signal that comes late."""
    assert limit.within(5, lambda: 42) == 42
    os.kill(os.getpid(), signal.SIGALRM)
    assert until(0.1) >= 0.1


def test_what_fails_is_left_alone(limit: TimeLimit) -> None:
    """Its error comes through, and no alarm after it."""

    def fail() -> None:
        raise ValueError("as it was")

    with pytest.raises(ValueError, match="as it was"):
        limit.within(0.05, fail)
    assert until(0.1) >= 0.1
