"""The printer of Excel workbooks, whose cells are texts and numbers, and never formulas."""

from collections.abc import Iterable, Iterator
from shutil import copyfileobj
from typing import IO, TYPE_CHECKING, Any, TextIO

from searcher.output.streams import destination
from searcher.output.values.rows_printer import RowsPrinter
from searcher.output.values.table import Row, Table
from searcher.safe_text import plain_xml, warn

if TYPE_CHECKING:
    # It takes longer to import than a search takes to answer.
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The most rows of a sheet, its header included, and the most units of UTF-16 of a cell.
ROWS = 1_048_576
UNITS = 32_767

#: The width of columns of long texts, and of others, in characters.
_LONG = {"text": 80, "question": 50, "before": 50, "after": 50, "title": 30, "speaker": 24}
_WIDTH = 14


def printer(out: TextIO) -> "XlsxPrinter":
    """The printer of Excel workbooks on a stream."""
    return XlsxPrinter(out)


class XlsxPrinter(RowsPrinter):
    """Writes a workbook row by row; a sheet that is full is followed by another one."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._cut = 0

    def table(self, table: Table) -> None:
        """Write a table as a workbook."""
        # As above.
        from tempfile import TemporaryFile

        from xlsxwriter.exceptions import FileCreateError

        below = destination.bytes_of(self._out)
        # Written to directly, a pipe that was closed would be an error of another kind.
        with TemporaryFile() as file:
            try:
                self._workbook(file, table)
            except FileCreateError as error:
                raise error.args[0] from error
            file.seek(0)
            copyfileobj(file, below)
        if self._cut:
            warn(f"{self._cut:,} cells are longer than Excel allows, and were cut")

    def _workbook(self, file: IO[bytes], table: Table) -> None:
        # As above.
        from xlsxwriter.workbook import Workbook

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(file, options) as workbook:
            workbook.set_properties({"title": table.name})
            rows = iter(table.rows)
            number = 1
            while True:
                name = table.name if number == 1 else f"{table.name} {number}"
                if self._sheet(workbook, name, table.header, rows) < ROWS:
                    break
                number += 1

    def _sheet(
        self, workbook: "Workbook", name: str, header: tuple[str, ...], rows: Iterator[Row]
    ) -> int:
        """Write a sheet, and return how many rows it has."""
        sheet = workbook.add_worksheet(name[:31])
        for column, title in enumerate(header):
            sheet.set_column(column, column, _LONG.get(title, _WIDTH))
        bold = workbook.add_format({"bold": True, "bottom": 1})
        top = workbook.add_format({"valign": "top"})
        wrapped = workbook.add_format({"valign": "top", "text_wrap": True})
        sheet.freeze_panes(1, 0)
        self._row(sheet, 0, header, [bold] * len(header))
        formats = [wrapped if title in _LONG else top for title in header]
        used = 1
        for row in _some(rows, ROWS - 1):
            self._row(sheet, used, row, formats)
            used += 1
        sheet.autofilter(0, 0, max(used - 1, 1), len(header) - 1)
        return used

    def _row(self, sheet: "Worksheet", number: int, row: Row, formats: list[Any]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, str):
                # `write` would guess what the text is.
                sheet.write_string(number, column, self._fitting(value), formats[column])
            elif value is not None:
                sheet.write_number(number, column, value, formats[column])

    def _fitting(self, value: str) -> str:
        """A text as long as a cell can be."""
        text = plain_xml(value)
        if len(text) * 2 <= UNITS or len(text.encode("utf-16-le")) // 2 <= UNITS:
            return text
        self._cut += 1
        return text.encode("utf-16-le")[: 2 * (UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _some(rows: Iterable[Row], most: int) -> Iterator[Row]:
    """At most so many of the rows that are left."""
    for _, row in zip(range(most), rows, strict=False):
        yield row
