"""The page of the language of search: it is whole, its examples run, and it fits a terminal."""

import io
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from index.fields import FIELDS
from searcher import cli
from searcher.output import help_pages
from searcher.syntax import parser
from searcher.syntax.reference import ROWS, SECTIONS, Row
from tests.conftest import Run

EXAMPLES = [example for row in ROWS for example in row.examples]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_finds_something(run: Run, samples_index: Path, example: str) -> None:
    """As it is written there, after `searcher`, over the samples."""
    done = run(*shlex.split(example), "--index", samples_index)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.typed[0])
def test_a_row_can_be_read(row: Row) -> None:
    """What is said to be typed can be, with names in place of the dots."""
    for typed in row.typed:
        if typed != "AND OR NOT -word ( )":
            assert parser.parse(typed.strip("'").replace("…", "trial"))
    assert row.examples


def test_every_field_is_in_the_table() -> None:
    """Nobody has to guess a field, or an operator."""
    typed = " ".join(each for row in ROWS for each in row.typed)
    for field in (*FIELDS, *parser.EXCHANGES):
        assert f" {field}:" in f" {typed}"
    for operator in ("AND", "OR", "NOT", "NEAR/", "ONEAR/", "WITHIN/"):
        assert operator in typed


def page(width: int, *, terminal: bool) -> str:
    """The page as it is printed."""
    target = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, color_system=None,
        markup=False, emoji=False, highlight=False, _environ={},
    )  # fmt: skip
    help_pages.syntax(target)
    assert isinstance(target.file, io.StringIO)
    return target.file.getvalue()


@pytest.mark.parametrize("width", [20, 40, 63, 64, 80, 100])
@pytest.mark.parametrize("terminal", [True, False])
def test_the_page_fits(width: int, terminal: bool) -> None:
    """No line is wider than the terminal, and none ends in blanks; nothing is left out."""
    shown = page(width, terminal=terminal)
    for line in shown.splitlines():
        assert cell_len(line) <= width or line in [section.heading for section in SECTIONS]
        assert line == line.rstrip()
    letters = "".join(shown.split())
    for row in ROWS:
        for each in (*row.typed, *row.examples):
            assert "".join(each.split()) in letters


def test_columns() -> None:
    """Wide: the meaning is beside what is typed. Narrow: below."""
    assert (
        "  a NEAR/5 b              at most 5 words apart, in any order; a before b\n"
        "  a ONEAR/5 b             searcher 'plateau NEAR/8 panic'\n"
    ) in page(80, terminal=False)
    assert (
        "  a NEAR/5 b, a ONEAR/5 b\n"
        "    at most 5 words apart, in any order;\n"
        "    a before b\n"
        "    searcher 'plateau NEAR/8 panic'\n"
    ) in page(40, terminal=False)


def test_help(run: Run) -> None:
    """`searcher help`, with a command, with `syntax`; anything else names what there is."""
    assert run("help") == run("--help")
    for name in cli.COMMANDS:
        assert run("help", name) == run(name, "--help")
    assert run("help", "syntax").out == page(80, terminal=False)
    wrong = run("help", "me", "\x1b[31m")
    assert (wrong.status, wrong.out) == (2, "")
    assert "there is no help on me ␛[31m. Topics are syntax, search, " in wrong.err
    assert "searcher search help me" in wrong.err
    assert "searcher help syntax" in run("search", "--help").out
