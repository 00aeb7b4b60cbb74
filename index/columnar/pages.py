"""Checks a large array page by page, each page when something in it is first read.

A search reads a few rows of arrays that have gigabytes in a large index. A checksum of the whole
array would take longer than the search. So the file has one of each page, and one that takes a
fifth of the time of CRC-32: the page is a table of 64-bit integers, and the sums of its columns
get a CRC-32. A changed byte changes a sum. Blocks of a disk that change places do so, too,
because their distance is no whole number of rows.
"""

import sys
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

# A list of programs is read without NumPy.
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Indices = npt.NDArray[np.int64]

#: The bytes of a page. A page of this size is checked in 12 µs.
PAGE = 1 << 18
#: The least bytes of a page: those of the largest item. Any is a power of two.
_LEAST = 8
#: The columns of the table of a page: a prime, so that no block of a disk is whole rows.
_COLUMNS = 509
_ROW = 8 * _COLUMNS
#: The bits of every other column, from the first to the last.
_EVEN = int.from_bytes((bytes([255] * 8) + bytes(8)) * (_COLUMNS // 2 + 1), "little")


def is_page(size: object) -> bool:
    """Whether a header may name this size of a page."""
    return isinstance(size, int) and size >= _LEAST and size & (size - 1) == 0


def page_checksum(page: "memoryview[int] | bytearray") -> int:
    """The checksum of a page; the bytes after the last whole row of its table count as they are."""
    rows = len(page) // _ROW
    if not rows:
        return zlib.crc32(page)
    sums = (_sums if "numpy" in sys.modules else _plain_sums)(page, rows)
    return zlib.crc32(page[_ROW * rows :], zlib.crc32(sums))


def _sums(page: "memoryview[int] | bytearray", rows: int) -> bytes:
    """The sum of each column of the table of a page, modulo 2**64, as little-endian integers."""
    # As at the head of this module.
    import numpy as np

    sums = np.frombuffer(page, "<u8", rows * _COLUMNS).reshape(rows, _COLUMNS).sum(0)
    return bytes(sums)


def _plain_sums(page: "memoryview[int] | bytearray", rows: int) -> bytes:
    """As `_sums`, ten times as slow, which is a thousandth of the time to import NumPy.

    A row is one integer. Every other column is added by itself, so that what it carries does not
    reach the next one.
    """
    even = odd = 0
    for start in range(0, rows * _ROW, _ROW):
        row = int.from_bytes(page[start : start + _ROW], "little")
        even += row & _EVEN
        odd += row >> 64 & _EVEN
    return (even & _EVEN | (odd & _EVEN) << 64).to_bytes(_ROW + 8, "little")[:_ROW]


class PageSums:
    """The checksums of the pages of an array that is written piece by piece."""

    def __init__(self) -> None:
        self._sums: list[int] = []
        self._begun = bytearray()

    def add(self, data: "memoryview[int]") -> None:
        """Take up the next bytes."""
        start = 0
        if self._begun:
            start = PAGE - len(self._begun)
            self._begun += data[:start]
            if len(self._begun) < PAGE:
                return
            self._sums.append(page_checksum(self._begun))
        while len(data) - start >= PAGE:
            self._sums.append(page_checksum(data[start : start + PAGE]))
            start += PAGE
        self._begun = bytearray(data[start:])

    def finish(self) -> list[int]:
        """The checksums; none if there is one page only."""
        if self._begun:
            self._sums.append(page_checksum(self._begun))
        self._begun = bytearray()
        return self._sums if len(self._sums) > 1 else []


class Pages:
    """Which pages of an array were checked. Several threads may check pages at once.

    Where nothing is `left` to check, a caller need not ask: every search is here many times.

    Args:
        data: the bytes of the array; none if there is nothing to check.
        itemsize: the bytes of an item.
        page: the bytes of a page.
        sums: the checksum of each page.
        refuse: raises the error of a damaged array.

    Attributes:
        left: whether any page was not checked yet.
    """

    def __init__(
        self,
        data: "memoryview[int]",
        itemsize: int,
        page: int,
        sums: Sequence[int],
        refuse: Callable[[], object],
    ) -> None:
        self._data = data
        self._page = page
        self._sums = sums
        self._refuse = refuse
        self._done = bytearray(len(sums))
        self._shift = (page // itemsize).bit_length() - 1
        self.left = len(sums) > 0

    def check(self, low: int, high: int) -> None:
        """Check the pages of the items from `low` to `high`.

        Raises:
            IndexDamaged: a page is not what was written.
        """
        if self.left and low < high:
            self._check(max(low, 0) >> self._shift, ((high - 1) >> self._shift) + 1)

    def check_rows(self, begins: "Indices", ends: "Indices") -> None:
        """Check the pages of rows of items. A row is shorter than a page, and may be empty.

        Raises:
            IndexDamaged: as `check`.
        """
        if not self.left or not len(begins):
            return
        if len(begins) >= len(self._done):
            # So many rows are nearly everywhere. Then nothing is left to ask for.
            self._check(0, len(self._done))
            return
        # As at the head of this module.
        import numpy as np

        pages = np.concatenate([begins, ends - 1]) >> self._shift
        done = np.frombuffer(self._done, bool)
        if not done.take(pages, mode="clip").all():
            for page in sorted(set(pages.tolist())):
                self._check(page, page + 1)

    def check_all(self) -> None:
        """Check every page.

        Raises:
            IndexDamaged: as `check`.
        """
        if self.left:
            self._check(0, len(self._done))

    def trust(self) -> None:
        """Note that the whole array was checked otherwise."""
        self.left = False

    def _check(self, low: int, high: int) -> None:
        """Check the pages from `low` to `high`."""
        done, sums, size = self._done, self._sums, self._page
        page = done.find(0, low, high)
        while page >= 0:
            if page_checksum(self._data[page * size : (page + 1) * size]) != sums[page]:
                self._refuse()
            done[page] = 1
            page = done.find(0, page, high)
        self.left = 0 in done
