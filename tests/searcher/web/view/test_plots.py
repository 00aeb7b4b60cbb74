"""Plots as percentages: nothing is outside, what is larger is higher, neighbours are joined."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searcher.web.view import plots

VALUES = st.lists(st.floats(0, 1e9), max_size=300)


@given(VALUES)
def test_columns(values: list[float]) -> None:
    """One for each value, side by side, as high as its part of the highest one."""
    names = [str(number) for number in range(len(values))]
    plot = plots.columns(names, values, names)
    assert len(plot.columns) == len(values)
    assert plot.most == max(values, default=0)
    for column, value in zip(plot.columns, values, strict=True):
        assert 0 <= column.x <= column.x + column.width <= 100.02
        assert abs(column.y + column.height - plots.BOTTOM) < 0.02
        assert column.y >= plots.TOP - 0.01
        assert (column.height > 0) == (value > 0)
    by_value = sorted(zip(values, plot.columns, strict=True), key=lambda pair: pair[0])
    heights = [column.height for _, column in by_value]
    assert heights == sorted(heights)


@given(st.integers(0, 400), st.sampled_from([4, 7, 9, 60]))
def test_ticks(count: int, width: int) -> None:
    """In order, at equal distances, not more than fit; the last one is among them."""
    names = [f"{number:0{width}}" for number in range(count)]
    ticks = plots.columns(names, [1.0] * count, names).ticks
    shown = [names.index(tick.name) for tick in ticks]
    assert shown[-1:] == [*range(count)][-1:]
    assert len({after - before for before, after in pairwise(shown)}) <= 1
    assert all(after > before for before, after in pairwise(shown))
    assert len(ticks) <= max(2, 42 // (width + 2))
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)


@given(st.lists(st.none() | st.floats(0, 100), max_size=40))
def test_lines_are_broken_where_nothing_is_known(values: list[float | None]) -> None:
    """A point for each value, and a part between each two neighbours that have one."""
    names = [str(number) for number in range(len(values))]
    (line,) = plots.lines(names, [values], [names]).lines
    known = [place for place, value in enumerate(values) if value is not None]
    assert [int(point.told) for point in line.points] == known
    pairs = [(place, place + 1) for place in known if place + 1 in known]
    assert [(int(a.told), int(b.told)) for a, b in line.parts] == pairs


@given(st.lists(st.integers(0, 9), min_size=100, max_size=100))
def test_strips(counts: list[int]) -> None:
    """A mark for each part of a program where something is said."""
    marks = plots.strip(counts)
    assert [mark.x for mark in marks] == [float(n) for n, count in enumerate(counts) if count]
    assert all(0 < mark.height <= 100 and mark.y + mark.height == 100 for mark in marks)


@given(st.integers(0, 5_000))
def test_neighbours_are_joined(count: int) -> None:
    """Each is in one part, and there are not too many of these."""
    parts = plots.steps(count)
    assert [place for part in parts for place in range(count)[part]] == [*range(count)]
    assert len(parts) <= plots.MOST_COLUMNS
