"""TSV: a line for each row, whatever the cells hold."""

import io

from hypothesis import given
from hypothesis import strategies as st

from searcher.output.formats.tsv import printer
from searcher.output.values.table import Table


def written(*rows: tuple[str | int | None, ...]) -> str:
    """A table with these rows as TSV."""
    out = io.StringIO(newline="")
    printer(out).table(Table("things", tuple(f"c{n}" for n in range(len(rows[0]))), rows))
    return out.getvalue()


def test_a_table() -> None:
    """Tabs and line ends become blanks, and formulas text."""
    assert written(("a\tb", "two\nlines", 3, None), ("=1", "", 0, "x")) == (
        "c0\tc1\tc2\tc3\na b\ttwo lines\t3\t\n'=1\t\t0\tx\n"
    )


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_each_row_is_a_line(cells: list[str]) -> None:
    """With as many cells as the header."""
    head, line, rest = written(tuple(cells)).split("\n")
    assert line.count("\t") == head.count("\t") == 2
    assert rest == ""
    assert line.splitlines() in ([line], [])
