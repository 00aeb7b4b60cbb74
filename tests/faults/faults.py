"""Errors and interrupts that come before and after each call on files of an index."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

#: The calls of the system by which an index is written.
CALLS = ("open", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir", "close", "fdopen")


#: The writes to one file that can go wrong.
_WRITES = 3


class Faults:
    """Counts the calls, and raises an error before or after one of them.

    Only calls on files of a folder count, and on the folder.

    Args:
        folder: the folder.
        at: the number of the call, from 0; None raises nothing.
        after: the call is made first.
        error: makes what is raised.
    """

    def __init__(
        self,
        folder: Path,
        at: int | None = None,
        *,
        after: bool = False,
        error: Callable[[], BaseException],
    ) -> None:
        self.calls: list[str] = []
        self._folder = str(folder)
        self._descriptors: set[int] = set()
        self._at = at
        self._after = after
        self._error = error
        self._parent = os.getpid()

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call, with what goes wrong."""

        def faulty(*arguments: Any, **options: Any) -> Any:
            where = arguments[0] if arguments and name not in ("write", "flush") else self._folder
            counts = where in self._descriptors or str(where).startswith(self._folder)
            if os.getpid() != self._parent or not counts:
                return call(*arguments, **options)
            number = len(self.calls)
            self.calls.append(name)
            if number == self._at and not self._after:
                raise self._error()
            result = call(*arguments, **options)
            if name == "open":
                self._descriptors.add(result)
            if name == "close":
                self._descriptors.discard(where)
            if number == self._at:
                if name == "fdopen":
                    result.close()
                raise self._error()
            return _Faulty(result, self) if name == "fdopen" else result

        return faulty


class _Faulty:
    """An open file whose writing can go wrong."""

    def __init__(self, file: IO[bytes], faults: Faults) -> None:
        self._file = file
        self._written = 0
        self._faulty_write = faults.around("write", file.write)
        self.flush = faults.around("flush", file.flush)
        self.fileno = file.fileno

    def write(self, data: bytes) -> int:
        """Write; a file that is written in many pieces is cut short in the first ones."""
        self._written += 1
        write = self._faulty_write if self._written <= _WRITES else self._file.write
        written: int = write(data)
        return written

    def __enter__(self) -> "_Faulty":
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()


@contextmanager
def injected(faults: Faults) -> Iterator[None]:
    """Let all calls of this process go through `faults`."""
    real = {name: getattr(os, name) for name in CALLS}
    # Nothing here is about what the disk does after a flush, which takes most of the time.
    real["fsync"] = lambda descriptor: None
    with ExitStack() as stack:
        for name, call in real.items():
            stack.enter_context(patch.object(os, name, faults.around(name, call)))
        yield


def files(directory: Path) -> dict[str, bytes]:
    """All files of a folder."""
    if not directory.exists():
        return {}
    return {path.name: path.read_bytes() for path in directory.iterdir()}
