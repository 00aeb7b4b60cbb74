"""Packs the integers of each word in the narrowest width that fits most of them.

A stream holds a row of integers for every word. A row of ones takes no bytes. Other rows are in
planes of 1, 2 or 4 bytes per integer, in the order of the words. An integer that does not fit
the width of its row is an exception: the plane holds its low bytes, and a list holds its place
and its value. This is the patched frame of reference (M. Zukowski et al.: Super-Scalar RAM-CPU
Cache Compression. ICDE 2006) with whole bytes, so that a row without exceptions is a view of
the file.
"""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.pages import Pages

Ints = npt.NDArray[np.uint32]
Unsigned = npt.NDArray[np.unsignedinteger[Any]]
Indices = npt.NDArray[np.int64]

#: The most integers of a stream: a place takes 4 bytes.
LIMIT = 2**32 - 1
#: The bytes of an exception: its place and its value.
_EXCEPTION = 8
#: With shorter rows on average, integers are gathered one by one, not row by row.
_SHORT = 32
_DTYPES: dict[int, np.dtype[Any]] = {
    1: np.dtype("<u1"),
    2: np.dtype("<u2"),
    4: np.dtype("<u4"),
}


class SegmentFull(ValueError):
    """The data is more than a segment can hold: write the rest to another one."""


def ends_to_starts(ends: npt.NDArray[Any]) -> Indices:
    """Where each row starts, and the end of the last: one more than there are rows."""
    starts = np.empty(len(ends) + 1, np.int64)
    starts[0] = 0
    starts[1:] = ends
    return starts


def ranges(starts: Indices, counts: Indices) -> Indices:
    """The ranges `start`, `start + 1`, … of `count` integers each, concatenated.

    The result is a sum over the steps from one integer to the next. `np.repeat` of the starts
    takes twice as long, and holds the interpreter's lock.
    """
    held = counts.nonzero()[0]
    if not len(held):
        return np.empty(0, np.int64)
    starts, counts = starts.take(held), counts.take(held)
    ends = counts.cumsum()
    steps = np.ones(int(ends[-1]), np.int64)
    steps[0] = starts[0]
    steps[ends[:-1]] = starts[1:] - starts[:-1] - counts[:-1] + 1
    return steps.cumsum(out=steps)


def row_sums(values: npt.NDArray[Any], starts: Indices) -> Indices:
    """The sum of each row; rows may be empty."""
    counts = np.diff(starts)
    sums = np.zeros(len(counts), np.int64)
    held = np.flatnonzero(counts)
    if len(held):
        sums[held] = np.add.reduceat(values, starts[held], dtype=np.int64)
    return sums


class StreamWriter:
    """Packs rows of integers, a block of words at a time.

    Args:
        name: the name of the stream; its arrays in the container begin with it.
    """

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container = container
        self._name = name
        self._filled = dict.fromkeys(_DTYPES, 0)
        self._widths: list[npt.NDArray[np.uint8]] = []
        self._at: list[Ints] = []

    def append(self, values: Unsigned, counts: Indices) -> None:
        """Pack the rows of the next words, which are concatenated in `values`.

        Raises:
            SegmentFull: there are more integers than a stream can hold.
        """
        starts = ends_to_starts(np.cumsum(counts))
        # The places of the integers that do not fit each width, ascending.
        wide = {1: np.flatnonzero(values > 0xFF)}
        wide[2] = wide[1][values[wide[1]] > 0xFFFF]
        wide[4] = wide[1][:0]
        widths = _choose(values, starts, wide)
        at = np.zeros(len(counts), np.uint32)
        for width in _DTYPES:
            words = np.flatnonzero(widths == width)
            if not len(words):
                continue
            ends = np.cumsum(counts[words]) + self._filled[width]
            if ends[-1] > LIMIT:
                raise SegmentFull(f"{self._name}: more than {LIMIT:,} integers in one segment")
            at[words] = ends - counts[words]
            part = f"{self._name}.{width}"
            first, last = (np.searchsorted(wide[width], starts[words + n]) for n in (0, 1))
            if len(places := wide[width][ranges(first, last - first)]):
                moved = places + np.repeat(at[words] - starts[words], last - first)
                self._container.append(f"{part}.places", moved.astype("<u4"))
                self._container.append(f"{part}.values", values[places].astype("<u4", copy=False))
            self._container.append(part, _rows(values, starts, words, _DTYPES[width]))
            self._filled[width] = int(ends[-1])
        self._widths.append(widths)
        self._at.append(at)

    def finish(self) -> None:
        """Write the width of each word; nothing if every integer is 1."""
        widths = np.concatenate(self._widths or [np.empty(0, np.uint8)])
        if widths.any():
            self._container.append(f"{self._name}.widths", widths)
            self._container.append(f"{self._name}.at", np.concatenate(self._at))


