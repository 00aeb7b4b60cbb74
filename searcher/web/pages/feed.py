"""`/feed.atom`: the quotes of a search as an Atom feed (RFC 4287), newest programs first."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from corpus.model import Program
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.ranking.orders import Order
from searcher.safe_text import one_line
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.search import DEFAULTS, MATCHING, matching
from searcher.web.pages.template import rendered
from searcher.web.view.address import Asked
from searcher.web.view.said import Shown, shown

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
#: How many quotes are in a feed.
SIZE = 50
PARAMETERS = (Parameter("q", "The search.", Kind.TEXT, REQUIRED), *MATCHING[1:])

#: When a program was changed of which neither the date nor the file is known.
_NEVER = "1970-01-01T00:00:00Z"


class Item(NamedTuple):
    """An entry of a feed.

    Attributes:
        id: lasts as long as the program and the turn are called so.
        updated: the date of the program, or when its transcript was changed.
        published: the date of the program, or "".
        text: what is said.
        quote: who says it, and where.
    """

    id: str
    updated: str
    published: str
    text: str
    quote: Shown


def answer(call: Call) -> Answer:
    """The feed of a search."""
    given = call.arguments(PARAMETERS)
    asked = Asked("/feed.atom", given, DEFAULTS)
    found = call.archive.search(
        given["q"],
        limit=SIZE,
        sort=Order.LATEST,
        strict=True,
        questions=False,
        **matching(given),
    )
    items = []
    for quote in found:
        program, turn = quote.program, quote.turn
        published = _moment(program.date) if program.date else ""
        items.append(
            Item(
                _id(f"searcher:{program.id}:{turn.number}"),
                published or _changed(program),
                published,
                turn.text,
                shown(quote, media=call.settings.media, q=given["q"]),
            )
        )
    made = rendered(
        call,
        "feed.xml",
        q=one_line(given["q"]),
        id=_id(f"searcher:{asked.at('/search')}"),
        updated=max((item.updated for item in items), default=_NEVER),
        address=asked.at("/feed.atom"),
        page=asked.at("/search"),
        items=items,
        total=found.total,
    )
    return Answer(made, media_type=MEDIA_TYPE)


def _id(name: str) -> str:
    return uuid5(NAMESPACE_URL, name.encode(errors="replace").decode()).urn


def _moment(date: str) -> str:
    """The beginning of a day, a month or a year, as RFC 3339 writes it; "" if it is no date."""
    whole = f"{date}-01-01"[: len("2019-09-09")]
    try:
        return datetime.fromisoformat(f"{whole}T00:00:00+00:00").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""


def _changed(program: Program) -> str:
    """When the transcript was changed; long ago, if its file is not there."""
    try:
        seconds = Path(program.path).stat().st_mtime
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OSError, ValueError, OverflowError):
        return _NEVER
