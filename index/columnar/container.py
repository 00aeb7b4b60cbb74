"""A file of named arrays: written once, memory-mapped, and checked before it is read.

    preamble   magic, format version, byte order, length of the header and of the file,
               checksums of the header and of the preamble itself
    header     JSON: attributes, the size of a page, and for each array its dtype, count, offset
               and checksum
    arrays     little-endian, each at a multiple of 64 bytes; the last one has the checksums of
               the pages of the others, if any has more than one page

To open a file reads its preamble and header only, unless it is small: then it is read whole.
`Container.verify` reads all of it. Nothing in the file is code or a pickle.

An array is checked before it is read. Of one that has several pages, those pages are checked that
are read (`index.columnar.pages`).
"""

import json
import mmap
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index import atomic
from index.columnar import pages
from index.columnar.pages import Pages
from index.errors import IndexDamaged, IndexFileGone, IndexOutdated, IndexUnreadable

#: The format of the file. Raise it if a reader of the previous version cannot read the bytes.
VERSION = 1

# A list of programs is read without NumPy, whose import takes a third of the time of a search.
if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]
else:
    Array = Any

MAGIC = b"\x89COLUMNS"
ORDER = 0x01020304
FIXED = struct.Struct("<8sIIQQI")
CHECK = struct.Struct("<I")
PREAMBLE = FIXED.size + CHECK.size
_ALIGN = 64
#: The array with the checksums of pages: of those of each other array that has several, in the
#: order of the header.
SUMS = "page_checksums"
#: Bytes of an array up to which it is checked whole in a file that has no checksums of pages.
_CHECKED = 1 << 20
#: Bytes of a file up to which it is read, not mapped. Then nothing that becomes of the file
#: can disturb a search: the system ends a process that reads behind the end of a mapped file.
READ = 1 << 20
#: What an array may be made of: numbers; a reference or a shape is none.
_DTYPE = re.compile(r"[<|][biuf][1248]")
#: The formats of `memoryview` for these integers.
_FORMATS = {"u1": "B", "u2": "H", "u4": "I", "u8": "Q", "i1": "b", "i2": "h", "i4": "i", "i8": "q"}


def itemsize(dtype: str) -> int:
    """The bytes of an item."""
    return int(dtype[-1])


