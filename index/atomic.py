"""Files that appear whole or not at all, and that a power cut does not take away.

Every file of an index is written here: under a temporary name that nobody can guess, as a
new file that only its owner can read, flushed to the disk, and then renamed.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_FILE, _FOLDER = 0o600, 0o700

#: What is added to the name of a file while it is written; a pattern.
TEMPORARY = r"\.[0-9a-f]{16}\.part"
_TEMPORARY = re.compile(rf"(?P<name>.+){TEMPORARY}", re.DOTALL)


def final_name(name: str) -> str:
    """The name that a file gets when it is written; the name itself if it is no temporary one."""
    found = _TEMPORARY.fullmatch(name)
    return found["name"] if found else name


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[IO[bytes]]:
    """Open a new file that replaces `path` when the block ends without an error.

    The folder is not flushed: whoever writes several files flushes it once, for all of them.

    Args:
        path: the file.
        durable: flush it to the disk before it has its name.
    """
    temporary = path.with_name(f"{path.name}.{os.urandom(8).hex()}.part")
    try:
        with os.fdopen(os.open(temporary, _FLAGS, _FILE), "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write(path: Path, data: bytes) -> None:
    """Replace a file, and flush it. Its folder is not flushed."""
    with replacing(path) as file:
        file.write(data)


def replace(path: Path, data: bytes) -> None:
    """Replace a file; when this returns, a power cut leaves the new one."""
    write(path, data)
    flush_folder(path.parent)


def flush(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk."""
    if os.name == "nt":
        return  # there a folder cannot be opened, and a rename is written through
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there stays as it is."""
    if not folder.is_dir():
        folder.mkdir(_FOLDER, parents=True, exist_ok=True)
        flush_folder(folder.parent)
