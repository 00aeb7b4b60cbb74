"""The values of a roll call: everyone who said something, and who was asked and did not say it."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.concordance.counts.counts import Group
from searcher.query.filters import EVERYTHING, Filters
from searcher.quotes.quote import Quote, Span
from searcher.value import Value

if TYPE_CHECKING:
    # As text, the tier needs no enum.
    from searcher.query.tier import Tier


class Said(NamedTuple):
    """Somebody who said it.

    Attributes:
        group: the name, and how often it was said in how many turns and programs.
        first, last: the first and the last time, by the date of the program and the place in
            it; programs without a date count only for people who said it in no other, and are
            in the order of the index.
        best: the quote with the highest score.
    """

    group: Group
    first: Quote
    last: Quote
    best: Quote


class Asked(NamedTuple):
    """Somebody who was asked about it and never said it.

    Attributes:
        name: the name.
        program: of a voice that only a recording names the id of the recording.
        answer: the first turn that answers a question about it; `answer.question` is the
            question.
    """

    name: str
    program: str | None
    answer: Quote


class RollCall(Value):
    """Everyone who said something, once each.

    Attributes:
        tier: as in `searcher.concordance.counts.counts.Counts`.
        said: those who said it most often, most matches first.
        asked: those who were asked about it and did not say it, in the order of time.
        total: all matches, as one group.
        said_by, asked_of: how many people said it, and how many were asked and did not.
        query: the arguments of the search.
        filters: the filters of the search.
        seconds: how long it took.
    """

    tier: "Tier | None"
    said: tuple[Said, ...]
    asked: tuple[Asked, ...]
    total: Group
    said_by: int
    asked_of: int
    query: tuple[str, ...] = ()
    filters: Filters = EVERYTHING
    seconds: float = 0.0

    def __repr__(self) -> str:
        return f"<RollCall for {' '.join(self.query)!r}: {self.said_by:,} people>"


#: The end of a sentence, and of those that are questions.
_END = re.compile(r"[.!?。！？؟](?!\w)[\"”’')\]]*")
_QUESTIONS = "?？؟"


def question_in(text: str, places: Iterable[Span]) -> Span | None:
    """The first sentence in which something matches and that ends in a question mark.

    Args:
        text: what is said.
        places: the characters that match, in order.
    """
    if not any(mark in text for mark in _QUESTIONS):
        return None
    for start, end in places:
        stop = _END.search(text, end)
        if stop is not None and stop[0][0] in _QUESTIONS:
            before = [found.end() for found in _END.finditer(text, 0, start)]
            begin = before[-1] if before else 0
            return begin + len(text[begin:]) - len(text[begin:].lstrip()), stop.end()
    return None


def in_time(quote: Quote) -> tuple[bool, str]:
    """What quotes are sorted by in time: those of programs without a date come last."""
    date = quote.program.date
    return date is None, date or ""


def united(each: Sequence[RollCall], tier: "Tier | None", limit: int) -> RollCall:
    """The roll calls of several archives as one.

    Args:
        each: the roll calls, with everybody.
        tier: the tier of the whole; those of a less exact one are left out.
        limit: how many people are wanted.
    """
    counted = [one for one in each if one.tier == tier]
    said: dict[tuple[str | None, object], Said] = {}
    asked: dict[tuple[str | None, object], Asked] = {}
    for number, one in enumerate(counted):
        for person in one.said:
            # A voice of one recording is nobody else.
            own = person.group.program and (number, person.group.program)
            key = person.group.value, own
            said[key] = _joined(said[key], person) if key in said else person
        for silent in one.asked:
            key = silent.name, silent.program and (number, silent.program)
            if key not in asked or in_time(silent.answer) < in_time(asked[key].answer):
                asked[key] = silent
    people = sorted(said.values(), key=lambda one: _order(one.group))
    silent_people = sorted(
        (one for key, one in asked.items() if key not in said), key=lambda one: in_time(one.answer)
    )
    return each[0].replaced(
        tier=tier,
        said=tuple(people[:limit]),
        asked=tuple(silent_people[:limit]),
        total=_sum([one.total for one in counted] or [each[0].total]),
        said_by=len(people),
        asked_of=len(silent_people),
        seconds=sum(one.seconds for one in each),
    )


def _order(group: Group) -> tuple[int, int, str, str]:
    return -group.matches, -group.turns, group.value or "", group.program or ""


def _joined(one: Said, other: Said) -> Said:
    dated = [quote for quote in (one.last, other.last) if quote.program.date is not None]
    return Said(
        one.group.plus(other.group),
        min(one.first, other.first, key=in_time),
        max(dated, key=in_time, default=one.last),
        max(one.best, other.best, key=lambda quote: quote.score),
    )


def _sum(groups: Iterable[Group]) -> Group:
    first, *others = groups
    for group in others:
        first = first.plus(group)
    return first
