"""Who said a quote, where and when, for the formats of documents: Markdown, HTML, Word."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Corrected
from searcher.quotes.corrected import SIGN, note, notes
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
        note: what was corrected by hand in the quote and in what is around it, or "".
    """

    speaker: str
    role: str
    title: str
    about: tuple[str, ...]
    turn: int
    time: str
    link: str
    note: str = ""


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
        note_of(quote),
    )


def note_of(quote: Quote) -> str:
    """What was corrected by hand in a quote and in what is around it; "" if nothing was."""
    asked = [] if quote.question is None else [quote.question]
    beside = (turn for turn in (*asked, *quote.before, *quote.after) if turn.corrections)
    around = {turn.number: turn for turn in beside}
    return notes([quote.turn, *around.values()])


def address(link: str) -> str:
    """An address that ends no markup; "" if it is none of the web and of no file."""
    if not link.startswith(("https://", "http://", "file:///")):
        return ""
    # Few commands print links.
    from urllib.parse import quote

    return quote(plain(link).replace("\n", ""), safe="%/:=&?~#+!$,;@*[]")


def web_address(link: str | None) -> str:
    """An address that everybody can follow, or "": a file of this machine is nobody's business."""
    return address(link) if link and link.startswith(("https://", "http://")) else ""


class Piece(NamedTuple):
    """A part of a text that is marked or not.

    Attributes:
        text: the part; after words that were corrected by hand is a sign.
        marked: whether it matches.
        source: what the file has in place of the corrected words that it is a part of, or "".
    """

    text: str
    marked: bool
    source: str = ""


def paragraphs(
    text: str, spans: Sequence[Span] = (), corrections: Sequence[Corrected] = ()
) -> Iterator[list[Piece]]:
    """The paragraphs of a text as pieces: what matches is marked. Control characters are shown.

    Args:
        text: with a blank line between paragraphs.
        spans: what matches, in order.
        corrections: what was corrected by hand, in order.
    """
    if corrections:
        yield from _corrected(text, spans, corrections)
        return
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


def _corrected(
    text: str, spans: Sequence[Span], corrections: Sequence[Corrected]
) -> Iterator[list[Piece]]:
    """The same where words were corrected."""
    safe = plain(text)
    edges = {0, len(safe), *(edge for span in spans for edge in span)}
    edges |= {edge for one in corrections for edge in (one.start, one.end)}
    pieces: list[Piece] = []
    for start, end in pairwise(sorted(edges)):
        marked = any(first <= start and end <= last for first, last in spans)
        around = next((one for one in corrections if one.start <= start and end <= one.end), None)
        source = one_line(around.source) if around else ""
        sign = SIGN if around and end == around.end else ""
        first, *others = safe[start:end].split("\n\n")
        pieces.append(Piece(first + ("" if others else sign), marked, source))
        for other in others:
            yield [piece for piece in pieces if piece.text]
            pieces = [Piece(other + sign, marked, source)]
    yield [piece for piece in pieces if piece.text]


class Said(NamedTuple):
    """A turn of a passage.

    Attributes:
        speaker: who speaks.
        time: when the turn begins, as on a clock, or "".
        link: the address of that moment, or "".
        section: the heading above the turn, where a new one begins, or "".
        paragraphs: what is said.
        note: what of it was corrected by hand, or "".
    """

    speaker: str
    time: str
    link: str
    section: str
    paragraphs: list[list[Piece]]
    note: str = ""


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
            [*paragraphs(turn.text, spans.get(turn.number, ()), turn.corrections)],
            note(turn),
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
