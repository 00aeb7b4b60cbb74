"""Tables for people: columns that share the width of the terminal, cells that wrap."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from operator import le

from searcher.output.layout.styled import QUIET, Line, Run, columns, run, wrapped

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
    cells = [[[Run(name, QUIET)] for name in names], *rows]
    texts = [[_text(cell) for cell in row] for row in cells]
    used = [[*map(_width, row)] for row in texts]
    widths = _shared([max(column) for column in zip(*used, strict=True)], width, names)
    right = [name in numbers for name in names]
    for number, (row, words, wide) in enumerate(zip(cells, texts, used, strict=True)):
        if all(map(le, wide, widths)) and "\n" not in "".join(words):
            # Most rows are one line.
            yield _line(row, wide, widths, right)
        else:
            yield from _lines(row, widths, right)
        if not number:
            yield [Run("─" * (sum(widths) + _GAP * (len(names) - 1)), QUIET)]


def text(content: str, style: str = "") -> Cell:
    """A cell of one style; an empty one has no run."""
    return [run(content, style)] if content else ()


def _text(cell: Cell) -> str:
    return cell[0].text if len(cell) == 1 else "".join([one.text for one in cell])


def _width(text: str) -> int:
    """How many columns the text of a cell takes if none of its lines is wrapped."""
    return max(map(columns, text.split("\n"))) if "\n" in text else columns(text)


def _shared(wide: Sequence[int], width: int, names: Sequence[str]) -> list[int]:
    """The width of each column: wide ones are made narrower until all fit."""
    limit = max(wide)
    room = width - _GAP * (len(names) - 1)
    while sum(min(one, limit) for one in wide) > room and limit > _NARROWEST:
        limit -= 1
    return [min(one, limit) for one in wide]


def _lines(row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool]) -> Iterator[Line]:
    """The lines of a row in which a cell has several."""
    wrapped_cells = [list(wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)]
    for cells in zip_longest(*wrapped_cells, fillvalue=()):
        yield _line(cells, [_width(_text(cell)) for cell in cells], widths, right)


def _line(
    cells: Sequence[Cell], used: Sequence[int], widths: Sequence[int], right: Sequence[bool]
) -> Line:
    """One line of a row; `used` is the width of each cell."""
    line: list[Run] = []
    blanks = 0
    for cell, wide, width, is_number in zip(cells, used, widths, right, strict=True):
        if cell:
            blanks += width - wide if is_number else 0
            if blanks:
                line.append(Run(" " * blanks))
            line += cell
            blanks = 0 if is_number else width - wide
        else:
            blanks += width
        blanks += _GAP
    return line
