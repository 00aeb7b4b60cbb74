"""Operations on arrays of turns and of positions, which are mostly sorted.

`numpy.unique` could do some of them, but its first call loads masked arrays, which takes 10 ms.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Turns = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.integer[Any]]
Kind = TypeVar("Kind", bound=np.integer[Any])
Number = TypeVar("Number", np.uint32, np.float64)


#: Above this ratio of lengths, a binary search in the longer array is used, not a merge or a mask.
#: On 364,000 turns both take the same time at 16; at 24 a binary search takes half the time.
_SEARCH_RATIO = 24

#: Turns with counts are added up in an array with a number for each turn of the index, if the
#: index has at most this many times as many turns; else by sorting them. On 364,000 turns sorting
#: takes twice as long at 24, if nobody asks for the list of the turns.
_DENSE_RATIO = 32
#: So few turns are inserted one by one into a longer list, and one more for each 300 turns of that
#: list, up to `_MOST_FEW`: to insert one takes 0.9 microseconds, to sort 300 as long.
_FEW, _FOR_ONE_MORE, _MOST_FEW = 4, 300, 64

NO_TURNS: Turns = np.empty(0, np.uint32)


def starts_of_runs(ascending: npt.NDArray[Any]) -> Ints:
    """The index at which each run of equal numbers begins."""
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return first.nonzero()[0]


def distinct(ascending: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The distinct numbers of a sorted array."""
    return ascending[starts_of_runs(ascending)]


