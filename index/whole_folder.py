"""Folders that appear whole or not at all."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

_MODE = 0o755
#: What the system says of a folder in the way: it is not empty, or (on Windows) it is there.
_THERE = (errno.ENOTEMPTY, errno.EEXIST, errno.EACCES)


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
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{real.name}-", dir=real.parent))
    except OSError as error:
        error.filename, error.filename2 = str(folder), None
        raise
    try:
        yield new
        new.chmod(mode)
        _replace(real, new, only_new=only_new, names=names)
    except BaseException as error:
        shutil.rmtree(new, ignore_errors=True)
        # Whoever reads the message knows no temporary name.
        if isinstance(error, OSError) and str(error.filename) in (str(new), str(real)):
            error.filename, error.filename2 = str(folder), None
        raise


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
    above = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    old = above / "old"
    try:
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    except BaseException:
        # Nothing is deleted that has not been replaced.
        with contextlib.suppress(OSError):
            above.rmdir()
        raise
    if names is not None:
        _move_others(old, folder, names)
    shutil.rmtree(above, ignore_errors=True)


def _move_others(old: Path, folder: Path, names: Collection[str]) -> None:
    """Move what has none of some names from one folder to another.

    If that fails, all of it is still there, and the error names the place.
    """
    for path in sorted(old.iterdir()):
        if path.name not in names:
            path.rename(folder / path.name)
