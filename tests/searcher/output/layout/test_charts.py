"""Charts are as long and as high as their values, to an eighth of a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.output.layout.charts import bar, levels, trend, two_sided
from searcher.safe_text import replacing


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (0, ""),
        (1, "████"),
        (0.5, "██"),
        (0.25 + 1 / 32, "█▏"),
        (7 / 32, "▉"),
        (0.0001, "▏"),
        (2, "████"),
        (-1, ""),
    ],
)
def test_bars(part: float, expected: str) -> None:
    """A very small part is seen; more than all is not."""
    assert bar(part, 4) == expected


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 50))
def test_a_longer_bar_is_not_less(one: float, other: float, width: int) -> None:
    """And none is wider than its place."""
    eighths = {"█": 8, "▉": 7, "▊": 6, "▋": 5, "▌": 4, "▍": 3, "▎": 2, "▏": 1}
    lengths = [sum(eighths[block] for block in bar(part, width)) for part in (one, other)]
    assert (lengths[0] <= lengths[1]) or one > other
    assert len(bar(one, width)) <= width
    assert bool(bar(one, width)) == (one > 0)


@pytest.mark.parametrize(
    ("part", "expected"), [(0, "  │"), (1, "  │██"), (-1, "██│"), (0.25, "  │▌"), (-0.75, "▐█│")]
)
def test_two_sided_bars(part: float, expected: str) -> None:
    """To the left below 0, to the right above it, from one axis."""
    assert "".join(run.text for run in two_sided(part, 2)) == expected


def test_levels() -> None:
    """The greatest one is a full block, the least one above 0 is seen."""
    assert levels([0, 1, 4, 8, 0.1], 8, "·") == "·▁▄█▁"
    assert levels([0, 0], 0) == "  "


def test_a_trend() -> None:
    """With its highest value and its ends; what is not 0 is seen."""
    lines = trend(["2019", "2020", "2021"], [0.01, 0, 10], 40)
    assert ["".join(run.text for run in line) for line in lines] == [
        "10.00 ┤            █████",
        "      │            █████",
        "      │            █████",
        "      │            █████",
        "    0 ┤▁▁▁▁▁       █████",
        "       2019          2021",
    ]


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0], [1.0]])
def test_a_trend_of_little(values: list[float]) -> None:
    """One value has one name, nothing has no height."""
    names = [str(2019 + number) for number in range(len(values))]
    lines = ["".join(run.text for run in line) for line in trend(names, values, 20)]
    assert len(lines) == 6
    assert lines[-1].split() == names


def test_a_terminal_without_blocks() -> None:
    """Every block has a character of ASCII that is about as long or as high."""
    shown = bar(7 / 8, 8) + levels(range(9), 8) + "".join(run.text for run in two_sided(-0.75, 2))
    written = shown.encode("ascii", replacing("ascii")).decode()
    assert written == "####### __--==####|"[:7] + " __--==##" + "##|"
