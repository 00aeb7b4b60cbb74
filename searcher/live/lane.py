"""A thread that answers questions one after another; mostly only the newest that waits."""

import threading
from collections import deque
from collections.abc import Callable


class Lane:
    """One thread, and what it is to do next.

    A question that comes while another one waits takes its place: nobody wants the old one any
    more. The one that is being answered is answered to its end.

    Args:
        name: the name of the thread.
        pause: seconds to wait for a newer question before one is answered.
        keeps: whether all that waits is done, in its order, as for changes.
    """

    def __init__(self, name: str, *, pause: float = 0.0, keeps: bool = False) -> None:
        self._pause = pause
        self._keeps = keeps
        self._changed = threading.Condition()
        self._waiting: deque[Callable[[], None]] = deque()
        self._running = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, work: Callable[[], None]) -> None:
        """Do this next. It must not raise."""
        with self._changed:
            if not self._keeps:
                self._waiting.clear()
            self._waiting.append(work)
            self._changed.notify()

    def drop(self) -> None:
        """Forget what waits."""
        with self._changed:
            self._waiting.clear()

    @property
    def is_busy(self) -> bool:
        """Whether something is done, or waits."""
        return self._running or bool(self._waiting)

    def close(self) -> None:
        """End when what is being done is done; what waits is dropped, unless all is kept."""
        with self._changed:
            self._closed = True
            if not self._keeps:
                self._waiting.clear()
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait for the end of what is being done, at most so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        while (work := self._taken()) is not None:
            work()

    def _taken(self) -> Callable[[], None] | None:
        """What is done next; None for the end."""
        with self._changed:
            while True:
                self._running = False
                self._changed.wait_for(lambda: self._closed or self._waiting)
                # Each newer question begins the pause again.
                while self._pause and not self._closed and self._changed.wait(self._pause):
                    pass
                if self._waiting:
                    self._running = True
                    return self._waiting.popleft()
                if self._closed:
                    return None
