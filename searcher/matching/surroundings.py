"""How often something is said around turns, where less counts the farther it is away."""

import threading
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.library.segments import LENGTHS
from searcher.matching.arrays import Ints, Turns, starts_of_runs
from searcher.matching.hits import Floats

_Numbers = npt.NDArray[np.int32]

#: Turns are parted into stretches of four times the reach, in words. What is said in the stretch of
#: a turn and in its two neighbours counts: all that is at most a stretch away, and nothing beyond
#: two. After a stretch an occurrence counts less than a fiftieth.
STRETCH = 4
_FADED = float(np.exp(-STRETCH))


class _Stretches(NamedTuple):
    """The stretches of an index, for one reach.

    Attributes:
        rise: for each turn, e to the power of its distance from the start of its stretch.
        stretch: for each turn, the number of its stretch.
        first: for each stretch its first turn, and at the end the number of turns, twice.
        follows: for each stretch whether it continues the one before, and at the end False.
    """

    rise: Floats
    stretch: _Numbers
    first: Ints
    follows: npt.NDArray[np.bool_]


class PrefixSums(NamedTuple):
    """Where something is said, for one reach.

    Attributes:
        turns: the turns that say it, sorted.
        rising, falling: for the first 0, 1, 2 … of them how often they say it, times the rise of
            each of them, and divided by it.
    """

    turns: Turns
    rising: Floats
    falling: Floats


class Surroundings:
    """The surroundings of the turns of one library.

    They are computed once for each reach and then only read, so several threads may share them.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[int, _Stretches] = {}
        self._lock = threading.Lock()

    def of(self, documents: Turns, reach: int) -> "Around":
        """The surroundings of some turns, which are sorted.

        Args:
            documents: the turns.
            reach: the distance, in words, at which what is said counts a third (1/e).
        """
        return Around(documents, self._of_reach(reach))

    def prefix_sums(
        self, turns: Turns, frequencies: npt.NDArray[np.number], reach: int
    ) -> PrefixSums:
        """What `Around.sums` needs to know of where something is said, for a reach.

        Args:
            turns: the turns that say it, sorted.
            frequencies: how often each of them does.
            reach: as for `of`.
        """
        rise = self._of_reach(reach).rise.take(turns)
        return PrefixSums(turns, _prefix_sums(frequencies * rise), _prefix_sums(frequencies / rise))

    def _of_reach(self, reach: int) -> _Stretches:
        with self._lock:
            if reach not in self._known:
                self._known[reach] = self._stretches(reach)
            return self._known[reach]

    @cached_property
    def _opens(self) -> npt.NDArray[np.bool_]:
        """Whether each turn is the first one of its program."""
        return _changes(self._library.program_numbers)

    @cached_property
    def _middles(self) -> Floats:
        """For each turn, how many words are before its middle in its program."""
        library, opens = self._library, self._opens
        lengths = LENGTHS.take(library.length_codes(np.arange(library.size, dtype=np.uint32)))
        ends = np.cumsum(lengths)
        first = opens.nonzero()[0]
        starts = ends[first] - lengths[first]
        lengths *= 0.5
        ends -= lengths
        ends -= np.repeat(starts, np.diff(first, append=library.size))
        return ends

    def _stretches(self, reach: int) -> _Stretches:
        # A new array of all turns costs more than what is computed in it.
        places = self._middles / (STRETCH * reach)
        stretch = places.astype(np.int32)
        places -= stretch
        places *= STRETCH
        rise = np.exp(places, out=places)
        opens, size = self._opens, self._library.size
        begins = _changes(stretch)
        begins |= opens
        first = begins.nonzero()[0]
        # A stretch has no neighbour where a long turn is between them.
        follows = ~opens.take(first)
        follows[1:] &= np.diff(stretch.take(first)) == 1
        return _Stretches(
            rise,
            np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=size)),
            np.append(first, [size, size]),
            np.append(follows, [False]),
        )


class Around:
    """The surroundings of some turns: what is said near them, in their programs.

    The distance of two turns is that of their middles, in words.
    """

    def __init__(self, documents: Turns, stretches: _Stretches) -> None:
        self._documents = documents
        self._stretches = stretches
        self._lift = stretches.rise.take(documents)
        stretch = stretches.stretch.take(documents)
        runs = starts_of_runs(stretch)
        #: For each turn the place of its stretch among those that have one of the turns.
        self._row = np.repeat(np.arange(len(runs)), np.diff(np.append(runs, len(stretch))))
        #: These stretches.
        self._here = here = stretch.take(runs).astype(np.int64)
        first = stretches.first
        start, end = first[here], first[here + 1]
        before = np.where(stretches.follows[here], first[here - 1], start)
        after = np.where(stretches.follows[here + 1], first[here + 2], end)
        #: Where the stretches before, this one and the next one begin and end.
        self._borders = [each.astype(np.uint32) for each in (before, start, end, after)]

    def sums(self, said: PrefixSums) -> Floats:
        """How often something is said around each turn: the sum of e^(-distance / reach).

        On one side of a turn that is a difference of prefix sums over a stretch, times a number
        that depends on the turn only.

        Args:
            said: where it is said, for the same reach.
        """
        turns, rising, falling = said
        before, start, end, after = (turns.searchsorted(border) for border in self._borders)
        left = rising[start] - _FADED * (rising[start] - rising[before])
        right = falling[end] + _FADED * (falling[after] - falling[end])
        here = turns.searchsorted(self._documents, "right")
        sums = rising.take(here)
        sums -= left.take(self._row)
        sums /= self._lift
        then = right.take(self._row)
        then -= falling.take(here)
        then *= self._lift
        sums += then
        return np.maximum(sums, 0.0, out=sums)

    def at_most(self, turns: Turns, frequencies: npt.NDArray[np.number]) -> Floats:
        """Upper bounds of `sums`, one for each stretch that has one of the turns: see `spread`.

        They are the occurrences in the stretch and its neighbours.
        """
        stretches = self._stretches
        said = np.bincount(
            stretches.stretch.take(turns), frequencies, minlength=len(stretches.follows) - 1
        )
        follows = stretches.follows[1:-1]
        near = said.astype(np.float64)
        near[1:] += said[:-1] * follows
        near[:-1] += said[1:] * follows
        return near.take(self._here)

    def spread(self, of_stretches: Floats) -> Floats:
        """For each turn the number of its stretch."""
        return of_stretches.take(self._row)

    @property
    def stretch_count(self) -> int:
        """How many stretches have one of the turns."""
        return len(self._here)


def _changes(numbers: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """Whether each number differs from the one before; the first one does."""
    changes = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


def _prefix_sums(values: npt.NDArray[np.number]) -> Floats:
    """The sums of the first 0, 1, 2 … values."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums
