"""Folders that appear whole or not at all.

A folder is written inside of a workshop beside its place, and renamed when it is whole. If the
process is killed, the workshop stays: whoever writes to the same place next clears it. It belongs
to nobody else for sure, because its name, its lock and all that is in it must be as they are made
here, and because a lock ends with the process that held it.
"""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from index.errors import IndexLocked, IndexUnreadable
from index.lock import WriteLock

_MODE, _OWNERS = 0o755, 0o700
#: What the system says of a folder in the way: it is not empty, or (on Windows) it is there.
_THERE = (errno.ENOTEMPTY, errno.EEXIST, errno.EACCES)
#: A workshop has the new folder, and the old one while they change places. An old one of which a
#: part is moved to the new one has another name until that is done.
_LOCK, _NEW, _OLD, _SHARED = "searcher.lock", "new", "old", "shared"
#: What is added to the hidden name of a folder; a pattern.
_WORKSHOP = r"\.[0-9a-f]{16}\.part"


@contextlib.contextmanager
def replacing(
    folder: Path,
    *,
    mode: int = _MODE,
    only_new: bool = False,
    names: Collection[str] | None = None,
) -> Iterator[Path]:
    """A new folder, which takes the place of `folder` when the block ends without an error.

    If the block raises, nothing is left of it, and what was there is as it was.

    Args:
        folder: what is replaced, or nothing.
        mode: who may enter the new folder.
        only_new: replace nothing but an empty folder, whoever has written there meanwhile.
        names: what is replaced in the old folder; whatever else it holds is moved to the new one.
            None: all of it is replaced.

    Raises:
        OSError: it cannot be written; with the path as it was given.
    """
    # What a link names is replaced, not the link.
    real = Path(os.path.realpath(folder))
    workshop = real.with_name(f".{real.name}.{os.urandom(8).hex()}.part")
    new = workshop / _NEW
    lock = WriteLock(workshop / _LOCK)
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        recover(real)
        workshop.mkdir(_OWNERS)
        _take(lock)
        new.mkdir(_OWNERS)
    except BaseException as error:
        shutil.rmtree(workshop, ignore_errors=True)
        lock.release()
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(folder), None
        raise
    try:
        yield new
        new.chmod(mode)
        _replace(real, new, only_new=only_new, names=names)
    except BaseException as error:
        # Whoever reads the message knows no temporary name.
        if isinstance(error, OSError) and str(error.filename) in (str(new), str(real)):
            error.filename, error.filename2 = str(folder), None
        raise
    finally:
        _clear(real, workshop)
        lock.release()


def recover(folder: Path) -> None:
    """Clear what was left beside a folder by processes that were killed while they wrote it.

    A folder that such a process had moved away comes back. If something else has its place by
    now, it gets a name beside it.
    """
    real = Path(os.path.realpath(folder))
    named = re.compile(rf"\.{re.escape(real.name)}{_WORKSHOP}", re.DOTALL)
    try:
        workshops = [path for path in real.parent.iterdir() if named.fullmatch(path.name)]
    except OSError:
        return
    for workshop in filter(_is_ours, workshops):
        lock = WriteLock(workshop / _LOCK)
        # One that is held is at work; one that cannot be opened is somebody else's.
        with contextlib.suppress(IndexLocked, IndexUnreadable, OSError):
            lock.acquire()
            try:
                _clear(real, workshop)
            finally:
                lock.release()


def _is_ours(workshop: Path) -> bool:
    """Whether a folder has all that a workshop has, and nothing else."""
    try:
        if workshop.is_symlink() or not workshop.is_dir():
            return False
        entries = {entry.name: entry for entry in os.scandir(workshop)}
    except OSError:
        return False
    lock = entries.pop(_LOCK, None)
    return (
        lock is not None
        and lock.is_file(follow_symlinks=False)
        and entries.keys() <= {_NEW, _OLD, _SHARED}
        and all(entry.is_dir(follow_symlinks=False) for entry in entries.values())
    )


def _clear(folder: Path, workshop: Path) -> None:
    """Remove a workshop whose lock is held. What nothing took the place of is kept."""
    has_new, shared = (workshop / _NEW).exists(), workshop / _SHARED
    for old in (workshop / _OLD, shared):
        if has_new and old.exists():
            try:
                # An empty folder is replaced.
                old.rename(folder)
            except OSError:
                _set_aside(old, folder)
    if shared.exists():
        _set_aside(shared, folder)
    shutil.rmtree(workshop, ignore_errors=True)


def _take(lock: WriteLock) -> None:
    """Take the lock of a new workshop.

    Where the system has no locks, nobody can tell whether its writer lives, so it has none.

    Raises:
        OSError: the file of the lock cannot be written.
    """
    try:
        lock.acquire()
    except IndexUnreadable as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        raise
    except OSError:
        lock.remove()


def _replace(folder: Path, new: Path, *, only_new: bool, names: Collection[str] | None) -> None:
    """Put a new folder in the place of an old one."""
    try:
        # An empty folder is replaced, too, but for Windows.
        new.rename(folder)
    except OSError as error:
        is_there = folder.is_dir() and error.errno in _THERE
        if not is_there or (only_new and any(folder.iterdir())):
            raise
    else:
        return
    old = new.with_name(_OLD if names is None else _SHARED)
    # If the new one does not get its place, the old one comes back.
    folder.rename(old)
    new.rename(folder)
    if names is not None:
        _move_others(old, folder, names)


def _move_others(old: Path, folder: Path, names: Collection[str]) -> None:
    """Move what has none of some names from an old folder to the new one.

    If that fails, what was not moved is beside it, and the error names the place.
    """
    path = old
    try:
        for path in sorted(old.iterdir()):
            if path.name not in names:
                path.rename(folder / path.name)
    except OSError as error:
        error.filename, error.filename2 = str(_set_aside(old, folder) / path.name), None
        raise
    old.rename(old.with_name(_OLD))


def _set_aside(old: Path, folder: Path) -> Path:
    """Move an old folder beside the one that has its place; where it is then."""
    return old.rename(folder.with_name(f"{folder.name}.before-{os.urandom(4).hex()}"))
