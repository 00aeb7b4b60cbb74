"""A layer under an index: every call of the system on its files goes through a function.

The function may raise an error, send a signal, or look at the disk, before the call or after
it. Calls of other processes and on other files do not go through it.
"""

import fcntl
import io
import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

#: The calls of the module `os` by which an index is read and written.
CALLS = (
    "open", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir", "close",
    "listdir", "scandir", "stat",
)  # fmt: skip
#: The calls on one open file that are counted: a file may be written in many pieces.
_OF_A_FILE = 3


class Call(NamedTuple):
    """A call that is about to be made, or has been made.

    Attributes:
        number: its number, from 0.
        name: what is called.
        path: the file.
        after: whether it has been made.
        arguments: what it is called with.
    """

    number: int
    name: str
    path: str
    after: bool
    arguments: tuple[Any, ...]


Hook = Callable[[Call], None]


class Layer:
    """The calls on a folder and on what is in it.

    Args:
        folder: the folder.
        hook: called before and after each call.
        every_write: whether all reads and writes of a file go through it, not the first ones.
    """

    def __init__(
        self, folder: Path, hook: Hook = lambda call: None, *, every_write: bool = False
    ) -> None:
        self.calls: list[str] = []
        self._folder = str(folder)
        self._paths: dict[int, str] = {}
        self._hook = hook
        self._process = os.getpid()
        self._inside = False
        self.of_a_file = 1 << 30 if every_write else _OF_A_FILE

    @contextmanager
    def installed(self) -> Iterator["Layer"]:
        """Let all calls of this process go through the layer."""
        with ExitStack() as stack:
            for name in CALLS:
                call = self._of_os(name, getattr(os, name))
                stack.enter_context(patch.object(os, name, call))
            stack.enter_context(patch.object(io, "open", self._opener(io.open)))
            stack.enter_context(patch.object(mmap, "mmap", self._mapper(mmap.mmap)))
            stack.enter_context(patch.object(fcntl, "flock", self._of_os("flock", fcntl.flock)))
            yield self

    def path(self, where: object) -> str | None:
        """The file that is meant by a path or a descriptor, if it is one of the folder."""
        if self._inside or os.getpid() != self._process:
            return None
        if isinstance(where, int):
            return self._paths.get(where)
        path = os.fspath(where) if isinstance(where, str | os.PathLike) else ""
        return path if isinstance(path, str) and path.startswith(self._folder) else None

    def around(
        self, name: str, path: str, call: Callable[..., Any], *arguments: Any, **options: Any
    ) -> Any:
        """Make a call, with the hook before and after it."""
        number = len(self.calls)
        self.calls.append(name)
        self._call(Call(number, name, path, False, arguments))
        result = call(*arguments, **options)
        if name == "open" and isinstance(result, int):
            self._paths[result] = path
        if name == "close" and arguments:
            self._paths.pop(arguments[0], None)
        try:
            self._call(Call(number, name, path, True, arguments))
        except OSError:
            if name == "open" and isinstance(result, int):
                self._paths.pop(result, None)
                os.close(result)  # no caller has it
            raise
        return result

    def _call(self, call: Call) -> None:
        self._inside = True  # what the hook itself does is not counted
        try:
            self._hook(call)
        finally:
            self._inside = False

    def _of_os(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def layered(*arguments: Any, **options: Any) -> Any:
            path = self.path(arguments[0]) if arguments else None
            if path is None:
                return call(*arguments, **options)
            return self.around(name, path, call, *arguments, **options)

        return layered

    def _opener(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def layered(file: Any, *arguments: Any, **options: Any) -> Any:
            path = self.path(file)
            if path is None:
                return call(file, *arguments, **options)
            opened = self.around("open", path, call, file, *arguments, **options)
            self._paths[opened.fileno()] = path
            return _File(opened, path, self)

        return layered

    def _mapper(self, kind: type[mmap.mmap]) -> type[mmap.mmap]:
        layer = self

        class Mapped(kind):  # type: ignore[valid-type,misc]
            """A file that is mapped into memory."""

            def __new__(cls, descriptor: int, *arguments: Any, **options: Any) -> Any:
                make = super().__new__
                path = layer.path(descriptor)
                if path is None:
                    return make(cls, descriptor, *arguments, **options)
                return layer.around("mmap", path, make, cls, descriptor, *arguments, **options)

        return Mapped

    def closed(self, descriptor: int) -> None:
        """A file was closed."""
        self._paths.pop(descriptor, None)


class _File:
    """An open file whose calls go through a layer."""

    def __init__(self, file: Any, path: str, layer: Layer) -> None:
        self._file = file
        self._path = path
        self._layer = layer
        self._made = 0

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._file, name)
        if name not in ("read", "write", "flush") or self._layer.path(self._path) is None:
            return value
        self._made += 1
        if self._made > self._layer.of_a_file and name != "flush":
            return value
        return lambda *arguments: self._layer.around(name, self._path, value, *arguments)

    def close(self) -> None:
        """Close it."""
        descriptor = -1 if self._file.closed else self._file.fileno()
        self._file.close()
        self._layer.closed(descriptor)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()
