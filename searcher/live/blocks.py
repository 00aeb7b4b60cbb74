"""The lines of a list from which one is chosen: results, other searches, names."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from searcher.live.answers import Found, Hints
from searcher.output.layout.styled import (
    QUIET,
    SPEAKER,
    TITLE,
    Line,
    Run,
    columns,
    cut,
    fitting,
    run,
    wrapped,
)
from searcher.output.text.heading import TIERS
from searcher.output.text.quotes import on_one_line, one_part_shown, parts_shown
from searcher.output.values.attribution import note_of
from searcher.quotes.corrected import signed
from searcher.quotes.excerpt import ENOUGH, ending
from searcher.safe_text import clock, counted, one_line
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

#: The indent of what is said.
TEXT = 2
#: Several results fit on a screen: a text has at most this part of it, and at least two lines.
_SHARE, _LEAST = 4, 2
#: At least so much of a title has to be there, or it is on a line of its own.
_LEAST_TITLE = 16
#: At least so much of a question is shown, in characters.
_LEAST_ASKED = 20
#: The columns of a number of turns, and the most that a name has.
_TURNS, _NAME = 10, 48
#: A text that is wider is hard to read.
WIDEST = 100


class Block(Value):
    """Lines that are chosen together.

    Attributes:
        lines: the lines.
        above: lines before them that are not chosen with them.
    """

    lines: tuple[Line, ...]
    above: tuple[Line, ...] = ()


def of_results(
    quotes: "Sequence[Quote]", found: Found, size: tuple[int, int], before: "Sequence[Quote]" = ()
) -> list[Block]:
    """A block for each quote.

    Args:
        quotes: the quotes.
        found: the answer that they are of.
        size: how many columns and lines there are for all of them.
        before: the quotes above the first one.
    """
    assert found.results is not None
    width, height = min(size[0], WIDEST), size[1]
    most = max(_LEAST, height // _SHARE)
    tier = before[-1].tier if before else found.results.tier
    blocks = []
    for quote in quotes:
        above: tuple[Line, ...] = ()
        if quote.tier != tier:
            tier = quote.tier
            above = (*wrapped([run(f"Less exact: {TIERS[tier]}", QUIET)], width),)
        blocks.append(Block((*_quote(quote, width, most), []), above))
    return blocks


def _quote(quote: "Quote", width: int, most: int) -> Iterator[Line]:
    """Who speaks where, what was asked, and what is said."""
    turn, program = quote.turn, quote.program
    name, role = [run(one_line(turn.speaker), SPEAKER)], ""
    if turn.role:
        role = f", {one_line(turn.role)}"
    title = [run(one_line(program.title), QUIET)]
    time = "" if quote.at is None else clock(quote.at)
    parts = [*filter(None, (one_line(program.date or ""), f"turn {turn.number}", time))]
    rest = [run("".join(f" · {part}" for part in parts), QUIET)]
    whole = [*name, run(role), run(" · ", QUIET), *title, *rest]
    if _columns(whole) <= width:
        yield whole
    else:
        # Who says it is never cut, and neither is the turn: it is how the quote is found again.
        if _columns(name) < width:
            yield shortened([*name, run(role)], width)
        else:
            yield from wrapped(name, width)
        room = width - _columns(rest)
        if room >= _LEAST_TITLE:
            yield [*shortened(title, room), *rest]
        else:
            yield shortened(title, width)
            yield from _side_by_side(parts, width)
    if quote.question is not None:
        yield shortened([*on_one_line(_question(quote, width - TEXT))], width, indent=TEXT)
    lines = [line for line in wrapped(_said(quote, width, most), width, TEXT) if line]
    if corrected := note_of(quote):
        lines.append(shortened([run(corrected, QUIET)], width, indent=TEXT))
    yield from lines[:most]
    if len(lines) > most:
        # The excerpt is cut between sentences, and its lines may be a few more.
        yield [Run(" " * TEXT), Run("…", QUIET)]


def _side_by_side(parts: Sequence[str], width: int) -> Iterator[Line]:
    """As many parts on a line as fit; none is cut in two, unless it is longer than a line."""
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if line and columns(longer) > width:
            yield [run(line, QUIET)]
            longer = part
        line = longer
    yield from wrapped([run(line, QUIET)], width)


def _question(quote: "Quote", room: int) -> list[Run]:
    """Who asks, and the end of the question, or where it matches."""
    assert quote.question is not None
    asks = run(f"{one_line(quote.question.speaker)}: ", QUIET)
    enough = max(_LEAST_ASKED, room - columns(asks.text))
    if quote.question_spans:
        return [asks, *one_part_shown(quote.question, quote.question_spans, enough)]
    return [asks, run(ending(signed(quote.question), enough), QUIET)]


def _columns(runs: Sequence[Run]) -> int:
    return sum(columns(one.text) for one in runs)


def _said(quote: "Quote", width: int, most: int) -> list[Run]:
    """The text with its matches, about as long as its lines are."""
    enough = min(ENOUGH, max(1, width - TEXT) * most)
    return [*on_one_line(parts_shown(quote.turn, quote.spans, "", enough))]


def shortened(runs: Sequence[Run], width: int, indent: int = 0) -> Line:
    """Runs as one line, cut where it ends."""
    room = max(1, width - indent)
    text = "".join(one.text for one in runs)
    margin = [Run(" " * indent)] if indent else []
    if columns(text) <= room:
        return [*margin, *runs]
    return [*margin, *cut(runs, 0, fitting(text, room - 1)), Run("…", QUIET)]


def limited(lines: Iterable[Line], most: int, width: int) -> list[Line]:
    """The first lines; the last of them says if there are more."""
    kept = list(islice(lines, most + 1))
    if len(kept) <= most:
        return kept
    last = kept[most - 1]
    room = fitting("".join(one.text for one in last), max(0, width - 2))
    return [*kept[: most - 1], [*cut(last, 0, room), Run(" …", QUIET)]]


def heading(found: Found) -> list[Run]:
    """How many turns were found, how exactly, and what narrows them."""
    results = found.results
    assert results is not None
    line = [run(counted(results.total, "turn"), TITLE)]
    if found.as_beginning:
        last = found.asked.text.split()[-1]
        line.append(run(f" with words that begin with {last}"))
    elif TIERS[results.tier] and len(found.asked.text.split()) > 1:
        line.append(run(f" {TIERS[results.tier]}", QUIET))
    for field, values in found.asked.filters.each():
        named = " or ".join(one_line(value).removeprefix("=") for value in values)
        line += [run(f" · {field} ", QUIET), run(named, SPEAKER if field == "speaker" else "")]
    return line


def of_hints(hints: Hints, width: int) -> list[Block]:
    """A block for each other search that may have been meant, below what is said."""
    width = min(width, WIDEST)
    above = [line for each in hints.lines for line in wrapped([run(each)], width)]
    blocks = []
    for number, other in enumerate(hints.others):
        if not number:
            above += [[], [run("Did you mean", QUIET)]]
        line = [run(one_line(other.text), SPEAKER), run(f"  {counted(other.count, other.noun)}")]
        blocks.append(Block((shortened(line, width, TEXT),), tuple(above)))
        above = []
    return blocks or [Block((), tuple(above))]


def of_names(names: Sequence[tuple[str, int]], width: int) -> list[Block]:
    """A block for each name, with its number of turns in a column."""
    longest = max((columns(one_line(name)) for name, _ in names), default=0)
    room = min(longest, max(1, width - _TURNS), _NAME)
    blocks = []
    for name, turns in names:
        named = shortened([run(one_line(name))], room)
        pad = Run(" " * (room - _columns(named)))
        line = [*named, pad, run(f"{turns:>10,}", QUIET)]
        blocks.append(Block((shortened(line, width),)))
    return blocks
