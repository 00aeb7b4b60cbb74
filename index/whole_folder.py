"""Folders that appear whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_MODE = 0o755


@contextlib.contextmanager
def replacing(folder: Path, *, mode: int = _MODE) -> Iterator[Path]:
    """A new folder, which takes the place of `folder` when the block ends without an error.

    If the block raises, nothing is left of it, and what was there is as it was.

    Args:
        folder: what is replaced, or nothing.
        mode: who may enter the new folder.

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
        _replace(real, new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _replace(folder: Path, new: Path) -> None:
    """Put a new folder in the place of an old one."""
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
