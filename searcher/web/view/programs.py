"""Programs in lists."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from index.turn_record import Entry
from searcher.safe_text import shortened
from searcher.web.view import address
from searcher.web.view.dates import Date, date_of

_NUMBER = re.compile("([0-9]+)")

#: How many of its speakers are shown, and how many topics.
_SPEAKERS, _TOPICS = 4, 6
#: How much of a name and of a title is shown.
_NAME, _TITLE = 80, 240


class Listed(NamedTuple):
    """A program in a list.

    Attributes:
        id, title: of the program.
        page: its page.
        series: its series, or "".
        date: its date, or None.
        turns: how many it has.
        speakers: who says most, each with the page of the person, or "".
        more: how many others speak.
        topics: some of its topics.
        description: what it is about, shortened, or "".
    """

    id: str
    title: str
    page: str
    series: str
    date: Date | None
    turns: int
    speakers: list[tuple[str, str]]
    more: int
    topics: list[str]
    description: str


def listed(entry: Entry) -> Listed:
    """A program as a list shows it."""
    program = entry.program
    often = sorted(entry.turns_by, key=lambda name: (-entry.turns_by[name], name))
    return Listed(
        program.id,
        shortened(program.title or program.id, _TITLE),
        address.program(program.id),
        shortened(program.series or "", _NAME),
        date_of(program.date),
        entry.turns,
        [(shortened(name, _NAME), address.speaker(name)) for name in often[:_SPEAKERS]],
        max(0, len(often) - _SPEAKERS),
        [shortened(topic, _NAME) for topic in program.topics[:_TOPICS]],
        shortened(program.description or "", 200),
    )


def latest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Programs by their dates, the latest first; those without a date last; then by id."""
    by_id = sorted(entries, key=lambda entry: natural(entry.program.id))
    return sorted(by_id, key=lambda entry: entry.program.date or "", reverse=True)


def natural(text: str) -> tuple[object, ...]:
    """A key by which episode 9 comes before episode 10."""
    parts = _NUMBER.split(text.casefold())
    # Words and numbers take turns, so that equals are compared. A number may have any length.
    key = [
        (len(part.lstrip("0")), part.lstrip("0")) if place % 2 else part
        for place, part in enumerate(parts)
    ]
    return tuple(key), text
