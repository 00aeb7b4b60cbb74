"""Words of a turn corrected by hand: put in, taken out, and the same place in both texts.

A correction replaces words of one turn by others. The turn has the corrected text, and keeps what
the file has in their place, so both can be read, searched and cited, and nothing is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.model import Corrected, Turn

Span = tuple[int, int]


class Change(NamedTuple):
    """Words to be replaced.

    Attributes:
        start, end: characters of the text as the file has it.
        right: what stands there instead.
        number: of the correction.
    """

    start: int
    end: int
    right: str
    number: int


def corrected(turn: Turn, changes: Iterable[Change]) -> Turn:
    """A turn as the file has it, with words replaced.

    Args:
        turn: the turn, without corrections.
        changes: the replacements; none overlaps another one.
    """
    ordered = sorted(changes)
    if not ordered:
        return turn
    text = turn.text
    pieces: list[str] = []
    made: list[Corrected] = []
    done = size = 0
    for start, end, right, number in ordered:
        pieces += (text[done:start], right)
        size += start - done
        inside = tuple((at - start, time) for at, time in turn.moments if start < at < end)
        made.append(Corrected(size, size + len(right), text[start:end], number, inside))
        size += len(right)
        done = end
    pieces.append(text[done:])
    changed = replace(turn, text="".join(pieces), corrections=tuple(made))
    left = [(at, time) for at, time in turn.moments if not any(s < at < e for s, e, *_ in ordered)]
    return replace(changed, moments=tuple((in_text(changed, at), time) for at, time in left))


def as_in_source(turn: Turn) -> Turn:
    """A turn with the words that the file has."""
    if not turn.corrections:
        return turn
    moments = [(in_source(turn, at), time) for at, time in turn.moments]
    for one in turn.corrections:
        first = in_source(turn, one.start)
        moments += ((first + at, time) for at, time in one.moments)
    # The order of moments at one place is that of their times.
    return replace(turn, text=source_text(turn), moments=tuple(sorted(moments)), corrections=())


def source_text(turn: Turn) -> str:
    """What the file has as the text of a turn."""
    pieces: list[str] = []
    done = 0
    for one in turn.corrections:
        pieces += (turn.text[done : one.start], one.source)
        done = one.end
    return "".join((*pieces, turn.text[done:]))


def in_text(turn: Turn, place: int) -> int:
    """The place in the text of a turn for one in the text of the file.

    Inside of corrected words it is where these begin.
    """
    shift = 0
    for one in turn.corrections:
        start = one.start - shift
        if place <= start:
            break
        if place < start + len(one.source):
            return one.start
        shift += one.end - one.start - len(one.source)
    return place + shift


def in_source(turn: Turn, place: int) -> int:
    """The place in the text of the file for one in the text of a turn.

    Inside of corrected words it is where the words of the file begin.
    """
    shift = 0
    for one in turn.corrections:
        if place <= one.start:
            break
        if place < one.end:
            return one.start + shift
        shift += len(one.source) - (one.end - one.start)
    return place + shift


def spans_in_text(turn: Turn, spans: Iterable[Span]) -> list[Span]:
    """Spans of the text of the file as spans of the text of a turn.

    One that touches words that were corrected has all that stands in their place.
    """
    return [(in_text(turn, start), _end_in_text(turn, end)) for start, end in spans]


def _end_in_text(turn: Turn, place: int) -> int:
    shift = 0
    for one in turn.corrections:
        start = one.start - shift
        if place <= start:
            break
        if place <= start + len(one.source):
            return one.end
        shift += one.end - one.start - len(one.source)
    return place + shift


def touched(turn: Turn, spans: Sequence[Span]) -> tuple[Corrected, ...]:
    """The corrections of a turn that share a character with one of some spans of its text."""
    return tuple(
        one
        for one in turn.corrections
        if any(start < one.end and one.start < end for start, end in spans)
    )
