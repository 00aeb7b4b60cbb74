"""Who said it when, and where in each program, as a page shows them."""

from collections.abc import Iterator
from typing import NamedTuple

from searcher.concordance.counts.by import By
from searcher.concordance.counts.dispersion import Dispersion
from searcher.concordance.counts.roll_call import RollCall
from searcher.quotes.excerpt import ending, excerpt
from searcher.quotes.quote import Quote
from searcher.safe_text import one_line, shortened
from searcher.web.view import address as pages
from searcher.web.view import plots
from searcher.web.view.address import Asked
from searcher.web.view.dates import Date, date_of
from searcher.web.view.groups import Key, Named, named
from searcher.web.view.said import language

#: About how many characters of the best quote, and of a question with its answer, are shown.
_QUOTE, _QUESTION = 220, 180
#: The parts into which a program is cut in a line of its dispersion.
_PARTS = 100


class Ended(NamedTuple):
    """The first or the last time that somebody said something."""

    date: Date | None
    title: str
    page: str


class Called(NamedTuple):
    """Somebody of a roll call.

    Attributes:
        named: who.
        matches: how often they say it; 0 if they were asked and did not.
        first, last: when first and last.
        best: a part of their best quote, or of the answer.
        page: its turn.
        question: a part of the question that was not answered so, or "".
        language: of what is said, or "".
    """

    named: Named
    matches: int
    first: Ended
    last: Ended
    best: str
    page: str
    question: str
    language: str


def called(found: RollCall, asked: Asked) -> Iterator[Called]:
    """Those who said it."""
    q = str(asked["q"])
    for person in found.said:
        group, best = person.group, person.best
        yield Called(
            named(By.SPEAKER, Key(group.value, group.title, group.program), asked),
            group.matches,
            _ended(person.first, q),
            _ended(person.last, q),
            _part(best),
            pages.program(best.program.id, q=q, turn=best.turn.number),
            "",
            language(best.program.language),
        )


def silent(found: RollCall, asked: Asked) -> Iterator[Called]:
    """Those who were asked about it and never said it."""
    q = str(asked["q"])
    for person in found.asked:
        answer = person.answer
        when = _ended(answer, q)
        asking = answer.question.text if answer.question else ""
        yield Called(
            named(By.SPEAKER, Key(person.name, answer.program.title, person.program), asked),
            0,
            when,
            when,
            shortened(answer.turn.text, _QUESTION),
            when.page,
            one_line(ending(asking, _QUESTION)),
            language(answer.program.language),
        )


def _ended(quote: Quote, q: str) -> Ended:
    program = quote.program
    page = pages.program(program.id, q=q, turn=quote.turn.number)
    return Ended(date_of(program.date), one_line(program.title) or program.id, page)


def _part(quote: Quote) -> str:
    """The part of a quote around what matches, on one line."""
    text = quote.turn.text
    found = excerpt(text, quote.spans, _QUOTE)
    said = " … ".join(one_line(text[start:end]) for start, end in found.parts)
    return said if found.shown == found.sentences else f"{said} …"


class Dispersed(NamedTuple):
    """Where something is said in a program.

    Attributes:
        title: of the program.
        date: its date, or None.
        page: its page.
        matches, words: how often it is said, in how many words.
        marks: a mark for each part of the program where it is said.
        told: the same in words.
    """

    title: str
    date: Date | None
    page: str
    matches: int
    words: int
    marks: tuple[plots.Column, ...]
    told: str


def dispersed(found: Dispersion, asked: Asked) -> Iterator[Dispersed]:
    """The programs with most matches."""
    for row in found.rows:
        program = row.program
        told = "matches in the four quarters: " + ", ".join(map(str, row.in_parts(4)))
        yield Dispersed(
            one_line(program.title) or program.id,
            date_of(program.date),
            pages.program(program.id, q=str(asked["q"])),
            len(row.places),
            row.words,
            plots.strip(row.in_parts(_PARTS)),
            told,
        )
