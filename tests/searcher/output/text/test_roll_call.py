"""Roll calls for people: once each, first, last and best; then who did not say it."""

import io

import pytest

from corpus.model import Program, Turn
from searcher.archive import Archive
from searcher.concordance.counts.counts import Group
from searcher.concordance.counts.roll_call import Asked, RollCall, Said
from searcher.output.formats.text import TextPrinter
from searcher.output.layout.styled import columns
from searcher.output.streams.terminal import Terminal
from searcher.output.text.roll_call import when
from searcher.quotes.highlights import Positions
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


def test_who_was_asked() -> None:
    """With the sentence that asks, and the answer, and where that was."""
    program = Program("one", "One", "/talks/one.md", "labelled", date="2019")
    asks = "It is late. Did the wall hold? I did not see it."
    answer = Quote(
        program, Turn(3, "Bo", "Bo", "It did."), 0.0, None, question=Turn(2, "Ann", "Ann", asks),
        question_highlights=(Positions([(5, 5)]),),
    )  # fmt: skip
    total = Group(None, 1, 1, 1, 20)
    found = RollCall(None, (), (Asked("Bo", None, answer),), total, 1, 2, ("wall",))
    out = io.StringIO()
    TextPrinter(Terminal(out, 80)).roll_call(found)
    assert out.getvalue().splitlines()[-8:] == [
        "2 people were asked about wall and did not say it",
        "",
        "Bo",
        "  2019 · One · turn 3",
        "  Ann: … Did the wall hold? …",
        "  Bo: It did.",
        "",
        "… and 1 more",
    ]


def test_no_date_is_known() -> None:
    """Of two programs without a date none is the first one."""
    programs = [Program(name, name.title(), name, "labelled") for name in ("one", "two")]
    quotes = [Quote(each, Turn(1, "Bo", "Bo", "A wall."), 1.0, None) for each in programs]
    group = Group("Bo", 2, 2, 2, 20)
    said = Said(group, quotes[0], quotes[1], quotes[0])
    found = RollCall(None, (said,), (), group, 1, 0, ("wall",))
    out = io.StringIO()
    TextPrinter(Terminal(out, 80)).roll_call(found)
    assert out.getvalue().splitlines()[2:] == [
        "Bo · 2 times in 2 turns, 2 programs",
        "  one of these places: undated · One · turn 1",
        "  “A wall.”",
    ]


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
