"""Who said a quote, where and when, for the formats of documents: Markdown, HTML, Word."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from searcher.quotes.quote import Quote, Span
from searcher.safe_text import clock, one_line, plain

if TYPE_CHECKING:
    from searcher.passages.passage import Passage


class Attribution(NamedTuple):
    """What stands below a quote, each text on one line and without control characters.

    Attributes:
        speaker: who says it.
        role: what the speaker is, or "".
        title: of the program.
        about: the series and the date, as far as they are known.
        turn: the number of the turn.
        time: the moment as on a clock, or "".
        link: the address of the moment, of the page or of the recording, or "".
    """

    speaker: str
    role: str
    title: str
    about: tuple[str, ...]
    turn: int
    time: str
    link: str


def attribution(quote: Quote) -> Attribution:
    """What stands below a quote."""
    program, turn = quote.program, quote.turn
    about = tuple(one_line(part) for part in (program.series, program.date) if part)
    return Attribution(
        one_line(turn.speaker),
        one_line(turn.role or ""),
        one_line(program.title),
        about,
        turn.number,
        "" if quote.at is None else clock(quote.at),
        address(quote.link or program.url or ""),
    )


def address(link: str) -> str:
    """An address that ends no markup; "" if it is none of the web and of no file."""
    if not link.startswith(("https://", "http://", "file:///")):
        return ""
    # Few commands print links.
    from urllib.parse import quote

    return quote(plain(link).replace("\n", ""), safe="%/:=&?~#+!$,;@*[]")


class Piece(NamedTuple):
    """A part of a text that is marked or not."""

    text: str
    marked: bool


def paragraphs(text: str, spans: Sequence[Span] = ()) -> Iterator[list[Piece]]:
    """The paragraphs of a text as pieces: what matches is marked. Control characters are shown.

    Args:
        text: with a blank line between paragraphs.
        spans: what matches, in order.
    """
    safe = plain(text)
    pieces: list[Piece] = []
    done = 0
    for start, end in (*spans, (len(safe), len(safe))):
        for part, marked in ((safe[done:start], False), (safe[max(start, done) : end], True)):
            first, *others = part.split("\n\n")
            pieces.append(Piece(first, marked))
            for other in others:
                yield [piece for piece in pieces if piece.text]
                pieces = [Piece(other, marked)]
        done = max(done, end)
    yield [piece for piece in pieces if piece.text]


class Said(NamedTuple):
    """A turn of a passage.

    Attributes:
        speaker: who speaks.
        time: when the turn begins, as on a clock, or "".
        link: the address of that moment, or "".
        section: the heading above the turn, where a new one begins, or "".
        paragraphs: what is said.
    """

    speaker: str
    time: str
    link: str
    section: str
    paragraphs: list[list[Piece]]


def turns_of(passage: "Passage") -> Iterator[Said]:
    """The turns of a passage, with what matches marked."""
    spans = passage.matches.spans if passage.matches is not None else {}
    section = ""
    for turn in passage.program.turns:
        heading = one_line(turn.section or "")
        yield Said(
            one_line(turn.label or turn.speaker),
            "" if turn.start is None else clock(turn.start),
            address(passage.program.moment(turn.start) or ""),
            heading if heading != section else "",
            [*paragraphs(turn.text, spans.get(turn.number, ()))],
        )
        section = heading


def by_program(quotes: Iterable[Quote]) -> Iterator[list[Quote]]:
    """The quotes of a page in groups of one program, in the order of their best quotes."""
    groups: dict[tuple[str, str], list[Quote]] = {}
    for quote in quotes:
        groups.setdefault((quote.program.id, quote.program.path), []).append(quote)
    yield from groups.values()


def neighbours(quotes: Iterable[Quote]) -> Iterator[Iterator[Quote]]:
    """Quotes that are read one by one, in groups of one program."""
    for _, group in groupby(quotes, lambda quote: (quote.program.id, quote.program.path)):
        yield group
