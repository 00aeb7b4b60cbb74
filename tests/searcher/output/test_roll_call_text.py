"""Roll calls for people: once each, first, last and best; then who did not say it."""

import io

import pytest

from corpus.model import Program, Turn
from searcher.archive import Archive
from searcher.output.roll_call_text import when
from searcher.output.styled import columns
from searcher.output.terminal import Terminal
from searcher.output.text import TextPrinter
from searcher.quotes.quote import Quote


def printed(archive: Archive, width: int, *words: str, limit: int = 20) -> list[str]:
    """What is printed of a roll call on a terminal of a width."""
    out = io.StringIO()
    TextPrinter(Terminal(out, width)).roll_call(archive.roll_call(*words, limit=limit))
    return out.getvalue().splitlines()


def test_who_said_it(archive: Archive) -> None:
    """With the number of those who are not shown."""
    assert printed(archive, 80, "M protein", limit=1) == [
        "5 people said M protein, as a phrase · 18 times in 13 turns",
        "",
        "Dr. Samuel Adeyinka · 10 times in 5 turns, 1 program",
        "  first 2019-11-14 · What Is My M Protein Telling Me? · turn 2",
        "  last  2019-11-14 · What Is My M Protein Telling Me? · turn 14",
        "  “… A flat M protein is a stable M protein, and I look at it next to the",
        "  hemoglobin, the creatinine, the calcium and the scan before I say anything at",
        "  all. …”",
        "",
        "… and 4 more",
    ]


def test_said_once(archive: Archive) -> None:
    """Then first and last are one; a program may have no date."""
    lines = printed(archive, 80, "protein")
    at = lines.index("Nadia · once in 1 turn, 1 program")
    assert lines[at + 1] == "  undated · Crumb Talk: The Starter Nobody Fed · turn 7"
    assert lines[at + 2].startswith("  “")


def test_who_was_asked(archive: Archive) -> None:
    """With the question and the answer, and where that was."""
    found = archive.roll_call("gates")
    lines = printed(archive, 80, "gates")
    if found.asked_of:
        assert any(" asked" in line for line in lines)
    many = archive.roll_call("you", limit=100)
    shown = printed(archive, 80, "you", limit=100)
    assert many.asked_of == len(many.asked)
    for silent in many.asked:
        assert silent.answer.question is not None
        assert any(line.strip().startswith(f"{silent.answer.turn.speaker}: ") for line in shown)


@pytest.mark.parametrize("width", [20, 60, 100])
def test_no_line_is_too_long(archive: Archive, width: int) -> None:
    """Whatever is wrapped."""
    assert max(map(columns, printed(archive, width, "the", limit=5))) <= width


def test_a_time_is_linked() -> None:
    """The moment opens the recording, the title the page."""
    program = Program(
        "one", "One", "/talks/one.md", "labelled", date="2019", url="https://example.org/one",
        media_url="https://example.org/one.mp3",
    )  # fmt: skip
    quote = Quote(program, Turn(3, "Ann", "Ann", "Well.", start=61.5), 1.0, None)
    assert [(run.text, run.link) for run in when(quote) if run.link] == [
        ("One", "https://example.org/one"),
        ("1:01", "https://example.org/one.mp3#t=61"),
    ]
