"""The life of an open archive: calls begin and end, the engine is renewed, the files are freed."""

import threading
from collections.abc import Callable
from typing import Self, TypeVar

from searcher.engines.engine import Engine
from searcher.errors import ArchiveClosed

Answer = TypeVar("Answer")


class Used:
    """An engine, and the calls that use it.

    Attributes:
        engine: the engine.
        running: how many calls have begun and not ended.
        retired: no call begins any more; the last one closes the engine.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.running = 0
        self.retired = False


class Lifetime:
    """What all calls of an archive share: they use the newest engine, and keep it open.

    Args:
        engine: the engine that answers searches.
    """

    def __init__(self, engine: Engine) -> None:
        self._used = Used(engine)
        self._lock = threading.Lock()
        self._renewing = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Free the files. An archive may be closed twice.

        >>> import searcher
        >>> archive = searcher.open("my-index")
        >>> archive.close()
        """
        with self._lock:
            self._closed = True
        self._retire(self._used)

    def refresh(self) -> bool:
        """See changes of the index now; whether there were any.

        Every call looks for them, too. Only this one sees a file that was edited in its place,
        such as `synonyms.toml`.

        Raises:
            ArchiveClosed: the archive is closed.
            index.errors.IndexProblem: there is something new, and it cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.refresh()
        False
        """
        used = self._begin(renew=False)
        try:
            return self._renew(used, thorough=True)
        finally:
            self._end(used)

    @property
    def state(self) -> str:
        """A name of what is answered from; each change of the index or a correction changes it.

        An answer that was kept under this name is what the same call would return now.

        Raises:
            ArchiveClosed: the archive is closed.
            index.errors.IndexProblem: there is something new, and it cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     kept = archive.state
        ...     archive.state == kept
        True
        """
        return self._answer(lambda engine: engine.state)

    def _renew(self, used: Used, *, thorough: bool = False) -> bool:
        """Take another engine where something has changed."""
        with self._renewing:
            if used is not self._used:
                return True  # another thread was faster
            newer = used.engine.renewed(thorough=thorough)
            if newer is None:
                return False
            with self._lock:
                closed, self._used = self._closed, Used(newer)
        self._retire(used)
        if closed:
            self._retire(self._used)
        return True

    def _retire(self, used: Used) -> None:
        """Close an engine now, or when its last call ends."""
        with self._lock:
            last = not used.retired and not used.running
            used.retired = True
        if last:
            used.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive{' (closed)' if self._closed else ''}>"

    def _answer(self, ask: Callable[[Engine], Answer]) -> Answer:
        """What the newest engine answers."""
        used = self._begin()
        try:
            return ask(used.engine)
        finally:
            self._end(used)

    def _held_answer(self, ask: Callable[[Engine], Answer]) -> tuple[Answer, Callable[[], None]]:
        """What the newest engine answers, and what ends the call when all of it was read."""
        used = self._begin()
        try:
            return ask(used.engine), lambda: self._end(used)
        except BaseException:
            self._end(used)
            raise

    def _begin(self, *, renew: bool = True) -> Used:
        """Keep an engine open until `_end`: the newest one.

        Raises:
            ArchiveClosed: the archive is closed.
            index.errors.IndexProblem: there is something new, and it cannot be read.
        """
        while True:
            with self._lock:
                if self._closed:
                    raise ArchiveClosed(
                        "the archive is closed; open it again with searcher.open(PATH)"
                    )
                used = self._used
                used.running += 1
            if not renew:
                return used
            renewed = True
            try:
                renewed = self._renew(used)
            finally:
                if renewed:
                    self._end(used)
            if not renewed:
                return used
            renew = False

    def _end(self, used: Used) -> None:
        """End a call; close the engine if no more calls will use it."""
        with self._lock:
            used.running -= 1
            last = used.retired and not used.running
        if last:
            used.engine.close()
