"""A grid fits its width: names are shortened, and then columns are left out, matches never."""

from hypothesis import given
from hypothesis import strategies as st

from searcher.output.layout.grid import Column, Grid, shortened
from searcher.output.layout.styled import Line, Run, columns

GRID = Grid(
    "speaker",
    [[Run("Samuel Adeyinka of Calder Valley")], [Run("Bo")], [Run("total")]],
    (
        Column("matches", ["1,204", "3", "1,207"]),
        Column("turns", ["90", "2", "92"], 2),
        Column("share", ["99.8%", "0.2%", "100.0%"], 4),
    ),
    [1, 3 / 1204, 0],
    below=1,
)


def shown(lines: list[Line]) -> list[str]:
    """The text of lines."""
    return ["".join(run.text for run in line) for line in lines]


def test_all_fits() -> None:
    """Names to the left, numbers to the right, then bars; a rule above the sums."""
    assert shown(GRID.lines(80)) == [
        "speaker                           matches  turns   share",
        "────────────────────────────────────────────────────────",
        "Samuel Adeyinka of Calder Valley    1,204     90   99.8%  ██████████████████████",
        "Bo                                      3      2    0.2%  ▏",
        "────────────────────────────────────────────────────────",
        "total                               1,207     92  100.0%",
    ]


def test_names_are_shortened_first() -> None:
    """And the bars get what they need."""
    assert shown(GRID.lines(48))[2] == "Samuel Adeyinka of Ca…    1,204     90  ████████"


def test_then_columns_are_left_out() -> None:
    """Those that matter least first, and the bars in their turn."""
    assert shown(GRID.lines(44))[2] == "Samuel Adeyinka of Calder V…    1,204     90"
    assert shown(GRID.lines(34))[2] == "Samuel Adeyinka of Calde…    1,204"
    assert shown(GRID.lines(26))[2] == "Samuel Adeyinka …    1,204"
    assert shown(GRID.lines(20))[2] == "Samuel Ade…    1,204"


@given(st.integers(12, 120), st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_no_line_is_too_long(width: int, names: list[str]) -> None:
    """Whatever letters a name has."""
    safe = [[Run("".join(filter(str.isprintable, name)))] for name in names]
    numbers = [f"{10**place:,}" for place in range(len(names))]
    grid = Grid("by", safe, (Column("n", numbers), Column("other", numbers, 1)), [0.5] * len(names))
    assert all(columns(line) <= width for line in shown(grid.lines(width)))


def test_a_name_of_wide_letters() -> None:
    """Each takes two columns."""
    assert "".join(run.text for run in shortened([Run("今天吗今天吗")], 7)) == "今天吗…"
