"""A thread that answers questions one after another; of those that wait only the newest."""

import threading
from collections.abc import Callable


class Lane:
    """One thread, and what it is to do next.

    A question that comes while another one waits takes its place: nobody wants the old one any
    more. The one that is being answered is answered to its end.

    Args:
        name: the name of the thread.
        pause: seconds to wait for a newer question before one is answered.
    """

    def __init__(self, name: str, pause: float = 0.0) -> None:
        self._pause = pause
        self._changed = threading.Condition()
        self._next: Callable[[], None] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, work: Callable[[], None]) -> None:
        """Do this next. It must not raise."""
        with self._changed:
            self._next = work
            self._changed.notify()

    def drop(self) -> None:
        """Forget what waits."""
        with self._changed:
            self._next = None

    @property
    def is_stale(self) -> bool:
        """Whether something newer waits than what is being done."""
        return self._next is not None or self._closed

    def close(self) -> None:
        """End when what is being done is done; what waits is dropped."""
        with self._changed:
            self._closed = True
            self._next = None
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait for the end of what is being done, at most so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        while (work := self._taken()) is not None:
            work()

    def _taken(self) -> Callable[[], None] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._next is not None)
            # Each newer question begins the pause again.
            while self._pause and not self._closed and self._changed.wait(self._pause):
                pass
            if self._closed:
                return None
            work, self._next = self._next, None
            return work if work is not None else _nothing


def _nothing() -> None:
    """What was to be done was dropped."""
