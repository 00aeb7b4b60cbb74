"""What was said, as pages show it: the words in pieces, who, where, when, and the recording."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.corrected_words import touched
from corpus.model import UNKNOWN_SPEAKER, Program, Turn
from searcher.output.values.attribution import Piece, note_of, paragraphs, web_address
from searcher.quotes.corrected import signed
from searcher.quotes.excerpt import ENOUGH, ending, excerpt
from searcher.quotes.quote import Quote, Span, at
from searcher.safe_text import clock, one_line, shortened
from searcher.web.view import address as pages
from searcher.web.view.dates import Date, date_of
from searcher.web.view.marks import UNMARKED, Marks

#: How much of a question is shown above its answer, in characters; and if it matched.
QUESTION, QUESTION_MATCHED = 160, 240
#: How much of a name and of a title is shown.
_NAME, _TITLE = 120, 240

_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Moment(NamedTuple):
    """When something is said.

    Attributes:
        clock: the time as on a clock, or "".
        address: the recording at this time, or "".
        here: whether this server has the recording.
    """

    clock: str
    address: str
    here: bool


class Shown(NamedTuple):
    """A turn that is quoted.

    Attributes:
        number: of the turn.
        speaker, role: who says it; the role is "" if it is not known.
        named: whether the transcript says who speaks.
        by: the page of the speaker, or "".
        program, title: the id and the title of the program.
        series: its series, or "".
        date: its date, or None.
        page: the turn on the page of its program.
        cite: the page with its citations.
        when: when it is said.
        language: of what is said, a tag of BCP 47, or "".
        said: the paragraphs, with what matches marked, or a part of them.
        whole: whether that is all of the turn.
        share: how much of the turn is shown, or "".
        question: what it answers; None if it answers nothing.
        instead: the words that were said in place of those that were typed.
        also_in: other programs with the same talk: ids with their pages.
        answers_only: whether nothing matches but its question.
        corrected: what was corrected by hand in it, or in its question, or "".
        marks: the tags and notes on it.
    """

    number: int
    speaker: str
    role: str
    named: bool
    by: str
    program: str
    title: str
    series: str
    date: Date | None
    page: str
    cite: str
    when: Moment
    language: str
    said: list[list[Piece]]
    whole: bool
    share: str
    question: "Question | None"
    instead: tuple[str, ...]
    also_in: tuple[tuple[str, str], ...]
    answers_only: bool
    corrected: str = ""
    marks: Marks = UNMARKED


class Question(NamedTuple):
    """The turn that a quote answers.

    Attributes:
        speaker: who asks.
        short: the part of it that is shown above the answer.
        said: its paragraphs, if that is not all of it.
        page: the turn on the page of its program.
    """

    speaker: str
    short: list[Piece]
    said: list[list[Piece]]
    page: str


def shown(quote: Quote, *, media: bool, q: str = "", enough: int = ENOUGH) -> Shown:
    """A quote as a page shows it.

    Args:
        quote: the quote.
        media: whether this server has recordings.
        q: the search, for the page of the program.
        enough: about how many characters of a long turn are shown.
    """
    program, turn = quote.program, quote.turn
    parts = excerpt(turn.text, quote.spans, enough)
    is_whole = parts.shown == parts.sentences
    seconds = quote.at
    return Shown(
        number=turn.number,
        speaker=shortened(turn.speaker, _NAME),
        role=shortened(turn.role or "", _NAME),
        named=is_named(turn),
        by=pages.speaker(turn.speaker) if is_named(turn) else "",
        program=program.id,
        title=shortened(program.title or program.id, _TITLE),
        series=shortened(program.series or "", _NAME),
        date=date_of(program.date),
        page=pages.program(program.id, q=q, turn=turn.number),
        cite=pages.of(
            "/cite",
            (
                ("program", program.id),
                ("turn", turn.number),
                ("at", None if seconds is None else int(seconds)),
            ),
        ),
        when=moment(program, seconds, media=media),
        language=language(program.language),
        said=[*paragraphs(turn.text, quote.spans, turn.corrections)]
        if is_whole
        else _parts(turn, quote.spans, parts.parts),
        whole=is_whole,
        share="" if is_whole else f"{parts.shown:,} of {parts.sentences:,} sentences",
        question=_question(quote, q),
        instead=tuple(map(one_line, quote.instead)),
        also_in=tuple((one_line(each), pages.program(each, q=q)) for each in quote.also_in),
        answers_only=bool(quote.question_spans) and not quote.spans,
        corrected=note_of(quote),
    )


def turn_shown(program: Program, turn: Turn, *, media: bool, q: str = "") -> Shown:
    """A whole turn as a page shows it."""
    quote = Quote(program.without_turns(), turn, 0.0, None)
    return shown(quote, media=media, q=q, enough=len(turn.text) + 1)


def moment(program: Program, seconds: float | None, *, media: bool) -> Moment:
    """When something is said, with the recording where it can be heard."""
    if seconds is None:
        return Moment("", "", here=False)
    if program.media_url and "://" not in program.media_url:
        # A file beside the transcript: its path on this machine is nobody's business.
        here = f"{pages.media(program.id)}#t={int(seconds)}" if media else ""
        return Moment(clock(seconds), here, here=media)
    return Moment(clock(seconds), web_address(program.moment(seconds)), here=False)


def first_moment(program: Program, turn: Turn, spans: Sequence[Span], *, media: bool) -> Moment:
    """When what first matches in a turn is said, or else when the turn begins."""
    seconds = at(turn, min((start for start, _ in spans), default=0))
    return moment(program, seconds, media=media)


def is_named(turn: Turn) -> bool:
    """Whether it is known, and may be shown, who speaks."""
    return turn.label is not None or not (turn.is_withheld or turn.speaker == UNKNOWN_SPEAKER)


def language(tag: str | None) -> str:
    """A tag of a language as HTML takes it, or ""."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else ""


