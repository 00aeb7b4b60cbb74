"""Plots as numbers for SVG: percentages of a picture that is as wide as the page.

Lengths in percent need no `viewBox`, so the letters beside them keep their size on any screen.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

#: More columns than this are too narrow to be seen: neighbours are joined.
MOST_COLUMNS = 160
#: How many letters fit below a plot on a narrow screen, with the blanks beside each name.
_LETTERS, _BESIDE = 40, 2
#: With more columns than this, the names at the ends would stand out at the sides.
_NARROW = 6
#: Where the plot begins and ends, from the top, in percent: above it is the highest value, below
#: it are the names.
TOP, BOTTOM = 10.0, 86.0
#: How much of its place a column takes.
_WIDTH = 0.8


class Column(NamedTuple):
    """A column, in percent of the plot.

    Attributes:
        x, y: its left upper corner.
        width, height: its size.
        told: what it stands for, in words.
    """

    x: float
    y: float
    width: float
    height: float
    told: str = ""


class Point(NamedTuple):
    """A point of a line, in percent of the plot, with what it stands for in words."""

    x: float
    y: float
    told: str


class Line(NamedTuple):
    """A line.

    Attributes:
        points: its points, in the order of time.
        parts: the parts between neighbours: there is none where nothing is known between.
    """

    points: tuple[Point, ...]
    parts: tuple[tuple[Point, Point], ...]


class Tick(NamedTuple):
    """A name below a plot.

    Attributes:
        name: the name.
        x: its place, in percent.
        anchor: what of the name is at this place: `start`, `middle` or `end`.
    """

    name: str
    x: float
    anchor: str


class Plot(NamedTuple):
    """Columns over time, or lines.

    Attributes:
        columns: the columns.
        lines: the lines.
        ticks: the names below.
        most: the highest value.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    most: float


def columns(names: Sequence[str], values: Sequence[float], told: Sequence[str]) -> Plot:
    """Values over time as columns.

    Args:
        names: of the values, such as years.
        values: 0 or more each.
        told: each value in words.
    """
    most = max(values, default=0.0)
    step = 100 / max(len(values), 1)
    made = []
    for place, (value, words) in enumerate(zip(values, told, strict=True)):
        height = _height(value, most)
        left = (place + (1 - _WIDTH) / 2) * step
        column = Column(_percent(left), _percent(BOTTOM - height), _percent(_WIDTH * step),
                        _percent(height), words)  # fmt: skip
        made.append(column)
    return Plot(tuple(made), (), _ticks(names), most)


def lines(
    names: Sequence[str], series: Sequence[Sequence[float | None]], told: Sequence[Sequence[str]]
) -> Plot:
    """Several values over time as a line each.

    Args:
        names: as in `columns`.
        series: the values of each line; None where there is no value: the line is broken there.
        told: the same in words.
    """
    most = max((value for values in series for value in values if value is not None), default=0.0)
    made = tuple(_line(values, words, most) for values, words in zip(series, told, strict=True))
    return Plot((), made, _ticks(names), most)


def _line(values: Sequence[float | None], told: Sequence[str], most: float) -> Line:
    points = [
        None
        if value is None
        else Point(
            _percent(_middle(place, len(values))), _percent(BOTTOM - _height(value, most)), words
        )
        for place, (value, words) in enumerate(zip(values, told, strict=True))
    ]
    parts = [(one, other) for one, other in pairwise(points) if one and other]
    return Line(tuple(filter(None, points)), tuple(parts))


def strip(counts: Sequence[int]) -> tuple[Column, ...]:
    """Where in a program something is said: a column for each part of it, as high as it is often.

    Args:
        counts: how many matches are in each part.
    """
    most = max(counts)
    width = 100 / len(counts)
    made = []
    for number, count in enumerate(counts):
        if count:
            # One match is seen, too.
            height = 35 + 65 * (count - 1) / max(most - 1, 1)
            made.append(
                Column(_percent(number * width), _percent(100 - height), width, _percent(height))
            )
    return tuple(made)


def steps(count: int) -> list[slice]:
    """Which neighbours are one column, where there are too many of them: the same number each."""
    size = -(-count // MOST_COLUMNS)
    return [slice(start, start + size) for start in range(0, count, max(size, 1))]


def _height(value: float, most: float) -> float:
    """The height of a value; what is not 0 is seen."""
    if not value or not most:
        return 0.0
    return max((BOTTOM - TOP) * value / most, 0.8)


def _middle(place: int, count: int) -> float:
    return 100 * (place + 0.5) / max(count, 1)


def _ticks(names: Sequence[str]) -> tuple[Tick, ...]:
    """The last name and a few before it; those at the ends are inside of the plot."""
    count = len(names)
    widest = max(map(len, names), default=0) + _BESIDE
    shown = min(count, max(2, _LETTERS // widest))
    last = count - 1
    step = max(1, -(-last // max(shown - 1, 1)))
    # At equal distances, and the last one is among them.
    places = range(last % step, count, step)
    made = []
    for place in places:
        x, anchor = _middle(place, count), "middle"
        if count > _NARROW and place in (0, last):
            x, anchor = (100.0, "end") if place else (0.0, "start")
        made.append(Tick(names[place], _percent(x), anchor))
    return tuple(made)


def _percent(value: float) -> float:
    return round(value, 2)
