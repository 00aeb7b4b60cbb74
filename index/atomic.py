"""Files that appear whole or not at all, and that a power cut does not take away; how to read them.

Every file of an index is written here: under a temporary name that nobody can guess, as a
new file that only its owner can read, flushed to the disk, and then renamed.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_READING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_FILE, _FOLDER = 0o600, 0o700
#: The most bytes of a file that is read whole: the sources of about a million files.
MOST = 1 << 29

#: What is added to the name of a file while it is written; a pattern.
TEMPORARY = r"\.[0-9a-f]{16}\.part"
_TEMPORARY = re.compile(rf"(?P<name>.+){TEMPORARY}", re.DOTALL)


def final_name(name: str) -> str:
    """The name that a file gets when it is written; the name itself if it is no temporary one."""
    found = _TEMPORARY.fullmatch(name)
    return found["name"] if found else name


def reading(path: Path) -> IO[bytes]:
    """Open a file for reading.

    An index may come from a stranger: a pipe in the place of a file is not waited for, and a
    device, which may never end, is not read.

    Raises:
        OSError: it cannot be opened, or it is no regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | _READING)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read(path: Path, most: int = MOST) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: as `reading`, or the file has more than `most` bytes.
    """
    with reading(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
        return file.read()


@contextlib.contextmanager
def replacing(path: Path, *, durable: bool = True, mode: int = _FILE) -> Iterator[BinaryIO]:
    """Open a new file that replaces `path` when the block ends without an error.

    The folder is not flushed: whoever writes several files flushes it once, for all of them.

    Args:
        path: the file.
        durable: flush it to the disk before it has its name.
        mode: who may read and write it, less what the user's mask takes away.
    """
    temporary = path.with_name(f"{path.name}.{os.urandom(8).hex()}.part")
    try:
        with os.fdopen(os.open(temporary, _FLAGS, mode), "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        # Whoever reads the message knows the file, and not its temporary name.
        if isinstance(error, OSError) and str(error.filename) == str(temporary):
            error.filename, error.filename2 = str(path), None
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
    if folder.is_dir():
        return
    # The folders above are made, too: a power cut may take any of them that is not flushed.
    make_folder(folder.parent)
    folder.mkdir(_FOLDER, exist_ok=True)
    flush_folder(folder.parent)
