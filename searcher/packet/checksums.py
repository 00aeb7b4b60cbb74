"""Checksums of files, and the list of them that `sha256sum -c` reads (GNU coreutils)."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from corpus.paths import from_text
from index import atomic
from searcher.packet.packet import PacketFile, Source
from searcher.value import Value

_PIECE = 1 << 20
#: BLAKE2b as the index keeps it of each source, in bytes.
_KEPT = 16


class Digest(Value):
    """What is known of the content of a file.

    Attributes:
        sha256: in hexadecimal.
        blake2b: as the index keeps it of a source, in hexadecimal.
        size: in bytes.
    """

    sha256: str
    blake2b: str
    size: int


def digest(path: Path) -> Digest:
    """The checksums of a regular file, which is read a piece at a time.

    Raises:
        OSError: it cannot be read, or it is no regular file.
    """
    sha256, blake2b = hashlib.sha256(), hashlib.blake2b(digest_size=_KEPT)
    size = 0
    with atomic.reading(path) as file:
        while piece := file.read(_PIECE):
            sha256.update(piece)
            blake2b.update(piece)
            size += len(piece)
    return Digest(sha256.hexdigest(), blake2b.hexdigest(), size)


def files_of(folder: Path) -> tuple[PacketFile, ...]:
    """The files in a folder that this program has just written, by path."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        known = digest(path)
        found.append(PacketFile(path.relative_to(folder).as_posix(), known.sha256, known.size))
    return tuple(found)


def listed(files: Iterable[PacketFile]) -> bytes:
    """The list of checksums. The paths of a packet hold nothing that would have to be escaped."""
    lines = (f"{one.sha256}  {one.path}\n" for one in sorted(files, key=lambda one: one.path))
    return "".join(lines).encode()


def listed_sources(sources: Iterable[Source]) -> bytes:
    """The same list of sources, by their paths; those that could not be read are left out."""
    lines = []
    for source in sources:
        if source.sha256 is not None:
            path = from_text(source.path)
            escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
            # A backslash before the checksum says that the name is escaped.
            lines.append(f"{chr(92) * (escaped != path)}{source.sha256}  {escaped}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")


def size_inside(folder: Path, path: str) -> int | None:
    """The size of a regular file in a folder; None where a link leads to it, or out of it.

    Raises:
        OSError: there is none.
    """
    here = folder
    for part in path.split("/"):
        here /= part
        found = os.lstat(here)
        if stat.S_ISLNK(found.st_mode):
            return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
