"""Tables for people: columns that share the width of the terminal, cells that wrap."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from searcher.output.styled import QUIET, Line, Run, columns, run, wrapped

#: Between two columns.
_GAP = 2
#: A column is not made narrower for the sake of others.
_NARROWEST = 4

Cell = Sequence[Run]


def table(
    names: Sequence[str], rows: Sequence[Sequence[Cell]], width: int, numbers: Collection[str] = ()
) -> Iterator[Line]:
    """The lines of a table: a head, a rule, then the rows.

    Args:
        names: the names of the columns.
        rows: the cells of each row, as runs; a line end in a cell starts a new line.
        width: the width of the table in columns of the terminal.
        numbers: the names of columns that are aligned to the right.
    """
    wide = [max(columns(name), 1) for name in names]
    for row in rows:
        for place, cell in enumerate(row):
            text = "".join(part.text for part in cell)
            longest = max(map(columns, text.split("\n"))) if "\n" in text else columns(text)
            wide[place] = max(wide[place], longest)
    widths = _shared(wide, width - _GAP * (len(names) - 1))
    right = [name in numbers for name in names]
    yield from _row([[Run(name, QUIET)] for name in names], widths, right)
    yield [Run("─" * (sum(widths) + _GAP * (len(names) - 1)), QUIET)]
    for row in rows:
        yield from _row(row, widths, right)


def text(content: str, style: str = "") -> Cell:
    """A cell of one style."""
    return [run(content, style)]


def _shared(wide: Sequence[int], width: int) -> list[int]:
    """The width of each column: wide ones are made narrower until all fit."""
    limit = max(wide)
    while sum(min(one, limit) for one in wide) > width and limit > _NARROWEST:
        limit -= 1
    return [min(one, limit) for one in wide]


def _row(cells: Sequence[Cell], widths: Sequence[int], right: Sequence[bool]) -> Iterator[Line]:
    """The lines of one row."""
    in_lines = [list(wrapped(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*in_lines, fillvalue=()):
        line: list[Run] = []
        missing = 0
        for part, width, is_number in zip(parts, widths, right, strict=True):
            used = sum(columns(one.text) for one in part)
            if part:
                before = missing + (width - used if is_number else 0)
                line += [Run(" " * before), *part] if before else part
                missing = 0 if is_number else width - used
            else:
                missing += width
            missing += _GAP
        yield line
