"""Tables: columns share the width, cells wrap."""

from collections.abc import Sequence

from searcher.output.layout.styled import run
from searcher.output.layout.table import table, text


def lines(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: str = ""
) -> list[str]:
    """A table as it is printed without styles."""
    cells = [[text(cell) for cell in row] for row in rows]
    return ["".join(one.text for one in line) for line in table(names, cells, width, [numbers])]


def test_columns_are_as_wide_as_their_cells() -> None:
    """Numbers are aligned to the right, and no line ends in a blank."""
    assert lines(("name", "turns"), [("Ann", "7"), ("Bo", "1,200")], 80, "turns") == [
        "name  turns",
        "───────────",
        "Ann       7",
        "Bo    1,200",
    ]


def test_a_wide_column_is_wrapped() -> None:
    """The other one keeps its width."""
    assert lines(("id", "title"), [("a-1", "one two three four")], 16) == [
        "id   title",
        "────────────────",
        "a-1  one two",
        "     three four",
    ]


def test_no_rows() -> None:
    """Only the head is left."""
    assert lines(("id", "title"), [], 80) == ["id  title", "─────────"]


def test_a_cell_of_several_lines_and_wide_letters() -> None:
    """A line end starts a line; letters of East Asia take two columns."""
    rows = [([run("語語\nrole")], text("x")), (text("ab"), text("y"))]
    assert ["".join(one.text for one in line) for line in table(("a", "b"), rows, 40)] == [
        "a     b",
        "───────",
        "語語  x",
        "role",
        "ab    y",
    ]