def _question(quote: Quote, q: str) -> Question | None:
    asked, spans = quote.question, quote.question_spans
    if asked is None:
        return None
    text = asked.text
    if spans:
        parts = excerpt(text, spans, QUESTION_MATCHED).parts
        short = [*_on_one_line(_parts(asked, spans, parts))]
        is_whole = len(text) <= QUESTION_MATCHED
    else:
        short = [Piece(one_line(ending(signed(asked), QUESTION)), marked=False)]
        is_whole = len(text) <= QUESTION
    return Question(
        shortened(asked.speaker, _NAME),
        short,
        [] if is_whole else [*paragraphs(text, spans, asked.corrections)],
        pages.program(quote.program.id, q=q, turn=asked.number),
    )


def _on_one_line(parts: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    for number, pieces in enumerate(parts):
        if number:
            yield Piece(" ", marked=False)
        for piece in pieces:
            yield piece._replace(text=piece.text.replace("\n", " "))


def _parts(turn: Turn, spans: Sequence[Span], parts: Sequence[Span]) -> list[list[Piece]]:
    """Parts of a text in paragraphs, with ellipses where something is left out."""
    text = turn.text
    made: list[list[Piece]] = []
    for number, (start, end) in enumerate(parts):
        inside = [
            (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
        ]
        corrections = [
            one._replace(start=max(one.start, start) - start, end=min(one.end, end) - start)
            for one in touched(turn, [(start, end)])
        ]
        found = [*paragraphs(text[start:end], inside, corrections)]
        if not found:
            continue
        if text[:start].strip():
            found[0].insert(0, Piece(" … " if number else "… ", marked=False))
        # What is near in one paragraph stays in one.
        if made and "\n\n" not in text[parts[number - 1][1] : start]:
            made[-1] += found.pop(0)
        made += found
    if made and parts and text[parts[-1][1] :].strip():
        made[-1].append(Piece(" …", marked=False))
    return made
