"""An iterator that keeps an archive open until it was read."""

from collections.abc import Callable, Iterator
from typing import Self, TypeVar

Item = TypeVar("Item")


class HeldOpen(Iterator[Item]):
    """An iterator, and what is done when all of it was read, or when nobody wants more.

    A generator that nobody has begun to read does nothing when it is closed.
    """

    def __init__(self, items: Iterator[Item], done: Callable[[], None]) -> None:
        self._items = items
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item:
        if self._done is None:
            raise StopIteration
        try:
            return next(self._items)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the archive close. The iterator has no more items."""
        done, self._done = self._done, None
        if done is not None:
            done()

    def __del__(self) -> None:
        self.close()
