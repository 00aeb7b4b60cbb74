"""A lock that one process holds while it writes, and that ends with that process."""

import contextlib
import os
import re
import socket
import stat
import sys
import time
from pathlib import Path

from index import atomic
from index.errors import IndexLocked, IndexUnreadable

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
#: Seconds between two tries.
_PAUSE = 0.05
_HOLDER = re.compile(r"(?P<process>[0-9]{1,10}) (?P<host>[A-Za-z0-9_.-]{1,64})\n")


class WriteLock:
    """The lock of a file, taken by `acquire` and given back by `release`.

    It is the lock of Whoosh's own writers (`flock`), so that they and this program do not
    meet. A forked process inherits it: it must call `leave`, or it would hold the lock after
    its parent has ended.

    Args:
        path: the file; it is made if it is not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        #: What is held; a forked process inherits it.
        self.held: Inherited | None = None

    def __del__(self) -> None:
        # Where an interrupt came just before the descriptor was to be closed.
        if self.held is not None:
            self.held.leave()

    def acquire(self, wait: float = 0) -> None:
        """Take the lock, and wait for it at most so many seconds.

        Raises:
            IndexLocked: another process holds it.
            IndexUnreadable: the file of the lock cannot be opened.
        """
        until = time.monotonic() + wait
        while not self._try():
            if time.monotonic() >= until:
                raise IndexLocked(self.path.parent, _holder(self.path))
            time.sleep(_PAUSE)

    def release(self) -> None:
        """Give the lock back, if it is held."""
        if self.held is not None:
            self.held.forget()
            self.held.leave()
            self.held = None

    def remove(self) -> None:
        """Remove the file of the lock, which must be held."""
        self.path.unlink(missing_ok=True)

    def _try(self) -> bool:
        try:
            descriptor = os.open(self.path, _FLAGS, 0o600)
        except OSError as error:
            raise IndexUnreadable(self.path, error, "written") from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise IndexUnreadable(self.path, OSError("it is no regular file"), "written")
            if _lock(descriptor) and _is_same(descriptor, self.path):
                found = os.fstat(descriptor)
                self.held = Inherited(descriptor, found.st_dev, found.st_ino)
                self.held.note(f"{os.getpid()} {socket.gethostname()}\n")
                return True
            return False
        finally:
            if self.held is None:
                os.close(descriptor)


class Inherited:
    """The descriptor of a lock, and the file that it is of."""

    def __init__(self, descriptor: int, device: int, inode: int) -> None:
        self._descriptor = descriptor
        self._file = (device, inode)

    def note(self, holder: str) -> None:
        """Write into the file who holds the lock, for those who wait."""
        # Where the disk is full, nobody learns it.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, holder.encode())

    def forget(self) -> None:
        """Empty the file."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)

    def leave(self) -> None:
        """Close the descriptor, if it still is that of the lock."""
        try:
            found = os.fstat(self._descriptor)
        except OSError:
            return
        if (found.st_dev, found.st_ino) == self._file:
            os.close(self._descriptor)


def _holder(path: Path) -> str:
    """Who holds a lock, as it has noted; empty where it has not."""
    try:
        with atomic.reading(path) as file:
            noted = _HOLDER.fullmatch(file.read(200).decode("ascii", "replace"))
    except OSError:
        return ""
    return f"process {noted['process']} on {noted['host']}" if noted else ""


def _is_same(descriptor: int, path: Path) -> bool:
    """Whether a file still has its name: who held the lock before may have removed it."""
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), found)


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
