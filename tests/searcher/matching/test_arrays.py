"""Operations on ascending turns are those on sets, however many turns there are."""

from collections import Counter

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from searcher.matching import arrays
from searcher.matching.arrays import Turns

#: Sizes at which one way is quicker and at which another is.
SIZE = 3_000
TURNS = st.one_of(
    st.sets(st.integers(0, SIZE - 1), max_size=8),
    st.sets(st.integers(0, 99), max_size=100),
    st.tuples(st.integers(0, 99), st.integers(1, 9)).map(lambda a: {*range(a[0], SIZE, a[1])}),
)


def ascending(turns: set[int]) -> Turns:
    """Turns as they come from an index."""
    return np.array(sorted(turns), np.uint32)


@given(TURNS, TURNS)
def test_sets(some: set[int], others: set[int]) -> None:
    """What is in both arrays, what is in either, and at which place."""
    left, right = ascending(some), ascending(others)
    met = sorted(some & others)
    assert arrays.both(left, right, SIZE).tolist() == met
    assert arrays.common(left, right).tolist() == met
    assert arrays.among(left, right, SIZE).tolist() == [turn in others for turn in sorted(some)]
    assert arrays.union([left, right], SIZE).tolist() == sorted(some | others)
    assert arrays.merged([left, right]).tolist() == sorted(some | others)
    found, places = arrays.meeting(left, right, SIZE)
    assert found.tolist() == met
    assert places is None or right.take(places).tolist() == met
    wanted, held = arrays.rows(left, right, SIZE)
    assert right[wanted].tolist() == left[held].tolist() == met
    inside = arrays.rows_in(right, found, SIZE)
    assert (right if inside is None else right.take(inside)).tolist() == met


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 300)), max_size=60),
    st.sampled_from([np.uint8, np.uint16, np.uint32]),
    st.sampled_from([SIZE, 1 << 25]),
)
def test_counts_are_added(given_: list[tuple[int, int]], dtype: npt.DTypeLike, size: int) -> None:
    """Each turn once, with all that was counted of it; sums may be more than a byte holds."""
    counted = [(turn, min(count, np.iinfo(dtype).max)) for turn, count in given_]
    expected: Counter[int] = Counter()
    for turn, count in counted:
        expected[turn] += count
    turns = np.array([turn for turn, _ in counted], np.uint32)
    counts = np.array([count for _, count in counted], dtype)
    found, sums = arrays.added(turns, counts, size)
    assert dict(zip(found.tolist(), sums.tolist(), strict=True)) == expected
    assert found.tolist() == sorted(expected)


@given(
    st.lists(
        st.dictionaries(st.integers(0, 30), st.sampled_from([1, 2, 127, 255, 300]), max_size=9),
        min_size=1,
        max_size=5,
    )
)
def test_counts_for_all_turns(lists: list[dict[int, int]]) -> None:
    """A number for each turn of the index, of lists in which each turn is once."""
    size = 31
    pairs = [
        (ascending(set(one)), np.array([one[turn] for turn in sorted(one)], np.uint32))
        for one in lists
    ]
    expected = [sum(one.get(turn, 0) for one in lists) for turn in range(size)]
    assert arrays.in_all_turns(pairs, size).tolist() == expected
    each = [arrays.in_all_turns([pair], size) for pair in pairs]
    assert arrays.summed(each).tolist() == expected
    assert arrays.sorted_runs([turns for turns, _ in pairs]).tolist() == sorted(
        turn for one in lists for turn in one
    )


COUNTED = st.dictionaries(st.integers(0, 60), st.sampled_from([1, 2, 127, 254, 300]), max_size=20)


@given(COUNTED.filter(bool), COUNTED.filter(bool))
def test_a_few_turns_are_inserted(many: dict[int, int], few: dict[int, int]) -> None:
    """The union, with the sum of the counts of a turn that is in both."""
    arrays_of = [
        (ascending(set(one)), np.array([one[turn] for turn in sorted(one)], np.uint16))
        for one in (many, few)
    ]
    turns, counts = arrays.inserted(*arrays_of[0], *arrays_of[1])
    expected = {turn: many.get(turn, 0) + few.get(turn, 0) for turn in many.keys() | few.keys()}
    assert turns.tolist() == sorted(expected)
    assert dict(zip(turns.tolist(), counts.tolist(), strict=True)) == expected
    # Arrays of the index are read-only views: nothing was added in their place.
    assert arrays_of[0][1].tolist() == [many[turn] for turn in sorted(many)]


@given(st.integers(0, 100), st.integers(0, 100_000))
def test_few_is_few_among_many(turns: int, others: int) -> None:
    """A list is inserted into a much longer one only, and never a long one."""
    if arrays.are_few(turns, others):
        assert turns <= 64
        assert turns <= 4 or 300 * (turns - 4) <= others
        assert arrays.are_few(turns, others + 1)
    else:
        assert turns > 4
