"""Excel: a second reader finds texts and numbers, and no formula."""

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from searcher.archive import Archive
from searcher.output.formats import xlsx
from searcher.output.values.table import Row, Table
from searcher.safe_text import plain_xml
from tests.conftest import Run
from tests.searcher.output import hostile


def binary() -> io.TextIOWrapper:
    """A stream of text over bytes in memory, as a file or standard output is."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def read(out: io.TextIOWrapper) -> Any:
    """The workbook that was written."""
    assert isinstance(out.buffer, io.BytesIO)
    return openpyxl.load_workbook(io.BytesIO(out.buffer.getvalue()))


def written(*rows: Row) -> Any:
    """The workbook of a table with these rows."""
    out = binary()
    xlsx.printer(out).table(Table("things", tuple(f"c{n}" for n in range(len(rows[0]))), rows))
    return read(out)


@pytest.mark.parametrize(
    "text", [*hostile.TEXTS, "+1", "-1", "@x", "\t=1", "{=1}", "https://x.example"]
)
def test_texts_are_texts(text: str) -> None:
    """No cell is a formula, a link, a number or an escape."""
    cell = written((text,)).active["A2"]
    assert cell.data_type == "s"
    assert unescape(cell.value) == plain_xml(text)
    assert cell.hyperlink is None


def test_numbers_are_numbers() -> None:
    """And what is not known is empty."""
    [_, cells] = written((3, -1.5, None, "")).active.iter_rows()
    assert [cell.value for cell in cells] == [3, -1.5, None, ""]
    assert [cell.data_type for cell in cells[:2]] == ["n", "n"]


def test_quotes_of_a_search(archive: Archive) -> None:
    """A header that stays in view, then a row for each, streamed or not."""
    for streamed in (False, True):
        out = binary()
        if streamed:
            xlsx.printer(out).every(archive.every("M protein"))
        else:
            xlsx.printer(out).results(archive.search("M protein", limit=13))
        sheet = read(out)["quotes"]
        header, *rows = sheet.iter_rows(values_only=True)
        assert header[:4] == ("rank", "speaker", "role", "text")
        assert [row[0] for row in rows] == [*range(1, 14)]
        assert sheet.freeze_panes == "A2"


def test_a_cell_that_is_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    """It is cut where Excel would refuse the file, and that is said."""
    long = "a" * 40_000
    cell = written((long,)).active["A2"].value
    assert cell == "a" * 32_766 + "…"
    assert "1 cells are longer than Excel allows" in capsys.readouterr().err
    faces = "😀" * 20_000
    cut = written((faces,)).active["A2"].value
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert faces.startswith(cut[:-1])


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """They go on in the next sheet, below the same header."""
    monkeypatch.setattr(xlsx, "ROWS", 4)
    book = written(*((number,) for number in range(7)))
    assert book.sheetnames == ["things", "things 2", "things 3"]
    values = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    assert values == [["c0", 0, 1, 2], ["c0", 3, 4, 5], ["c0", 6]]


def test_it_is_not_for_a_terminal(
    run: Run, samples_index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is Word."""
    monkeypatch.setattr("searcher.output.streams.terminal.is_a_terminal", lambda _: True)
    for name in ("xlsx", "docx"):
        done = run("programs", "--index", samples_index, "--format", name)
        assert done.status == 2
        assert done.out == ""
        assert f"--format {name} is not for a terminal; add --output FILE.{name}" in done.err
