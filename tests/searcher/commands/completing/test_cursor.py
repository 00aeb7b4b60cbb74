"""A command line is split as a shell splits it, and nothing of it is expanded."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.commands.completing.cursor import Cursor, cursor


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Cursor((), "", "", "")),
        ("searcher", Cursor((), "searcher", "searcher", "")),
        ("searcher ", Cursor(("searcher",), "", "", "")),
        ("searcher  a\tb", Cursor(("searcher", "a"), "b", "b", "")),
        ("x 'a b", Cursor(("x",), "a b", "'a b", "'")),
        ("x 'a b' ", Cursor(("x", "a b"), "", "", "")),
        ('x "a \\" b', Cursor(("x",), 'a " b', '"a \\" b', '"')),
        ('x "a \\n', Cursor(("x",), "a \\n", '"a \\n', '"')),
        ("x a\\ b", Cursor(("x",), "a b", "a\\ b", "")),
        ("x a\\", Cursor(("x",), "a", "a\\", "")),
        ("x '' ", Cursor(("x", ""), "", "", "")),
        ("x sp'ea'ker:\"a", Cursor(("x",), "speaker:a", "sp'ea'ker:\"a", '"')),
        ("x $(touch y) `z`", Cursor(("x", "$(touch", "y)"), "`z`", "`z`", "")),
        ("x 'a\\' b", Cursor(("x", "a\\"), "b", "b", "")),
    ],
)
def test_cursor(line: str, expected: Cursor) -> None:
    """Whole words, and what is at the cursor, with its quotes and without."""
    assert cursor(line) == expected


def test_fish_escapes_in_single_quotes() -> None:
    """A quote and a backslash; other shells know no escape there."""
    assert cursor("x 'a\\'b\\\\c\\n", is_fish=True).word == "a'b\\c\\n"


@given(st.lists(st.text(min_size=0, max_size=8), max_size=5))
def test_words_that_were_quoted_are_the_same(words: list[str]) -> None:
    """`shlex.join` is the oracle."""
    assert cursor(f"{shlex.join(words)} x").words == tuple(words)


@given(st.text(alphabet="ab\\'\" $`", max_size=30), st.booleans())
def test_any_line_is_split(line: str, is_fish: bool) -> None:
    """The word at the cursor is the end of the line."""
    found = cursor(line, is_fish=is_fish)
    assert line.endswith(found.raw)
