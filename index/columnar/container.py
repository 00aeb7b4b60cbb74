"""A file of named arrays: written once, memory-mapped, and checked before it is read.

    preamble   magic, format version, byte order, length of the header and of the file,
               checksums of the header and of the preamble itself
    header     JSON: attributes, and for each array its dtype, count, offset and checksum
    arrays     little-endian, each at a multiple of 64 bytes

To open a file reads its preamble and header only, unless it is small: then it is read whole.
`Container.verify` reads all of it. Nothing in the file is code or a pickle.
"""

import json
import mmap
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from index import atomic
from index.errors import IndexDamaged, IndexFileGone, IndexOutdated, IndexUnreadable

#: The format of the file. Raise it if a reader of the previous version cannot read the bytes.
VERSION = 1

# A list of programs is read without NumPy, whose import takes a third of the time of a search.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]
else:
    Array = Any

_MAGIC = b"\x89COLUMNS"
_ORDER = 0x01020304
_FIXED = struct.Struct("<8sIIQQI")
_CHECK = struct.Struct("<I")
_PREAMBLE = _FIXED.size + _CHECK.size
_ALIGN = 64
#: An array with more bytes than this is buffered in a temporary file, not in memory.
_SPOOL = 1 << 24
_COPY = 1 << 20
#: Bytes of an array up to which its checksum is compared when it is first read. A larger
#: array is checked by `verify`: here it would take longer than the search.
_CHECKED = 1 << 20
#: Bytes of a file up to which it is read, not mapped. Then nothing that becomes of the file
#: can disturb a search: the system ends a process that reads behind the end of a mapped file.
READ = 1 << 20
#: What an array may be made of: numbers; a reference or a shape is none.
_DTYPE = re.compile(r"[<|][biuf][1248]")
#: The formats of `memoryview` for these integers.
_FORMATS = {"u1": "B", "u2": "H", "u4": "I", "u8": "Q", "i1": "b", "i2": "h", "i4": "i", "i8": "q"}


def _itemsize(dtype: str) -> int:
    return int(dtype[-1])


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


