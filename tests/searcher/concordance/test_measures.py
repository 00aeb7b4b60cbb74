"""The measures give what their sources give, and are symmetric."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.concordance.measures import log_likelihood, log_ratio

#: Pairs of words in 31,777 words of news: how often both, the first with another word, the second
#: after another word, neither; and their log-likelihood. T. Dunning 1993, table 2.
DUNNING = [
    (110, 2442, 111, 29114, 270.72),
    (29, 13, 123, 31612, 263.90),
    (31, 23, 139, 31584, 256.84),
    (10, 0, 3, 31764, 167.23),
]

counts = st.integers(0, 10_000)
sizes = st.integers(1, 1_000_000)


@pytest.mark.parametrize(("both", "first", "second", "neither", "expected"), DUNNING)
def test_log_likelihood_of_pairs_of_words(
    both: int, first: int, second: int, neither: int, expected: float
) -> None:
    """Dunning sums over all four cells; the form used here has the two of the word."""
    size, of_others = both + first, second + neither
    cells = log_likelihood(both, second, size, of_others)
    rest = log_likelihood(first, neither, size, of_others)
    assert float(cells + rest) == pytest.approx(expected, abs=0.006)


def test_log_likelihood_by_hand() -> None:
    """Twice as often in corpora of one size: E is 15 for both; 2 (20 ln 20/15 + 10 ln 10/15)."""
    assert float(log_likelihood(20, 10, 1000, 1000)) == pytest.approx(3.398, abs=0.001)
    # Only one of them says it.
    assert float(log_likelihood(10, 0, 1000, 1000)) == pytest.approx(20 * np.log(2))


@pytest.mark.parametrize(
    ("one", "other", "of_one", "of_other", "expected"),
    [
        (20, 10, 1000, 1000, 1),
        (10, 20, 1000, 1000, -1),
        (40, 10, 1000, 1000, 2),
        (20, 10, 2000, 1000, 0),
        # A frequency of 0 counts as a half.
        (8, 0, 1000, 1000, 4),
        (0, 8, 1000, 1000, -4),
        (0, 0, 1000, 1000, 0),
        (5, 5, 0, 1000, 0),
    ],
)
def test_log_ratio(one: int, other: int, of_one: int, of_other: int, expected: float) -> None:
    """Each doubling of the ratio of the relative frequencies is 1."""
    assert float(log_ratio(one, other, of_one, of_other)) == pytest.approx(expected)


@given(counts, counts, sizes, sizes)
def test_they_are_symmetric(one: int, other: int, of_one: int, of_other: int) -> None:
    """Which corpus is the first one turns the sign of the ratio only."""
    given_so, turned = (one, other, of_one, of_other), (other, one, of_other, of_one)
    assert log_likelihood(*given_so) == pytest.approx(log_likelihood(*turned))
    assert log_ratio(*given_so) == pytest.approx(-log_ratio(*turned))
    assert log_likelihood(*given_so) >= 0


@given(st.lists(st.tuples(counts, counts, sizes, sizes), max_size=9))
def test_arrays_are_numbers_one_by_one(rows: list[tuple[int, int, int, int]]) -> None:
    """Whole columns at once give the same."""
    columns = np.array(rows, float).reshape(-1, 4).T
    for measure in (log_likelihood, log_ratio):
        assert measure(*columns).tolist() == [float(measure(*row)) for row in rows]


def test_nothing_is_no_difference() -> None:
    """Without words or matches both are 0."""
    assert float(log_likelihood(0, 0, 10, 10)) == 0
    assert float(log_likelihood(3, 0, 0, 10)) == 0
    assert float(log_likelihood(0, 0, 0, 0)) == float(log_ratio(0, 0, 0, 0)) == 0
