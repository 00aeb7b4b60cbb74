"""The page of a concordance: each match on a line, aligned in the middle."""

from typing import NamedTuple

from searcher.concordance.kwic.kwic import KwicLine
from searcher.concordance.kwic.orders import ORDERS
from searcher.output.text.heading import TIERS
from searcher.parameters.parameter import Kind, Parameter
from searcher.safe_text import one_line
from searcher.syntax.lexer import plain_words
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.filtered import searched, told
from searcher.web.pages.search import MATCHING, matching
from searcher.web.pages.template import page
from searcher.web.view import address as pages
from searcher.web.view.address import Asked
from searcher.web.view.dates import Date, date_of
from searcher.web.view.paging import paging
from searcher.web.view.said import is_named, language

#: How many lines a page has.
LINES = 50
#: How many characters are on each side of a match: a narrow screen shows fewer of them.
CONTEXT = 90

PARAMETERS = (
    *MATCHING,
    Parameter("sort", "The order of the lines.", Kind.CHOICE, "text", choices=ORDERS),
    Parameter("offset", "How many lines to skip.", Kind.NUMBER, 0, 0, 100_000_000),
)
#: The orders as people read them.
NAMES = {
    "text": "as it was said",
    "left": "by the words before",
    "right": "by the words after",
    "match": "by the words that match",
    "speaker": "by speaker",
    "program": "by program",
    "date": "the earliest first",
    "-date": "the latest first",
}


class Line(NamedTuple):
    """A line.

    Attributes:
        before, match, after: what is said, on one line.
        speaker: who says it, or "" if nobody is named.
        title: of the program.
        date: its date, or None.
        turn: the number of the turn.
        page: the turn on the page of its program.
        language: of what is said, or "".
    """

    before: str
    match: str
    after: str
    speaker: str
    title: str
    date: Date | None
    turn: int
    page: str
    language: str


def answer(call: Call) -> Answer:
    """The lines of a concordance, or a form for one."""
    asked = call.arguments(PARAMETERS)
    this = Asked("/kwic", asked, {one.name: one.default for one in PARAMETERS})
    values = {"asked": this, "q": asked["q"], "names": NAMES, "filters": told(asked)}
    if not asked["q"]:
        return page(call, "kwic", found=None, **values)
    found = call.archive.kwic(
        asked["q"],
        sort=asked["sort"],
        limit=LINES,
        offset=asked["offset"],
        **matching(asked),
    )
    lines = [_line(line, asked["q"]) for line in found.lines]
    return page(
        call,
        "kwic",
        found=found,
        lines=lines,
        meaning=TIERS[found.tier] if len(plain_words(asked["q"])) > 1 else "",
        search=searched(asked),
        place=paging(this, found.offset, len(lines), LINES, found.total),
        **values,
    )


def _line(line: KwicLine, q: str) -> Line:
    program, turn = line.program, line.turn
    return Line(
        line.before(CONTEXT),
        line.match,
        line.after(CONTEXT),
        one_line(turn.speaker) if is_named(turn) else "",
        one_line(program.title) or program.id,
        date_of(program.date),
        turn.number,
        pages.program(program.id, q=q, turn=turn.number),
        language(program.language),
    )