def aligned(offset: int) -> int:
    """The next place where an array may begin."""
    return -(-offset // _ALIGN) * _ALIGN


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
        if size < PREAMBLE:
            self.refuse(f"is {size} bytes long, too short for a segment")
        magic, version, order, header_length, length, checksum = FIXED.unpack_from(buffer)
        if magic != MAGIC:
            self.refuse("is no segment (its first bytes are wrong)")
        if CHECK.unpack_from(buffer, FIXED.size)[0] != zlib.crc32(buffer[: FIXED.size]):
            self.refuse("is damaged (checksum of its first bytes)")
        if version != VERSION:
            raise IndexOutdated(path, version, VERSION)
        if order != ORDER or sys.byteorder != "little":
            self.refuse("has another byte order than this machine")
        if length != size:
            self.refuse(f"is {size} bytes long, and was written with {length}")
        header = bytes(buffer[PREAMBLE : PREAMBLE + header_length])
        if zlib.crc32(header) != checksum:
            self.refuse("is damaged (checksum of the header)")
        self.attributes: dict[str, Any]
        self._arrays: dict[str, tuple[str, int, int, int]]
        self.attributes, self._arrays, self._page = self._parsed(header)
        #: The checksum of the header, in which those of the arrays stand: it tells two files apart.
        self.identity: int = checksum
        self._verified: set[str] = set()
        self._pages: dict[str, Pages] = {}
        self._base = aligned(PREAMBLE + header_length)
        for name, (dtype, count, offset, _) in self._arrays.items():
            if count and self._base + offset + count * itemsize(dtype) > size:
                self.refuse(f"ends before its array {name}")

    def _parsed(
        self, header: bytes
    ) -> tuple[dict[str, Any], dict[str, tuple[str, int, int, int]], int]:
        """The attributes, the arrays and the size of a page; somebody may have made them up."""
        try:
            record = json.loads(header)
            attributes, arrays = record["attributes"], record["arrays"]
            page = record.get("page", pages.PAGE)
            if not pages.is_page(page):
                raise ValueError(f"a page of {page!r}")
            if not isinstance(attributes, dict):
                raise TypeError("its attributes are no table")
            for name, (dtype, *numbers) in arrays.items():
                if not _DTYPE.fullmatch(dtype) or len(numbers) != 3:
                    raise ValueError(f"{name} is no array")
                if any(type(number) is not int or number < 0 for number in numbers):
                    raise ValueError(f"{name} is at no place")
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            self.refuse(f"has a header that makes no sense ({error})")
        return attributes, arrays, page

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
            IndexDamaged: it is read for the first time, and is not what was written.
        """
        # As at the head of this module.
        import numpy as np

        data = self._checked(name)
        dtype, count, _, _ = self._arrays[name]
        return np.frombuffer(data, dtype, count) if count else np.empty(0, dtype)

    def unchecked(self, name: str) -> Array:
        """The array of this name, of which `pages` must check what is read; empty if there is none.

        Raises:
            IndexDamaged: as `__getitem__`, if it is checked whole.
        """
        # As at the head of this module.
        import numpy as np

        if not self.count(name):
            return np.empty(0, self._arrays[name][0] if name in self._arrays else "<u4")
        self.pages(name)
        dtype, count, _, _ = self._arrays[name]
        return np.frombuffer(self._bytes(name), dtype, count)

    def unchecked_memory(self, name: str) -> "memoryview[int]":
        """As `unchecked`, as `memory`."""
        self.pages(name)
        return self._integers(name, self._bytes(name))

    def pages(self, name: str) -> Pages:
        """Checks the pages of an array; a small one, or one that is not there, has none.

        Raises:
            IndexDamaged: as `__getitem__`, if it is checked whole.
        """
        if name not in self._pages:
            self._pages[name] = self._pages_of(name)
        return self._pages[name]

    def _pages_of(self, name: str) -> Pages:
        dtype, count, _, _ = self._arrays.get(name, ("|u1", 0, 0, 0))
        size = itemsize(dtype)
        data = self._bytes(name) if count else memoryview(b"")
        sums: Sequence[int] = ()
        if data and name not in self._verified:
            if len(data) <= self._page:
                self._verify(name, data)
            elif SUMS in self._arrays:
                sums = self._sums_of(name)
            elif len(data) <= _CHECKED:
                self._verify(name, data)
        return Pages(data, size, self._page, sums, lambda: self._refuse_array(name))

    def _sums_of(self, name: str) -> Sequence[int]:
        """The checksums of the pages of an array."""
        all_sums, begin, end = self.memory(SUMS), 0, 0
        for other, (dtype, count, _, _) in self._arrays.items():
            held = -(-count * itemsize(dtype) // self._page)
            begin, end = end, end + (held if held > 1 else 0)
            if other == name:
                break
        if end > len(all_sums):
            self.refuse(f"has {len(all_sums)} checksums of pages, too few for {name}")
        return all_sums[begin:end]

    def memory(self, name: str) -> "memoryview[int]":
        """The integers of an array, which are read faster one by one, and without NumPy.

        Raises:
            IndexDamaged: as `__getitem__`, or they are no integers.
        """
        return self._integers(name, self._checked(name))

    def _integers(self, name: str, data: memoryview) -> "memoryview[int]":
        dtype = self._arrays[name][0]
        if dtype[1:] not in _FORMATS:
            self.refuse(f"has no integers in {name}")
        numbers: memoryview[int] = data.cast(_FORMATS[dtype[1:]])  # type: ignore[call-overload]
        return numbers

    def _checked(self, name: str) -> memoryview:
        """The bytes of an array, which were checked."""
        if name == SUMS:
            self._verify(name, self._bytes(name))
        else:
            self.pages(name).check_all()
        return self._bytes(name)

    def _bytes(self, name: str) -> memoryview:
        dtype, count, offset, _ = self._arrays[name]
        if not count:
            return memoryview(b"")
        start = self._base + offset
        return memoryview(self._buffer)[start : start + count * itemsize(dtype)]

    def _verify(self, name: str, data: memoryview) -> None:
        """Compare the checksum of an array, once."""
        if name in self._verified:
            return
        if zlib.crc32(data) != self._arrays[name][3]:
            self._refuse_array(name)
        self._verified.add(name)
        if name in self._pages:
            self._pages[name].trust()

    def _refuse_array(self, name: str) -> NoReturn:
        self.refuse(f"is damaged (checksum of {name})")

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
            (self._base + offset, count * itemsize(dtype))
            for dtype, count, offset, _ in self._arrays.values()
        )
        end = PREAMBLE + FIXED.unpack_from(self._buffer)[3]
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
        self._pages = {}

    def refuse(self, reason: str) -> NoReturn:
        """Raise the error of a damaged file."""
        raise IndexDamaged(self.path, f"the file {reason}")
