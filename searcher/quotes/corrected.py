"""What is told of words that were corrected by hand, in the same words everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.corrected_words import touched
from corpus.model import Corrected, Turn
from searcher.safe_text import one_line, shortened

#: The sign after a corrected word where there is no other mark.
SIGN = "*"
#: How many corrections of a turn are told, and how much of each.
_MOST, _SHOWN = 8, 80

Span = tuple[int, int]


def note(turn: Turn, spans: Sequence[Span] | None = None) -> str:
    """What was corrected in a turn, or in some parts of it; empty if nothing was.

    Args:
        turn: the turn.
        spans: only words that share a character with one of these spans; None for all.
    """
    if spans is not None and turn.corrections:
        turn = replace(turn, corrections=touched(turn, spans))
    return notes([turn])


def notes(turns: Iterable[Turn]) -> str:
    """What was corrected in several turns; empty if nothing was."""
    found = [(turn, one) for turn in turns for one in turn.corrections]
    if not found:
        return ""
    told = [pair(*each) for each in found[:_MOST]]
    more = f" and {len(found) - _MOST:,} more" if len(found) > _MOST else ""
    return f"{SIGN} corrected by hand: {', '.join(told)}{more}"


def pair(turn: Turn, one: Corrected) -> str:
    """A corrected word and what the file has."""
    return f"“{now(turn, one)}” (the file has “{shortened(one.source, _SHOWN)}”)"


def now(turn: Turn, one: Corrected) -> str:
    """The words that stand there now."""
    return shortened(one_line(turn.text[one.start : one.end]), _SHOWN)


def signed(turn: Turn) -> str:
    """The text of a turn with the sign after each corrected word."""
    pieces: list[str] = []
    done = 0
    for one in turn.corrections:
        pieces += (turn.text[done : one.end], SIGN)
        done = one.end
    return "".join((*pieces, turn.text[done:])) if pieces else turn.text
