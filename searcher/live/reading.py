"""The lines of a transcript around a quote."""

import io
from typing import TYPE_CHECKING

from searcher.output.layout.styled import Line
from searcher.output.streams.screen import ASKED
from searcher.output.streams.terminal import Terminal
from searcher.output.text import passage as text
from searcher.output.text.counts import counts
from searcher.output.text.passage_heading import counted_matches, heading
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.concordance.counts.counts import Counts
    from searcher.passages.passage import Passage

#: How many turns are read before and after a quote at first, and how many times as many then.
AROUND, MORE = 30, 8
#: How many speakers are counted.
COUNTED = 10


class Laid(Value):
    """A transcript as lines.

    Attributes:
        title: the lines above that stay.
        lines: the turns.
        asked: the number of the line where the quote begins.
        goes_on: whether there are more turns before, and after.
    """

    title: tuple[Line, ...]
    lines: tuple[Line, ...]
    asked: int
    goes_on: tuple[bool, bool]


def terminal(width: int) -> Terminal:
    """A terminal of which only the width counts: what is laid out is drawn by others."""
    return Terminal(io.StringIO(), width, styles=True, colour=True)


def laid(found: "Passage", width: int) -> Laid:
    """A passage as lines."""
    target = terminal(width)
    title = [*heading(found, target)]
    if found.matches is not None and found.matches.turns:
        title += target.wrap(*counted_matches(found.matches))
    lines = tuple(text.turns(found, target))
    asked = next((n for n, line in enumerate(lines) if line and line[0].text.startswith(ASKED)), 0)
    turns = found.program.turns
    ends = (bool(turns) and turns[0].number > 1, bool(turns) and turns[-1].number < found.total)
    return Laid(tuple(title), lines, asked, ends)


def counted(found: "Counts", width: int) -> list[Line]:
    """Who says something, and in which years, as lines."""
    return [*counts(found, terminal(width), COUNTED)]
