"""The printer of comma-separated values (RFC 4180), for spreadsheets and tools of data."""

import csv
from typing import TextIO

from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Cell, Table
from searcher.safe_text import inert, plain


def printer(out: TextIO) -> "CsvPrinter":
    """The printer of CSV on a stream."""
    return CsvPrinter(out)


class CsvPrinter(RowsPrinter):
    """Writes a header and a line for each row. Lines end with CR and LF, as the RFC says."""

    def __init__(self, out: TextIO) -> None:
        self._writer = csv.writer(out)

    def table(self, table: Table) -> None:
        """Write a table."""
        self._writer.writerow(table.header)
        for row in table.rows:
            self._writer.writerow([*map(cell, row)])


def cell(value: Cell) -> Cell:
    """A value that no spreadsheet takes for a formula and no terminal obeys."""
    return plain(inert(value)) if isinstance(value, str) else value
