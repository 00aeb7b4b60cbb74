"""CSV: what a second reader reads is what was said, and nothing is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.archive import Archive
from searcher.output.formats.csv import printer
from searcher.output.values.table import Table
from searcher.safe_text import plain


def written(*rows: tuple[str | int | float | None, ...]) -> str:
    """A table with these rows as CSV."""
    out = io.StringIO(newline="")
    printer(out).table(Table("things", tuple(f"c{n}" for n in range(len(rows[0]))), rows))
    return out.getvalue()


def read(text: str) -> list[list[str]]:
    """The cells that a reader of CSV finds."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_lines_end_as_the_rfc_says() -> None:
    """And cells with commas, quotes and line ends are in quotes."""
    assert written(("a,b", 'say "so"', "two\nlines", 3, None)) == (
        'c0,c1,c2,c3,c4\r\n"a,b","say ""so""","two\nlines",3,\r\n'
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " \n =cmd()", "＝1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    """A quote mark before it makes it text."""
    [[_], [cell]] = read(written((text,)))
    assert cell == "'" + plain(text)


def test_numbers_stay_numbers() -> None:
    """Below zero, too: a number is no formula."""
    assert read(written((-1.5, 0)))[1] == ["-1.5", "0"]


@given(st.text())
def test_what_was_written_is_read(text: str) -> None:
    """Any text, but for control characters, which are made visible."""
    [[_, _], [cell, end]] = read(written((text, "end")))
    assert cell.removeprefix("'") == plain(text).removeprefix("'")
    assert end == "end"


def test_quotes_of_a_search(archive: Archive) -> None:
    """A header, then a row for each."""
    out = io.StringIO(newline="")
    found = archive.search("M protein")
    printer(out).results(found)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert [row["text"] for row in rows] == [quote.turn.text for quote in found]
