"""A file of named arrays: written once, memory-mapped, and checked before it is read.

    preamble   magic, format version, byte order, length of the header and of the file,
               checksums of the header and of the preamble itself
    header     JSON: attributes, and for each array its dtype, count, offset and checksum
    arrays     little-endian, each at a multiple of 64 bytes

To open a file reads its preamble and header only. `Container.verify` reads all of it.
Nothing in the file is code or a pickle.
"""

import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged, IndexOutdated

#: The format of the file. Raise it if a reader of the previous version cannot read the bytes.
VERSION = 1

Array = npt.NDArray[Any]

_MAGIC = b"\x89COLUMNS"
_ORDER = 0x01020304
_FIXED = struct.Struct("<8sIIQQI")
_CHECK = struct.Struct("<I")
_PREAMBLE = _FIXED.size + _CHECK.size
_ALIGN = 64
#: An array with more bytes than this is buffered in a temporary file, not in memory.
_SPOOL = 1 << 24
_COPY = 1 << 20
_ADVICE = "delete the index and make it again"


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


class _Column:
    """An array that is being written."""

    def __init__(self, dtype: np.dtype[Any], folder: Path | None) -> None:
        # Only writers need it: a reader starts without it.
        from tempfile import SpooledTemporaryFile

        self.dtype = dtype
        self.count = 0
        self.checksum = 0
        self.spool = SpooledTemporaryFile(max_size=_SPOOL, dir=str(folder) if folder else None)  # noqa: SIM115

    def append(self, array: Array) -> None:
        data = np.ascontiguousarray(array, self.dtype).view(np.uint8).data
        self.count += len(array)
        self.checksum = zlib.crc32(data, self.checksum)
        self.spool.write(data)


class ContainerWriter:
    """Several growing arrays that are written to one file.

    Args:
        folder: the folder of the temporary files, in which large arrays are buffered.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.attributes: dict[str, Any] = {}
        self._folder = folder
        self._columns: dict[str, _Column] = {}

    def append(self, name: str, array: Array) -> None:
        """Append a one-dimensional array to the array `name`; the first one sets the dtype.

        Raises:
            TypeError: the dtype of the first array cannot hold this one without loss.
        """
        column = self._columns.get(name)
        if column is None:
            dtype = array.dtype.newbyteorder("<")
            column = self._columns[name] = _Column(dtype, self._folder)
        if not np.can_cast(array.dtype, column.dtype, "safe"):
            raise TypeError(f"{name}: {array.dtype} cannot be appended to {column.dtype}")
        column.append(array)

    def save(self, path: Path, *, durable: bool = True) -> None:
        """Write the file under a temporary name and rename it.

        Args:
            path: the file.
            durable: whether to flush it to the disk before the rename. A file that is soon
                merged into another one need not wait for the disk.
        """
        waiting = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with waiting.open("wb") as file:
                self.write(file)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            waiting.replace(path)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise

    def write(self, file: IO[bytes]) -> None:
        """Write the container to an open file, and drop the buffered arrays."""
        header, length = self._header()
        fixed = _FIXED.pack(_MAGIC, VERSION, _ORDER, len(header), length, zlib.crc32(header))
        file.write(fixed + _CHECK.pack(zlib.crc32(fixed)) + header)
        offset = _PREAMBLE + len(header)
        for column in self._columns.values():
            file.write(bytes(_aligned(offset) - offset))
            offset = _aligned(offset) + column.count * column.dtype.itemsize
            column.spool.seek(0)
            while data := column.spool.read(_COPY):
                file.write(data)
        self.close()

    def close(self) -> None:
        """Drop the buffered arrays. `write` does so, too."""
        for column in self._columns.values():
            column.spool.close()

    def _header(self) -> tuple[bytes, int]:
        """The header, and the length of the file.

        Offsets are relative to the first array: they do not depend on the length of the
        header that holds them.
        """
        offset = 0
        arrays: dict[str, list[str | int]] = {}
        for name, column in self._columns.items():
            offset = _aligned(offset)
            arrays[name] = [column.dtype.str, column.count, offset, column.checksum]
            offset += column.count * column.dtype.itemsize
        record = {"attributes": self.attributes, "arrays": arrays}
        header = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        if not arrays:
            return header, _PREAMBLE + len(header)
        return header, _aligned(_PREAMBLE + len(header)) + offset


class Container:
    """A file of arrays, opened for reading. Its arrays are read-only views."""

    def __init__(self, buffer: "mmap.mmap | bytes | memoryview", path: Path | str) -> None:
        """Read the header.

        Raises:
            IndexDamaged: the file is not a container, or a piece of it is missing or changed.
            IndexOutdated: it has another version of the format.
        """
        self.path = path
        self._buffer = buffer
        size = len(buffer)
        if size < _PREAMBLE:
            self._refuse(f"is {size} bytes long, too short for a segment")
        magic, version, order, header_length, length, checksum = _FIXED.unpack_from(buffer)
        if magic != _MAGIC:
            self._refuse("is no segment (its first bytes are wrong)")
        if _CHECK.unpack_from(buffer, _FIXED.size)[0] != zlib.crc32(buffer[: _FIXED.size]):
            self._refuse("is damaged (checksum of its first bytes)")
        if version != VERSION:
            raise IndexOutdated(path, version, VERSION)
        if order != _ORDER or sys.byteorder != "little":
            self._refuse("has another byte order than this machine")
        if length != size:
            self._refuse(f"is {size} bytes long, and was written with {length}")
        header = bytes(buffer[_PREAMBLE : _PREAMBLE + header_length])
        if zlib.crc32(header) != checksum:
            self._refuse("is damaged (checksum of the header)")
        record = json.loads(header)
        self.attributes: dict[str, Any] = record["attributes"]
        self._arrays: dict[str, tuple[str, int, int, int]] = record["arrays"]
        self._base = _aligned(_PREAMBLE + header_length)
        for name, (dtype, count, offset, _) in self._arrays.items():
            if count and self._base + offset + count * np.dtype(dtype).itemsize > size:
                self._refuse(f"ends before its array {name}")

    @classmethod
    def open(cls, path: Path) -> "Container":
        """Map a file into memory.

        Raises:
            IndexProblem: as the constructor, or the file cannot be opened.
        """
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size == 0:  # which cannot be mapped
                    return cls(b"", path)
                buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            reason = f"cannot be opened ({error.strerror})"
            raise IndexDamaged(path, reason, _ADVICE) from error
        return cls(buffer, path)

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __getitem__(self, name: str) -> Array:
        """The array of this name; KeyError if the container does not have it."""
        dtype, count, offset, _ = self._arrays[name]
        if not count:
            return np.empty(0, dtype)
        return np.frombuffer(self._buffer, dtype, count, self._base + offset)

    def get(self, name: str, default: Array) -> Array:
        """The array of this name, or `default`."""
        try:
            return self[name]
        except KeyError:
            return default

    def verify(self) -> None:
        """Read every array and compare its checksum.

        Raises:
            IndexDamaged: an array differs from what was written.
        """
        for name, (_, _, _, checksum) in self._arrays.items():
            if zlib.crc32(self[name].view(np.uint8).data) != checksum:
                self._refuse(f"is damaged (checksum of {name})")

    def release(self) -> None:
        """Free the memory of the pages that were read. They are read again when needed."""
        if isinstance(self._buffer, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._buffer.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Close the file. It stays mapped while an array of it is in use."""
        self._buffer = b""
        self._arrays = {}

    def _refuse(self, reason: str) -> NoReturn:
        raise IndexDamaged(self.path, f"the file {reason}", _ADVICE)
