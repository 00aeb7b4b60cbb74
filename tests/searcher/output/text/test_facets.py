"""Facets for people: a line for each field that tells turns apart, below the results."""

import io

import pytest

from searcher.archive import Archive
from searcher.output.formats.text import TextPrinter
from searcher.output.layout.styled import columns
from searcher.output.streams.terminal import Terminal
from searcher.output.text.facets import facets
from searcher.query.filters import Filters


def printed(archive: Archive, width: int, typed: str, program: str | None = None) -> list[str]:
    """The facets of a search as text."""
    found = archive.search(typed, limit=1, facets=True, filters=Filters(program=program))
    assert found.facets is not None
    lines = facets(found.facets, Terminal(io.StringIO(), width))
    return ["".join(run.text for run in line) for line in lines]


def test_most_turns_first(archive: Archive) -> None:
    """Years in their order; what is not known is named; a field that nothing has is left out."""
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in printed(archive, 100, "protein")]
    assert lines[2:4] == [
        "series   Plasma Cell Diaries 10 · no series 6 · Lantern Patient Alliance 2",
        "year     2019 10 · 2021 3 · 2022 3 · undated 2",
    ]
    assert lines[0].startswith("speaker  Dr. Samuel Adeyinka 5 · Beatriz Lindqvist 5 · ")
    assert lines[1].startswith("         ")
    only = printed(archive, 100, "protein", program="bread")
    assert [line.split()[0] for line in only] == ["speaker", "role"]


@pytest.mark.parametrize("width", [20, 39, 40, 100])
def test_they_fit(archive: Archive, width: int) -> None:
    """On a narrow terminal a field has a line of its own."""
    lines = printed(archive, width, "the")
    assert max(map(columns, lines)) <= width
    assert ("speaker" in lines) == (width < 40)


def test_they_are_below_the_results(archive: Archive) -> None:
    """After a blank line; without `--facets` there are none."""
    for wanted in (True, False):
        out = io.StringIO()
        found = archive.search("protein", limit=1, facets=wanted)
        TextPrinter(Terminal(out, 80)).results(found)
        assert ("\n\nspeaker  Dr." in out.getvalue()) == wanted


def test_they_leave_fewer_quotes_on_a_screen(archive: Archive) -> None:
    """The screen is as high as before."""
    heights = []
    for wanted in (True, False):
        out = io.StringIO()
        found = archive.search("the", limit=10, facets=wanted)
        TextPrinter(Terminal(out, 80)).results(found, rows=40)
        heights.append(out.getvalue().count("\n"))
    assert max(heights) <= 40
