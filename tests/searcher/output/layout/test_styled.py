"""Styled text: wrapped to a width, written with the codes of a terminal or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from searcher.output.layout.styled import (
    FOUND,
    QUIET,
    Run,
    breaks,
    columns,
    cut,
    marked,
    run,
    wrapped,
    written,
)

TEXT = st.text(st.sampled_from("ab é.\n  語한👍🏽e\u0301"), max_size=200)


@given(TEXT, st.integers(2, 60))
def test_lines_fit(text: str, width: int) -> None:
    """No line is wider, none ends in a blank, and nothing but blanks is left out."""
    lines = [text[start:end] for start, end in breaks(text, width)]
    for line in lines:
        assert columns(line) <= width
        assert line == line.rstrip(" ")
        assert "\n" not in line
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text("ab éß語한あｱ🎉", max_size=60))
def test_columns(text: str) -> None:
    """Letters of East Asia and emoji take two columns, as rich has it, too."""
    assert columns(text) == cell_len(text)


def test_lines_break_between_words() -> None:
    """A word that is longer than the width is broken; a line end in the text starts a line."""
    text = "one two  three\n\nextraordinary"
    assert [text[a:b] for a, b in breaks(text, 8)] == ["one two", "three", "", "extraord", "inary"]


def test_indent() -> None:
    """The indent is part of the width; an empty line has none."""
    lines = list(wrapped([run("one two\n\nthree", QUIET)], 6, 2))
    assert ["".join(part.text for part in line) for line in lines] == [
        "  one", "  two", "", "  thre", "  e",
    ]  # fmt: skip


def test_marks() -> None:
    """Spans are in the style of matches, also if they touch or overlap."""
    assert marked("abcdef", [(1, 2), (2, 4), (3, 5)], QUIET) == [
        Run("a", QUIET), Run("b", FOUND), Run("cd", FOUND), Run("e", FOUND), Run("f", QUIET),
    ]  # fmt: skip


def test_cut() -> None:
    """A part of runs keeps their styles."""
    runs = [Run("abc", "1"), Run("def", "2")]
    assert cut(runs, 1, 5) == [Run("bc", "1"), Run("de", "2")]
    assert cut(runs, 3, 3) == []
    assert cut(runs, 0, 99) == runs


def test_codes() -> None:
    """Each run is closed; without colour only bold and dim are left, without styles nothing."""
    line = [run("a", FOUND), run("b"), run("c", QUIET, "https://x.org/ä b")]
    link = "\x1b]8;;https://x.org/%C3%A4%20b\x1b\\\x1b[2mc\x1b[0m\x1b]8;;\x1b\\"
    assert written(line, colour=True, styles=True) == f"\x1b[1;31ma\x1b[0mb{link}"
    assert written(line, colour=False, styles=True) == f"\x1b[1ma\x1b[0mb{link}"
    assert written(line, colour=False, styles=False) == "abc"


@pytest.mark.parametrize("hostile", ["\x1b[31m", "\x07", "\x9b2J", "\u202e"])
def test_a_terminal_obeys_no_text(hostile: str) -> None:
    """Control characters are visible in texts and in addresses."""
    assert hostile not in written(
        [run(f"a{hostile}b", FOUND, f"https://x.org/{hostile}")], colour=True, styles=True
    )
