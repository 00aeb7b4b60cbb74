"""The printer of tab-separated values: a line for each row, for `cut`, `sort` and `awk`."""

from typing import TextIO

from searcher.output.formats.csv import cell
from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Table


def printer(out: TextIO) -> "TsvPrinter":
    """The printer of TSV on a stream."""
    return TsvPrinter(out)


class TsvPrinter(RowsPrinter):
    """Writes a header and a line for each row; tabs and line ends in a cell become blanks."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def table(self, table: Table) -> None:
        """Write a table."""
        self._out.write("\t".join(table.header) + "\n")
        for row in table.rows:
            cells = ("" if value is None else str(cell(value)) for value in row)
            self._out.write("\t".join(" ".join(one.splitlines()) for one in cells) + "\n")
