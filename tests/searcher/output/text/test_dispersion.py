"""Dispersion for people: a line a program, as wide as there is room."""

import io

import pytest

from searcher.archive import Archive
from searcher.output.formats.text import TextPrinter
from searcher.output.layout.styled import columns
from searcher.output.streams.terminal import Terminal


def printed(archive: Archive, width: int, *words: str, limit: int = 20) -> list[str]:
    """What is printed of a dispersion on a terminal of a width."""
    out = io.StringIO()
    TextPrinter(Terminal(out, width)).dispersion(archive.dispersion(*words, limit=limit))
    return out.getvalue().splitlines()


def test_a_line_a_program(archive: Archive) -> None:
    """The higher a mark, the more matches; the others are counted."""
    lines = printed(archive, 60, "protein", limit=2)
    assert lines == [
        "26 matches in 6 programs for protein",
        "",
        "                                   start        end  matches",
        "What Is My M Protein Telling Me?   ▃·██▃▃▅▃··▃▃▃▃·▃       17",
        "Crumb Talk: The Starter Nobody F…  ······▃▃·▃······        3",
        "… and 4 more programs",
    ]


@pytest.mark.parametrize("width", [20, 30, 50, 100])
def test_every_match_is_in_its_place(archive: Archive, width: int) -> None:
    """As many marks as places that differ, on a line that fits."""
    lines = printed(archive, width, "protein")
    assert max(map(columns, lines)) <= width
    rows = [line for line in lines if "·" in line]
    assert len(rows) == archive.dispersion("protein").programs