def common(some: npt.NDArray[Kind], others: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """The intersection of two sorted arrays without duplicates."""
    if not len(some) or not len(others):
        return some[:0]
    if len(some) > len(others):
        some, others = others, some
    if len(some) * _SEARCH_RATIO < len(others):
        places = others.searchsorted(some)
        places[places == len(others)] = 0
        both: npt.NDArray[Kind] = some[others[places] == some]
        return both
    together = sorted_runs([some, others])
    twice: npt.NDArray[Kind] = together[1:][together[1:] == together[:-1]]
    return twice


def sorted_runs(parts: Sequence[npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
    """The numbers of several sorted arrays, sorted.

    A stable sort merges sorted runs. On some processors it takes a fifth of the time of the
    default, which sorts from scratch.
    """
    together = np.concatenate(parts)
    together.sort(kind="stable")
    return together


def merged(parts: list[npt.NDArray[Kind]]) -> npt.NDArray[Kind]:
    """The union of several arrays, sorted."""
    return distinct(sorted_runs(parts))


def count_within(ascending: Ints, low: Ints, high: Ints) -> Ints:
    """How many numbers of a sorted array are in each range from `low` to `high`, inclusive."""
    count: Ints = ascending.searchsorted(high, "right") - ascending.searchsorted(low)
    return count


def among(some: Turns, others: Turns, size: int) -> npt.NDArray[np.bool_]:
    """Whether each of some turns is among others.

    Both arrays are sorted; the index has `size` turns.
    """
    if not len(others):
        return np.zeros(len(some), bool)
    # A binary search takes much longer per turn than a mask. But to make the mask takes a step
    # for each of the others, and a little for each turn of the index.
    if len(some) * 32 < len(others) + size // 32:
        places = others.searchsorted(some)
        places[places == len(others)] = 0
        same: npt.NDArray[np.bool_] = others[places] == some
        return same
    return marked(others, size).take(some)


def marked(turns: Turns, size: int) -> npt.NDArray[np.bool_]:
    """A mask of `size` turns that is true for some of them."""
    mask = np.zeros(size, bool)
    # NumPy indexes with 64 bits. To convert all indices at once is faster than one by one.
    mask[turns.astype(np.int64)] = True
    return mask


def both(some: Turns, others: Turns, size: int) -> Turns:
    """The intersection of two sorted arrays of turns of an index with `size` turns."""
    fewer, more = (some, others) if len(some) <= len(others) else (others, some)
    if len(fewer) * _SEARCH_RATIO < len(more):
        return fewer.take(among(fewer, more, size).nonzero()[0])
    return more.take(marked(fewer, size).take(more).nonzero()[0])


def meeting(some: Turns, others: Turns, size: int) -> tuple[Turns, Ints | None]:
    """The intersection, and the rows of `others` in it if they are known without more work."""
    if len(some) * _SEARCH_RATIO < len(others) or len(others) < len(some):
        return both(some, others, size), None
    rows = marked(some, size).take(others).nonzero()[0]
    return others.take(rows), rows


def rows_in(held: Turns, wanted: Turns, size: int) -> Ints | None:
    """The rows of turns in an array that holds all of them; None if those are all of its rows."""
    if len(held) == len(wanted):
        return None
    if len(wanted) * _SEARCH_RATIO < len(held):
        return held.searchsorted(wanted)
    return among(held, wanted, size).nonzero()[0]


def rows(held: Turns, wanted: Turns, size: int) -> tuple[Any, Any]:
    """The rows in `wanted` of the turns that are in `held`, too, and their rows in `held`."""
    if len(held) == len(wanted) and np.array_equal(held, wanted):
        return slice(None), slice(None)
    if not len(held):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if len(wanted) * 8 < len(held):
        places = held.searchsorted(wanted)
        places[places == len(held)] = 0
        met = (held[places] == wanted).nonzero()[0]
        return met, places[met]
    met = among(wanted, held, size).nonzero()[0]
    return met, among(held, wanted, size).nonzero()[0]


def added(
    turns: Turns, counts: npt.NDArray[Any], size: int
) -> tuple[Turns, npt.NDArray[np.uint32]]:
    """The distinct turns, sorted, each with the sum of its counts; turns come in any order.

    A turn and its count are packed into one number and sorted. This takes a third of the time of
    `argsort`, and half of that if the numbers fit into 32 bits. The sort is stable: it merges
    the runs of sorted turns that there mostly are.
    """
    if size < 1 << 24 and _fit_a_byte(counts):
        both = turns << np.uint32(8) | counts.astype(np.uint32)
        both.sort(kind="stable")
        return run_sums(both >> np.uint32(8), both & np.uint32(255))
    wide = turns.astype(np.uint64) << np.uint64(32) | counts.astype(np.uint64)
    wide.sort(kind="stable")
    return run_sums((wide >> np.uint64(32)).astype(np.uint32), wide.astype(np.uint32))


def inserted(turns: Turns, counts: Counts, few: Turns, few_counts: Counts) -> tuple[Turns, Counts]:
    """The union of sorted turns and a few others; the counts of equal turns are added.

    Most forms of a word are rare. To copy the turns of the frequent one between the others takes a
    quarter of the time of a sort.
    """
    sums: npt.NDArray[Any] = counts.astype(_enough_bits((counts, few_counts)))
    places = turns.searchsorted(few)
    held = turns.take(places, mode="clip") == few
    pieces: list[Turns] = []
    counts_of_pieces: list[npt.NDArray[Any]] = []
    start = 0
    for number, (place, is_held) in enumerate(zip(places.tolist(), held.tolist(), strict=True)):
        if is_held:
            sums[place] += few_counts[number]
        else:
            pieces += (turns[start:place], few[number : number + 1])
            counts_of_pieces += (sums[start:place], few_counts[number : number + 1])
            start = place
    pieces.append(turns[start:])
    counts_of_pieces.append(sums[start:])
    totals: Counts = np.concatenate(counts_of_pieces, dtype=sums.dtype, casting="unsafe")
    return np.concatenate(pieces), totals


def are_few(turns: int, others: int) -> bool:
    """Whether so many turns are inserted into so many others one by one."""
    return turns <= min(_MOST_FEW, _FEW + others // _FOR_ONE_MORE)


def _fit_a_byte(counts: npt.NDArray[Any]) -> bool:
    return counts.dtype == np.uint8 or (len(counts) > 0 and int(counts.max()) < 256)


def run_sums(ascending: Turns, values: npt.NDArray[Number]) -> tuple[Turns, npt.NDArray[Number]]:
    """The distinct turns of a sorted array, with the sum of the values of each.

    Most turns have one value.
    """
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    runs = first.nonzero()[0]
    sums = values.take(runs)
    more = (~first).nonzero()[0]
    # Only runs of two and more are added up. `reduceat` would read every run.
    np.add.at(sums, more - np.arange(1, len(more) + 1), values.take(more))
    return ascending.take(runs), sums


def is_dense(turns: int, size: int) -> bool:
    """Whether so many turns are added up faster in an array for all turns of the index."""
    return turns * _DENSE_RATIO >= size


def in_all_turns(found: Sequence[tuple[Turns, Counts]], size: int) -> Counts:
    """The sum of the counts for each turn of the index; a turn is at most once in each pair."""
    counts = np.zeros(size, _enough_bits([counts for _, counts in found]))
    # To assign takes half of the time of adding, so the most turns are assigned.
    (turns, some), *others = sorted(found, key=lambda pair: len(pair[0]), reverse=True)
    # NumPy indexes with 64 bits. To convert all indices at once is faster than one by one.
    counts[turns.astype(np.int64)] = some
    for turns, some in others:
        counts[turns.astype(np.int64)] += some.astype(counts.dtype)
    return counts


def summed(arrays: Sequence[Counts]) -> Counts:
    """The sum of several arrays of the same length."""
    total: Counts = arrays[0].astype(_enough_bits(arrays))
    for one in arrays[1:]:
        np.add(total, one, out=total, casting="unsafe")
    return total


def _enough_bits(arrays: Sequence[Counts]) -> type[np.uint8] | type[np.uint32]:
    """A type for sums of numbers of several arrays."""
    return np.uint8 if sum(int(one.max(initial=0)) for one in arrays) < 256 else np.uint32


def union(found: Sequence[Turns], size: int) -> Turns:
    """The union of several sorted arrays of turns of an index with `size` turns."""
    some = [turns for turns in found if len(turns)]
    if len(some) < 2:
        return some[0] if some else NO_TURNS
    if sum(map(len, some)) * 16 < size:
        return distinct(sorted_runs(some))
    mask = np.zeros(size, bool)
    for turns in some:
        mask[turns.astype(np.int64)] = True
    return mask.nonzero()[0].astype(np.uint32)