class _Column:
    """An array that is being written."""

    def __init__(self, dtype: "np.dtype[Any]", folder: Path | None) -> None:
        # Only writers need it: a reader starts without it.
        from tempfile import SpooledTemporaryFile

        self.dtype = dtype
        self.count = 0
        self.checksum = 0
        self.spool = SpooledTemporaryFile(max_size=_SPOOL, dir=str(folder) if folder else None)  # noqa: SIM115

    def append(self, array: Array) -> None:
        # As above.
        import numpy as np

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
        # As above.
        import numpy as np

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
        with atomic.replacing(path, durable=durable) as file:
            self.write(file)

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
            self.refuse(f"is {size} bytes long, too short for a segment")
        magic, version, order, header_length, length, checksum = _FIXED.unpack_from(buffer)
        if magic != _MAGIC:
            self.refuse("is no segment (its first bytes are wrong)")
        if _CHECK.unpack_from(buffer, _FIXED.size)[0] != zlib.crc32(buffer[: _FIXED.size]):
            self.refuse("is damaged (checksum of its first bytes)")
        if version != VERSION:
            raise IndexOutdated(path, version, VERSION)
        if order != _ORDER or sys.byteorder != "little":
            self.refuse("has another byte order than this machine")
        if length != size:
            self.refuse(f"is {size} bytes long, and was written with {length}")
        header = bytes(buffer[_PREAMBLE : _PREAMBLE + header_length])
        if zlib.crc32(header) != checksum:
            self.refuse("is damaged (checksum of the header)")
        self.attributes: dict[str, Any]
        self._arrays: dict[str, tuple[str, int, int, int]]
        self.attributes, self._arrays = self._parsed(header)
        #: The checksum of the header, in which those of the arrays stand: it tells two files apart.
        self.identity: int = checksum
        self._verified: set[str] = set()
        self._base = _aligned(_PREAMBLE + header_length)
        for name, (dtype, count, offset, _) in self._arrays.items():
            if count and self._base + offset + count * _itemsize(dtype) > size:
                self.refuse(f"ends before its array {name}")

    def _parsed(self, header: bytes) -> tuple[dict[str, Any], dict[str, tuple[str, int, int, int]]]:
        """The attributes and the arrays of a header, which somebody may have made up."""
        try:
            record = json.loads(header)
            attributes, arrays = record["attributes"], record["arrays"]
            if not isinstance(attributes, dict):
                raise TypeError("its attributes are no table")
            for name, (dtype, *numbers) in arrays.items():
                if not _DTYPE.fullmatch(dtype) or len(numbers) != 3:
                    raise ValueError(f"{name} is no array")
                if any(type(number) is not int or number < 0 for number in numbers):
                    raise ValueError(f"{name} is at no place")
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            self.refuse(f"has a header that makes no sense ({error})")
        return attributes, arrays

    @classmethod
    def open(cls, path: Path) -> "Container":
        """Map a file into memory.

        Raises:
            IndexProblem: as the constructor, or the file cannot be opened.
        """
        try:
            with atomic.reading(path) as file:
                size = os.fstat(file.fileno()).st_size
                if size == 0:  # which cannot be mapped
                    return cls(b"", path)
                if size <= READ:
                    # Memory of its own begins at a page, so the arrays are aligned.
                    memory = mmap.mmap(-1, size)
                    read = file.readinto(memory)  # type: ignore[attr-defined]
                    return cls(memoryview(memory).toreadonly()[:read], path)
                buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexFileGone(path) from error
        except OSError as error:
            raise IndexUnreadable(path, error) from error
        return cls(buffer, path)

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __getitem__(self, name: str) -> Array:
        """The array of this name; KeyError where there is none.

        Raises:
            IndexDamaged: it is read for the first time, is small, and is not what was written.
        """
        # As at the head of this module.
        import numpy as np

        data = self._checked(name)
        dtype, count, _, _ = self._arrays[name]
        return np.frombuffer(data, dtype, count) if count else np.empty(0, dtype)

    def memory(self, name: str) -> "memoryview[int]":
        """The integers of an array, which are read faster one by one, and without NumPy.

        Raises:
            IndexDamaged: as `__getitem__`, or they are no integers.
        """
        data = self._checked(name)
        dtype = self._arrays[name][0]
        if dtype[1:] not in _FORMATS:
            self.refuse(f"has no integers in {name}")
        numbers: memoryview[int] = data.cast(_FORMATS[dtype[1:]])  # type: ignore[call-overload]
        return numbers

    def _checked(self, name: str) -> memoryview:
        """The bytes of an array; a small one is compared with its checksum."""
        data = self._bytes(name)
        if len(data) <= _CHECKED:
            self._verify(name, data)
        return data

    def _bytes(self, name: str) -> memoryview:
        dtype, count, offset, _ = self._arrays[name]
        if not count:
            return memoryview(b"")
        start = self._base + offset
        return memoryview(self._buffer)[start : start + count * _itemsize(dtype)]

    def _verify(self, name: str, data: memoryview) -> None:
        """Compare the checksum of an array, once."""
        if name in self._verified:
            return
        if zlib.crc32(data) != self._arrays[name][3]:
            self.refuse(f"is damaged (checksum of {name})")
        self._verified.add(name)

    def count(self, name: str) -> int:
        """How many items an array has; 0 where there is none."""
        return self._arrays[name][1] if name in self._arrays else 0

    def get(self, name: str, default: Array) -> Array:
        """The array of this name, or `default`."""
        try:
            return self[name]
        except KeyError:
            return default

    def verify(self, prefix: str = "") -> None:
        """Read every array whose name begins with `prefix` and compare its checksum.

        Raises:
            IndexDamaged: an array differs from what was written.
        """
        for name in self._arrays:
            if name.startswith(prefix):
                self._verify(name, self._bytes(name))
        if not prefix:
            self._verify_gaps()

    def _verify_gaps(self) -> None:
        """Check that there is nothing between the arrays."""
        places = sorted(
            (self._base + offset, count * _itemsize(dtype))
            for dtype, count, offset, _ in self._arrays.values()
        )
        end = _PREAMBLE + _FIXED.unpack_from(self._buffer)[3]
        for start, size in places:
            if any(self._buffer[end:start]):
                self.refuse(f"is damaged (bytes {end} to {start}, where nothing is)")
            end = max(end, start + size)

    def refuse_shorter(self) -> None:
        """Refuse a file that has become shorter since it was mapped: to read it ends the process.

        Raises:
            IndexDamaged: it is shorter, or longer.
        """
        if isinstance(self._buffer, mmap.mmap) and self._buffer.size() != len(self._buffer):
            self.refuse(f"was cut to {self._buffer.size()} bytes while it was open")

    def release(self) -> None:
        """Free the memory of the pages that were read. They are read again when needed."""
        if isinstance(self._buffer, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._buffer.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Close the file. It stays mapped while an array of it is in use."""
        self._buffer = b""
        self._arrays = {}

    def refuse(self, reason: str) -> NoReturn:
        """Raise the error of a damaged file."""
        raise IndexDamaged(self.path, f"the file {reason}")
