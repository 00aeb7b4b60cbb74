"""Times of the clock as JSON has them."""

import pytest

from corpus.readers.json.times import clock_time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_500_000_000, 1_500_000_000.0),
        (1_500_000_000_250, 1_500_000_000.25),
        ("1500000000", 1_500_000_000.0),
        ("2017-07-14T02:40:00Z", 1_500_000_000.0),
        (10**400, None),
        ("9" * 400, None),
        (float("nan"), None),
        (float("inf"), None),
        (-1, None),
        (True, None),
        ("soon", None),
        ("soon, T", None),
    ],
)
def test_a_time_of_the_clock(value: object, expected: float | None) -> None:
    """Seconds or milliseconds; of anything else none, however large it is."""
    assert clock_time(value) == expected
