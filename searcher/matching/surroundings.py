"""How often something is said around each turn, where less counts the farther it is away."""

from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.library.segments import LENGTHS
from searcher.matching.arrays import Counts, Turns
from searcher.matching.hits import Floats

_Numbers = npt.NDArray[np.int32]

#: The distance, in words, at which what is said counts a third (1/e).
REACH = 400
#: Turns are parted into stretches of so many words. What is said in the stretch of a turn and in
#: its two neighbours counts: all that is at most so many words away, and nothing beyond twice as
#: many. At that distance an occurrence counts less than a fiftieth.
STRETCH = 4 * REACH


class _Stretches(NamedTuple):
    """Where each turn of an index is in its stretch, as arrays with a number for each turn.

    Attributes:
        rise: e to the power of the distance from the start of the stretch, over the reach.
        first: the first turn of the stretch.
        before: the first turn of the stretch before; equal to `first` without one.
        last: the turn after the last one of the stretch.
        after: the turn after the last one of the next stretch; equal to `last` without one.
    """

    rise: Floats
    first: _Numbers
    before: _Numbers
    last: _Numbers
    after: _Numbers


class Surroundings:
    """The surroundings of the turns of one library.

    They are computed once and then only read, so several threads may share them.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def around(self, counts: Counts, documents: Turns) -> Floats:
        """How often something is said in and around some turns of its program.

        The distance of two turns is that of their middles, in words: e^(-distance / REACH) of an
        occurrence counts. A sum of such powers over all turns on one side of a turn is the
        difference of two prefix sums over a stretch, times a factor of the turn.

        Args:
            counts: how often each turn of the index says it.
            documents: the turns, sorted.
        """
        if not len(documents):
            return np.zeros(0)
        rise, first, before, last, after = self._stretches
        start, end = self._span(documents)
        said, rises = counts[start:end], rise[start:end]
        rising = _prefix_sums(said * rises)
        falling = _prefix_sums(said / rises)
        where = documents.astype(np.int64)
        here = where - start
        lift = rise.take(where)
        begin, finish = first.take(where) - start, last.take(where) - start
        at_begin, at_finish = rising.take(begin), falling.take(finish)
        near = rising.take(here + 1) - at_begin
        near += _FADED * (at_begin - rising.take(before.take(where) - start))
        near /= lift
        then = at_finish - falling.take(here + 1)
        then += _FADED * (falling.take(after.take(where) - start) - at_finish)
        then *= lift
        near += then
        return near

    def _span(self, documents: Turns) -> tuple[int, int]:
        """The turns that can be around some turns, as a range."""
        stretches = self._stretches
        return int(stretches.before[documents[0]]), int(stretches.after[documents[-1]])

    @cached_property
    def _stretches(self) -> _Stretches:
        library = self._library
        size = library.size
        documents = np.arange(size)
        lengths = LENGTHS.take(library.length_codes(documents))
        ends = np.cumsum(lengths)
        middles = ends - lengths / 2
        programs = library.program_numbers
        opens = _changes(programs)
        runs = opens.nonzero()[0]
        of_run = np.cumsum(opens) - 1
        middles -= (ends - lengths).take(runs).take(of_run)
        stretch = (middles // STRETCH).astype(np.int64)
        begins = _changes(stretch) | opens
        firsts = begins.nonzero()[0]
        lasts = np.append(firsts[1:], size)
        row = np.cumsum(begins) - 1
        # A stretch has a neighbour where no long turn is between them.
        joined = ~opens.take(firsts)
        joined[1:] &= np.diff(stretch.take(firsts)) == 1
        before = np.where(joined, np.append(0, firsts[:-1]), firsts)
        follows = np.append(joined[1:], False)
        after = np.where(follows, np.append(lasts[1:], size), lasts)
        return _Stretches(
            np.exp((middles - STRETCH * stretch) / REACH),
            *(each.astype(np.int32).take(row) for each in (firsts, before, lasts, after)),
        )


#: What is left of an occurrence after a whole stretch.
_FADED = float(np.exp(-STRETCH / REACH))


def _changes(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each number differs from the one before; the first one does."""
    changes = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


def _prefix_sums(values: Floats) -> Floats:
    """The sums of the first 0, 1, 2 … values."""
    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums
