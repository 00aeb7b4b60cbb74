"""What people see: speakers, programs, matches in colour, and nothing that a terminal obeys."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update.update import update
from searcher import safe_text
from searcher.archive import Archive
from searcher.output.formats.text import TextPrinter
from searcher.output.streams.terminal import Terminal
from tests.conftest import Run

HOSTILE = """\
**Ann [bold]:** Is it [laughter] funny? [/x] [red]no[/red] :smile: {0}

**Ben:** A laugh \x1b[31mred\x1b[0m \x07 \x9b2J \u202egnirts\u202c end [link=http://x]y[/link]
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Archive]:
    """An index of a transcript with markup and escape sequences in it."""
    (tmp_path / "talk.md").write_text(HOSTILE)
    update(tmp_path / "index", [tmp_path / "talk.md"])
    with Archive.open(tmp_path / "index") as archive:
        yield archive


def printed(archive: Archive, typed: str, *, width: int = 80, colour: bool = False) -> str:
    """A search as it is printed."""
    out = io.StringIO()
    TextPrinter(Terminal(out, width, colour, colour)).results(archive.search(typed))
    return out.getvalue()


def test_markup_is_text(hostile: Archive) -> None:
    """Brackets are printed as they were said."""
    shown = printed(hostile, "laughter")
    assert "Is it [laughter] funny? [/x] [red]no[/red] :smile: {0}" in shown
    assert "Ann [bold] · turn 1" in shown
    assert "[link=http://x]y[/link]" in printed(hostile, "link")


@pytest.mark.parametrize("colour", [False, True])
def test_escape_sequences_are_shown(hostile: Archive, colour: bool) -> None:
    """A terminal gets no escape sequence from a transcript; visible characters replace it."""
    shown = printed(hostile, "laugh", colour=colour)
    for sign in ("\x07", "\x9b", "\u202e", "\x1b[31mred", "\x1b[0m \x07"):
        assert sign not in shown
    assert "␛[31mred␛[0m ␇ \ufffd2J \ufffdgnirts\ufffd end" in shown


def test_matches_are_in_colour(archive: Archive) -> None:
    """Exactly what matched is in colour."""
    shown = printed(archive, "M protein", colour=True, width=200)
    found = archive.search("M protein")
    assert shown.count("\x1b[1;31mM protein\x1b[0m") >= len(found.quotes)
    assert "\x1b[1;31mM\x1b" not in shown


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_nothing_is_wider_than_the_terminal(archive: Archive, width: int) -> None:
    """Lines fit, and have no blanks at their ends."""
    for line in printed(archive, "maintenance", width=width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_a_quote(archive: Archive) -> None:
    """The question dimmed above, then who speaks, in which turn, then what is said."""
    shown = printed(archive, '"laboratory weather"', width=200)
    lines = [line for line in shown.splitlines() if line]
    assert lines[0] == '1 turn for "laboratory weather"'
    assert lines[1].startswith(
        "What Is My M Protein Telling Me? · Plasma Cell Diaries · 2019-11-14"
    )
    assert lines[2] == "  Beatriz Lindqvist: … He asks, and I quote, “Do I panic?”"
    assert lines[3].startswith("  Dr. Samuel Adeyinka, ")
    assert lines[3].endswith(" · turn 6")
    assert "laboratory weather" in shown.split("turn 6", 1)[1]


def test_context_is_shown_instead_of_the_question(archive: Archive) -> None:
    """With turns around a quote the question stands once."""
    out = io.StringIO()
    TextPrinter(Terminal(out, 100)).results(archive.search('"laboratory weather"', context=1))
    assert out.getvalue().count("Do I panic?") == 1


def test_quotes_are_grouped_by_program(archive: Archive) -> None:
    """A program is named once in a tier, however its quotes are ranked."""
    shown = printed(archive, "maintenance", width=200)
    titles = [entry.program.title for entry in archive.programs()]
    headings = [
        line for line in shown.splitlines() for title in titles if line.startswith(title + " ·")
    ]
    assert len(headings) == len(set(headings)) > 2


def test_what_comes_from_a_further_tier_says_so(archive: Archive) -> None:
    """The heading names the tier, and a line names the next one."""
    shown = printed(archive, "bone marrow laboratory", width=200)
    assert "some of the words" in shown.splitlines()[0]
    both = printed(archive, "gel laboratory", width=200)
    assert "\nLess exact: some of the words\n" in both


def test_plain_keeps_the_length() -> None:
    """Places of matches stay what they are."""
    for code in range(0x2100):
        assert len(safe_text.plain(chr(code))) == 1


def test_tables(run: Run, samples_index: Path) -> None:
    """Programs and speakers are tables with a count below."""
    programs = run("programs", "--index", samples_index)
    speakers = run("speakers", "--index", samples_index)
    assert (programs.status, speakers.status) == (0, 0)
    assert programs.out.splitlines()[-1].startswith("10 programs, ")
    assert "Dr. Samuel Adeyinka" in speakers.out
