"""`/cite`: how a quote is cited, in every style, and for other programs."""

import io
from typing import NamedTuple

from searcher.citation.citation import Style, cite
from searcher.citation.pieces import Piece
from searcher.citation.work import Work, of_turn
from searcher.errors import PassageUnknown
from searcher.output.printer import CITING, FORMATS, printer
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.safe_text import shortened
from searcher.web.exchange import public
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view.address import Asked
from searcher.web.view.said import turn_shown

_STYLES = {
    Style.APA.value: "APA 7",
    Style.MLA.value: "MLA 9",
    Style.CHICAGO.value: "Chicago 17, notes and bibliography",
}
_OTHERS = {name: FORMATS[name] for name in CITING}
_NAMES = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
PARAMETERS = (
    Parameter("program", "The id of the program.", Kind.TEXT, REQUIRED),
    Parameter("turn", "The number of the turn.", Kind.NUMBER, REQUIRED, 1, 10_000_000),
    Parameter("at", "The second at which it is said.", Kind.NUMBER, None, 0, 10_000_000),
    Parameter("style", "Only this one.", Kind.CHOICE, choices=(*_STYLES, *_OTHERS)),
)


class Styled(NamedTuple):
    """A citation in the style of a manual.

    Attributes:
        id: of the style.
        name: the manual.
        reference, in_text: the entry of the list, and what stands in the text.
    """

    id: str
    name: str
    reference: tuple[Piece, ...]
    in_text: tuple[Piece, ...]


class Record(NamedTuple):
    """A citation for another program.

    Attributes:
        id: the format.
        name: what it is called.
        means: what it is for.
        text: the record.
    """

    id: str
    name: str
    means: str
    text: str


def answer(call: Call) -> Answer:
    """The citations of a turn."""
    given = call.arguments(PARAMETERS)
    asked = Asked("/cite", given, {one.name: one.default for one in PARAMETERS})
    passage = call.archive.passage(f"{given['program']}:{given['turn']}", context=0)
    (turn,) = passage.program.turns
    if turn.is_withheld:
        where = shortened(given["program"], 60)
        raise PassageUnknown(f"turn {turn.number:,} of {where} may not be shown")
    work = of_turn(public.program(passage.program), turn, given["at"])
    wanted = given["style"]
    return page(
        call,
        "cite",
        asked=asked,
        one=turn_shown(passage.program, turn, media=call.settings.media),
        styles=[one for one in _styled(work) if wanted in (None, one.id)],
        records=[one for one in _records(work) if wanted in (None, one.id)],
        wanted=wanted,
    )


def _styled(work: Work) -> list[Styled]:
    made = [(style, cite(work, style)) for style in _STYLES]
    return [Styled(style, _STYLES[style], one.reference, one.in_text) for style, one in made]


def _records(work: Work) -> list[Record]:
    return [
        Record(name, _NAMES[name], means, _record(name, work)) for name, means in _OTHERS.items()
    ]


def _record(name: str, work: Work) -> str:
    out = io.StringIO()
    printer(name, out).citations([cite(work, Style.APA)])
    return out.getvalue().strip()