def _choose(
    values: Unsigned, starts: Indices, wide: Mapping[int, Indices]
) -> npt.NDArray[np.uint8]:
    """The width of each word; 0 if all of its integers are 1."""
    counts = starts[1:] - starts[:-1]
    cost1 = counts + _EXCEPTION * _held(wide[1], starts)
    cost2 = 2 * counts + _EXCEPTION * _held(wide[2], starts)
    cost4 = 4 * counts
    widths = np.where(cost1 <= cost2, 1, 2)
    widths[np.minimum(cost1, cost2) > cost4] = 4
    ones = values == 1
    # Each width is tested at the places that the width before did not fit.
    if 2 * np.count_nonzero(ones) < len(ones):
        widths[_held(np.flatnonzero(ones), starts) == counts] = 0
    else:
        widths[_held(np.flatnonzero(~ones), starts) == 0] = 0
    return widths.astype(np.uint8)


def _held(places: Indices, starts: Indices) -> Indices:
    """The number of places in each row; the places are ascending."""
    if not len(places):
        return np.zeros(len(starts) - 1, np.int64)
    before = np.searchsorted(places, starts)
    return before[1:] - before[:-1]


def _rows(values: Unsigned, starts: Indices, words: Indices, dtype: np.dtype[Any]) -> Unsigned:
    """The rows of some words, concatenated; an integer that is too wide loses its high bytes."""
    breaks = np.flatnonzero(words[1:] != words[:-1] + 1) + 1
    begins = starts[words[np.concatenate([[0], breaks])]]
    ends = starts[words[np.concatenate([breaks - 1, [len(words) - 1]])] + 1]
    if len(begins) * _SHORT < len(values):
        # Most words have neighbours of the same width, or long rows.
        rows = [values[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(rows, dtype=dtype, casting="unsafe")
    return values[ranges(begins, ends - begins)].astype(dtype)


class _Plane(NamedTuple):
    """The integers of one width, and the places and values of the exceptions.

    Of each array there is what checks its pages. What a search by halves finds between two items
    is right if these two are what was written, whatever it met on its way.
    """

    values: Unsigned
    places: Unsigned
    exceptions: Unsigned
    pages: Pages
    place_pages: Pages
    exception_pages: Pages

    def read(self, low: int, high: int) -> Unsigned:
        """The integers from `low` to `high`; a view of the file if there is no exception."""
        if self.pages.left:
            self.pages.check(low, high)
        row = self.values[low:high]
        if not len(self.places):
            return row
        # A memoryview gives plain integers: a bisection takes a third of the time.
        places = self.places.data
        first = bisect_left(places, low)
        last = bisect_left(places, high, first)
        if self.place_pages.left:
            self.place_pages.check(first - 1, min(last + 1, len(places)))
        if first == last:
            return row
        if self.exception_pages.left:
            self.exception_pages.check(first, last)
        exceptions = self.exceptions[first:last]
        width = 2 if int(exceptions.max()) <= 0xFFFF else 4
        whole: Unsigned = row.astype(_DTYPES[width])
        whole[self.places[first:last] - np.uint32(low)] = exceptions
        return whole

    def read_many(self, begins: Indices, counts: Indices) -> Unsigned:
        """The rows that begin at some places and have `counts` integers, concatenated.

        Each row is short: it is in two pages at most.
        """
        if self.pages.left:
            self.pages.check_rows(begins, begins + counts)
        rows = self.values.take(ranges(begins, counts))
        if not len(self.places):
            return rows
        first = self.places.searchsorted(begins)
        apart = self.places.searchsorted(begins + counts) - first
        if self.place_pages.left:
            self.place_pages.check_rows((first - 1).clip(min=0), first + apart + 1)
        if apart.any():
            if self.exception_pages.left:
                self.exception_pages.check_rows(first, first + apart)
            found = ranges(first, apart)
            shift = (counts.cumsum() - counts - begins).repeat(apart)
            rows = rows.astype(np.uint32)
            rows[self.places.take(found) + shift] = self.exceptions.take(found)
        return rows


def _plane(container: Container, name: str) -> _Plane:
    parts = (name, f"{name}.places", f"{name}.values")
    values, places, exceptions = (container.unchecked(part) for part in parts)
    return _Plane(values, places, exceptions, *(container.pages(part) for part in parts))


class Stream:
    """A stream that was written by `StreamWriter`.

    Args:
        container: the container that holds it.
        name: the name of the stream.
        most: the most integers of a row of ones. It takes no bytes, so the file does not bound
            what somebody who makes an index up says of it.
    """

    def __init__(self, container: Container, name: str, most: int = LIMIT) -> None:
        self._most = most
        self._ones = f"{name}.widths" not in container
        if self._ones:
            return
        self._widths = container[f"{name}.widths"]
        self._at = container[f"{name}.at"]
        self._planes = {width: _plane(container, f"{name}.{width}") for width in _DTYPES}

    def is_ones(self, word: int) -> bool:
        """Whether every integer of a word is 1."""
        return self._ones or not self._widths[word]

    def read(self, word: int, count: int) -> Unsigned:
        """The integers of a word, of any unsigned width; read-only if they are a view.

        Raises:
            ValueError: there cannot be so many.
        """
        if self.is_ones(word):
            if count > self._most:
                raise ValueError(f"a row of {count:,} ones; the most is {self._most:,}")
            return np.ones(count, np.uint8)
        at = int(self._at[word])
        return self._planes[int(self._widths[word])].read(at, at + count)

    def read_many(self, words: Indices, counts: Indices) -> Ints:
        """The rows of some words, which have `counts` integers, concatenated."""
        total = int(counts.sum())
        rows = np.ones(total, np.uint32)
        if self._ones:
            return rows
        widths, begins = self._widths.take(words), self._at.take(words).astype(np.int64)
        starts = counts.cumsum() - counts
        for width, plane in self._planes.items():
            mine = (widths == width).nonzero()[0]
            if not len(mine):
                continue
            sizes = counts.take(mine)
            row = plane.read_many(begins.take(mine), sizes)
            if len(mine) == len(words):
                return row.astype(np.uint32)
            rows[ranges(starts.take(mine), sizes)] = row
        return rows

    def read_range(self, low: int, high: int, counts: Indices) -> Unsigned:
        """The rows of the words from `low` to `high`, which have `counts` integers, concatenated.

        They have the width of the widest row.

        Raises:
            ValueError: there cannot be so many.
        """
        widths = self._widths[low:high] if not self._ones else None
        ones = counts if widths is None else counts[widths == 0]
        if len(ones) and int(ones.max()) > self._most:
            raise ValueError(f"a row of {ones.max():,} ones; the most is {self._most:,}")
        if widths is None:
            return np.ones(int(counts.sum()), np.uint8)
        found: list[tuple[int, Unsigned]] = []
        for width, plane in self._planes.items():
            mine = np.flatnonzero(widths == width)
            if not len(mine):
                continue
            first, last = mine[0], mine[-1]
            # A plane has the order of the words, so a range of words is one slice of it.
            start = int(self._at[low + first])
            row = plane.read(start, int(self._at[low + last]) + int(counts[last]))
            if len(row) != int(counts[mine].sum()):
                raise ValueError("the rows of a stream are not as long as they should be")
            if len(mine) == len(widths):
                return row
            found.append((width, row))
        rows = np.ones(int(counts.sum()), np.result_type(np.uint8, *(row for _, row in found)))
        of_each = np.repeat(widths, counts)
        for width, row in found:
            rows[of_each == width] = row
        return rows
