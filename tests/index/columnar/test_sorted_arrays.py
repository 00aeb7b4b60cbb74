"""The places of numbers in a sorted array, found in either of two ways."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import sorted_arrays
from index.columnar.sorted_arrays import insertion_points

NUMBERS = st.lists(st.integers(0, 40), max_size=60).map(sorted)


@given(NUMBERS, NUMBERS, st.sampled_from([0, 1_000]))
def test_insertion_points(others: list[int], some: list[int], few: int) -> None:
    """By binary search or by merging, with numbers that occur several times on both sides."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_arrays, "_SHORTEST_MERGE", few)
        patch.setattr(sorted_arrays, "_SEARCH_RATIO", 1_000)
        found = insertion_points(np.array(others, np.int64), np.array(some, np.int64))
    assert found.tolist() == [sum(other < one for other in others) for one in some]
