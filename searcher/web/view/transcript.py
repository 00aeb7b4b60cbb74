"""The turns of a program as its page shows them: sections, speakers with colours, hits."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.model import Program
from searcher.output.layout.speaker_colours import speaker_numbers
from searcher.output.values.attribution import Piece, paragraphs
from searcher.quotes.corrected import note
from searcher.quotes.quote import Spans
from searcher.safe_text import one_line
from searcher.web.view import address as pages
from searcher.web.view.marks import UNMARKED, Marks
from searcher.web.view.said import Moment, first_moment, is_named


class Hit(NamedTuple):
    """A turn that a search finds, among those of its program.

    Attributes:
        place: which one it is, from 1.
        before, after: the addresses of the hits beside it, or "".
    """

    place: int
    before: str
    after: str


class Spoken(NamedTuple):
    """A turn.

    Attributes:
        number: of the turn.
        speaker: who speaks.
        by: the page of the speaker, or "".
        colour: the number of the speaker's colour; None if nobody is named.
        when: when it is said, or when what matches in it is.
        section: the heading above the turn, where a new one begins, or "".
        said: its paragraphs, with what matches marked.
        hit: which hit it is; None if the search does not find it.
        cite: the page with its citations; "" if the turn may not be shown.
        corrected: what was corrected by hand in it, or "".
        marks: the tags and notes on it.
    """

    number: int
    speaker: str
    by: str
    colour: int | None
    when: Moment
    section: str
    said: list[list[Piece]]
    hit: Hit | None
    cite: str
    corrected: str = ""
    marks: Marks = UNMARKED


class Marked(NamedTuple):
    """What a search finds in a program.

    Attributes:
        turns: the numbers of the turns that it finds, ascending.
        spans: what matches in the turns that are shown, by their numbers.
    """

    turns: Sequence[int] = ()
    spans: Mapping[int, Spans] = {}


def spoken(
    program: Program,
    marked: Marked,
    by: Callable[[str], str],
    to: Callable[[int], str],
    *,
    media: bool,
) -> Iterator[Spoken]:
    """The turns of a program that are shown.

    Args:
        program: the program with these turns.
        marked: what a search finds.
        by: the page of a speaker, by name.
        to: the address of a turn, by its number.
        media: whether this server has recordings.
    """
    colours = speaker_numbers(program)
    section = ""
    for turn in program.turns:
        heading = one_line(turn.section or "")
        spans = marked.spans.get(turn.number, ())
        named = is_named(turn)
        when = first_moment(program, turn, spans, media=media)
        asked = (("program", program.id), ("turn", turn.number))
        yield Spoken(
            turn.number,
            one_line(turn.speaker),
            by(turn.speaker) if named else "",
            colours.get(turn.speaker) if named else None,
            when,
            heading if heading != section else "",
            [*paragraphs(turn.text, spans, turn.corrections)],
            hit_of(turn.number, marked.turns, to),
            "" if turn.is_withheld else pages.of("/cite", asked),
            note(turn),
        )
        section = heading


def hit_of(number: int, hits: Sequence[int], to: Callable[[int], str]) -> Hit | None:
    """Which hit a turn is, with the addresses of those before and after it."""
    place = bisect_left(hits, number)
    if place == len(hits) or hits[place] != number:
        return None
    before = to(hits[place - 1]) if place else ""
    after = to(hits[place + 1]) if place + 1 < len(hits) else ""
    return Hit(place + 1, before, after)
