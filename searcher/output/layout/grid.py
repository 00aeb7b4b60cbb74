"""A grid of names, numbers and bars: one line a row, whatever the width of the terminal."""

from collections.abc import Sequence
from typing import NamedTuple

from searcher.output.layout.charts import CHART, bar
from searcher.output.layout.styled import QUIET, Line, Run, columns, cut

_GAP = 2
#: A name is not made narrower for the sake of numbers, which are left out then.
_NAME = 20
_BAR, _WIDEST_BAR = 8, 30


class Column(NamedTuple):
    """A column of numbers, aligned to the right.

    Attributes:
        head: its name.
        cells: the number of each row, as text.
        drop: which columns are left out on a narrow terminal: those with the highest number
            first; one with 0 never.
        style: of the cells.
    """

    head: str
    cells: Sequence[str]
    drop: int = 0
    style: str = ""


class Grid(NamedTuple):
    """What a grid shows.

    Attributes:
        head: the name of the column of names.
        names: the name of each row, as runs.
        numbers: the columns of numbers.
        bars: the part of the greatest bar of each row; None without bars.
        below: how many of the last rows are below a rule: sums.
        drop: as in `Column`, of the bars.
    """

    head: str
    names: Sequence[Line]
    numbers: Sequence[Column]
    bars: Sequence[float] | None = None
    below: int = 0
    drop: int = 3

    def lines(self, width: int) -> list[Line]:
        """The lines that fit: names are shortened, and then columns are left out."""
        wide = max([columns(_text(name)) for name in self.names] + [len(self.head)])
        least = min(wide, _NAME)
        numbers, has_bars = list(self.numbers), self.bars is not None
        while least + _taken(numbers) + (_GAP + _BAR if has_bars else 0) > width:
            drop = max((one.drop for one in numbers), default=0)
            if has_bars and self.drop >= drop:
                has_bars = False
            elif drop:
                numbers = [one for one in numbers if one.drop != drop]
            else:
                break
        room = width - _taken(numbers)
        names = max(1, min(wide, room - (_GAP + _BAR if has_bars else 0)))
        bars = min(_WIDEST_BAR, room - names - _GAP) if has_bars else 0
        lines = [self._row(None, numbers, names, bars)]
        rule: Line = [Run("─" * (names + _taken(numbers)), QUIET)]
        lines.append(rule)
        for row in range(len(self.names)):
            if self.below and row == len(self.names) - self.below and row:
                lines.append(rule)
            lines.append(self._row(row, numbers, names, bars))
        return lines

    def _row(self, row: int | None, numbers: Sequence[Column], names: int, bars: int) -> Line:
        name = [Run(self.head, QUIET)] if row is None else self.names[row]
        line = shortened(name, names)
        blanks = names - columns(_text(line))
        for one in numbers:
            text, style = (one.head, QUIET) if row is None else (one.cells[row], one.style)
            blanks += _GAP + _width(one) - columns(text)
            line += [Run(" " * blanks), Run(text, style)]
            blanks = 0
        if bars and row is not None and self.bars is not None and (part := self.bars[row]):
            line += [Run(" " * _GAP), Run(bar(part, bars), CHART)]
        return line


def shortened(line: Line, width: int) -> list[Run]:
    """Runs that take at most `width` columns, with an ellipsis where they are cut."""
    if columns(_text(line)) <= width:
        return list(line)
    end = len(_text(line))
    while end and columns(_text(line)[:end]) > width - 1:
        end -= 1
    return [*cut(line, 0, end), Run("…", QUIET)]


def _taken(numbers: Sequence[Column]) -> int:
    return sum(_GAP + _width(one) for one in numbers)


def _width(column: Column) -> int:
    return max(columns(column.head), *map(columns, column.cells), 0)


def _text(line: Line) -> str:
    return "".join([one.text for one in line])
