"""Integers of many words in few bytes: those of each word in the narrowest width that fits.

A stream holds a row of integers for every word. A word whose integers are all 1
takes no bytes; the others are in planes of 1, 2 or 4 bytes, in the order of
the words. What does not fit the width of its word is an exception: its low bytes
are in the plane, its place and its value in a list (the patched frame of reference
of Zukowski et al., ICDE 2006, with bytes for bits, so that a word without
exceptions is a view of the file).
"""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container, ContainerWriter

Ints = npt.NDArray[np.uint32]
Unsigned = npt.NDArray[np.unsignedinteger[Any]]
Indices = npt.NDArray[np.int64]

#: Integers a stream can hold: places are kept in 4 bytes.
LIMIT = 2**32 - 1
#: Bytes an exception takes: its place and its value.
_EXCEPTION = 8
#: Rows of fewer integers on average are gathered one by one.
_SHORT = 32
_DTYPES: dict[int, np.dtype[Any]] = {
    1: np.dtype("<u1"),
    2: np.dtype("<u2"),
    4: np.dtype("<u4"),
}
_NONE = np.empty(0, np.dtype("<u4"))


class SegmentFull(ValueError):
    """More than a segment can hold; write the rest into another one."""


def ends_to_starts(ends: npt.NDArray[Any]) -> Indices:
    """Where each row starts, and the end of the last: one more than there are rows."""
    starts = np.empty(len(ends) + 1, np.int64)
    starts[0] = 0
    starts[1:] = ends
    return starts


def ranges(starts: Indices, counts: Indices) -> Indices:
    """The integers from each start on, as many as are counted, one range after the other.

    They are summed up from the steps between them: to repeat each start takes twice as
    long, and keeps other threads from the interpreter.
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
    """Packs rows of integers, some words at a time.

    Args:
        name: the stream's name; its arrays are `<name>.<part>` in the container.
    """

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container = container
        self._name = name
        self._filled = dict.fromkeys(_DTYPES, 0)
        self._widths: list[npt.NDArray[np.uint8]] = []
        self._at: list[Ints] = []

    def append(self, values: Unsigned, counts: Indices) -> None:
        """Pack the rows of further words, which follow one another in `values`.

        Raises:
            SegmentFull: there are more integers than a stream can hold.
        """
        starts = ends_to_starts(np.cumsum(counts))
        # Where what does not fit each width stands, ascending.
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
        """Write what is kept for each word; nothing where every integer is 1."""
        widths = np.concatenate(self._widths or [np.empty(0, np.uint8)])
        if widths.any():
            self._container.append(f"{self._name}.widths", widths)
            self._container.append(f"{self._name}.at", np.concatenate(self._at))


def _choose(
    values: Unsigned, starts: Indices, wide: Mapping[int, Indices]
) -> npt.NDArray[np.uint8]:
    """The width of each word, 0 where all of its integers are 1."""
    counts = starts[1:] - starts[:-1]
    cost1 = counts + _EXCEPTION * _held(wide[1], starts)
    cost2 = 2 * counts + _EXCEPTION * _held(wide[2], starts)
    cost4 = 4 * counts
    widths = np.where(cost1 <= cost2, 1, 2)
    widths[np.minimum(cost1, cost2) > cost4] = 4
    ones = values == 1
    # The fewer places there are to look at, the better.
    if 2 * np.count_nonzero(ones) < len(ones):
        widths[_held(np.flatnonzero(ones), starts) == counts] = 0
    else:
        widths[_held(np.flatnonzero(~ones), starts) == 0] = 0
    return widths.astype(np.uint8)


def _held(places: Indices, starts: Indices) -> Indices:
    """How many of some ascending places are in each row."""
    if not len(places):
        return np.zeros(len(starts) - 1, np.int64)
    before = np.searchsorted(places, starts)
    return before[1:] - before[:-1]


def _rows(values: Unsigned, starts: Indices, words: Indices, dtype: np.dtype[Any]) -> Unsigned:
    """The rows of some words, one after the other; what is too wide loses its high bytes."""
    breaks = np.flatnonzero(words[1:] != words[:-1] + 1) + 1
    begins = starts[words[np.concatenate([[0], breaks])]]
    ends = starts[words[np.concatenate([breaks - 1, [len(words) - 1]])] + 1]
    if len(begins) * _SHORT < len(values):
        # Most words are beside others of the same width, or have long rows.
        rows = [values[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(rows, dtype=dtype, casting="unsafe")
    return values[ranges(begins, ends - begins)].astype(dtype)


class _Plane(NamedTuple):
    values: Unsigned
    places: Unsigned
    exceptions: Unsigned

    def read(self, low: int, high: int) -> Unsigned:
        """The integers from `low` to `high`: a view where none of them is an exception."""
        row = self.values[low:high]
        if not len(self.places):
            return row
        # A number of a memory view is Python's own: a bisection takes a third of the time.
        places = self.places.data
        first = bisect_left(places, low)
        last = bisect_left(places, high, first)
        if first == last:
            return row
        exceptions = self.exceptions[first:last]
        width = 2 if int(exceptions.max()) <= 0xFFFF else 4
        whole: Unsigned = row.astype(_DTYPES[width])
        whole[self.places[first:last] - np.uint32(low)] = exceptions
        return whole

    def read_many(self, begins: Indices, counts: Indices) -> Unsigned:
        """The integers from each place on, as many as are counted, one row after the other."""
        rows = self.values.take(ranges(begins, counts))
        if not len(self.places):
            return rows
        first = self.places.searchsorted(begins)
        apart = self.places.searchsorted(begins + counts) - first
        if apart.any():
            found = ranges(first, apart)
            shift = (counts.cumsum() - counts - begins).repeat(apart)
            rows = rows.astype(np.uint32)
            rows[self.places.take(found) + shift] = self.exceptions.take(found)
        return rows


def _plane(container: Container, name: str) -> _Plane:
    parts = (name, f"{name}.places", f"{name}.values")
    values, places, exceptions = (container.get(part, _NONE) for part in parts)
    return _Plane(values, places, exceptions)


class Stream:
    """A stream that was written by `StreamWriter`."""

    def __init__(self, container: Container, name: str) -> None:
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
        """The integers of a word: read-only and of any unsigned width where they are a view."""
        if self.is_ones(word):
            return np.ones(count, np.uint8)
        at = int(self._at[word])
        return self._planes[int(self._widths[word])].read(at, at + count)

    def read_many(self, words: Indices, counts: Indices) -> Ints:
        """The integers of some words, which have `counts` each, one word after the other."""
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
        """The integers of the words from `low` to `high`, which have `counts` each.

        They are as narrow as the widest of them lets them be.
        """
        total = int(counts.sum())
        if self._ones:
            return np.ones(total, np.uint8)
        widths = self._widths[low:high]
        found: list[tuple[int, Unsigned]] = []
        for width, plane in self._planes.items():
            mine = np.flatnonzero(widths == width)
            if not len(mine):
                continue
            first, last = mine[0], mine[-1]
            # A plane is in the order of the words: those of a range are one slice of it.
            start = int(self._at[low + first])
            row = plane.read(start, int(self._at[low + last]) + int(counts[last]))
            if len(mine) == len(widths):
                return row
            found.append((width, row))
        rows = np.ones(total, np.result_type(np.uint8, *(row for _, row in found)))
        of_each = np.repeat(widths, counts)
        for width, row in found:
            rows[of_each == width] = row
        return rows
