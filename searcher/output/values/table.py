"""A table: a header and rows of plain values."""

from collections.abc import Iterable

from searcher.value import Value

#: What a cell holds. None is an empty cell.
Cell = str | int | float | None
Row = tuple[Cell, ...]


class Table(Value):
    """An answer as a table.

    Attributes:
        name: what a row is, in the plural: the name of a sheet, the heading of a page.
        header: the names of the columns: lower case, with underscores, as the keys of the JSON.
        rows: the rows, each as long as the header. It may be read once only, and may be longer
            than memory: print each row before reading the next one.

    Texts are as they are in the index: they may hold line ends, control characters and what a
    spreadsheet takes for a formula. Each format makes them safe for itself.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[Row]
