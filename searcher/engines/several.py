"""Several engines that are searched as one, such as the indexes of two folders."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.engines.speaker_list import Speaker
from searcher.query.tier import Tier
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    from corpus.model import Program
    from index.turn_record import Entry
    from searcher.engines.engine import Engine
    from searcher.suggest.suggestion import Suggestion

_TIERS: tuple[Tier | None, ...] = (None, *Tier)


class SeveralEngines:
    """An engine over other engines.

    Each one answers by itself, and the answers are merged: tier by tier, in the order of the
    request. How rare a word is, each engine knows for itself only, so scores of two engines
    are comparable as far as these talk about the same things.
    """

    def __init__(self, engines: "Sequence[Engine]") -> None:
        self._engines = engines

    def search(self, request: Request) -> Results:
        """The quotes of one page, and the total.

        Raises:
            searcher.errors.QueryError: the search cannot be read.
        """
        last = request.offset + request.limit
        each = [engine.search(replace(request, offset=0, limit=last)) for engine in self._engines]
        having = [found for found in each if found.total]
        tier = min((found.tier for found in having), key=_TIERS.index, default=None)
        total = sum(found.total for found in having if found.tier == tier)
        quotes = [
            quote
            for found in having
            for quote in found.quotes
            if not request.strict or quote.tier == tier
        ]
        key = _KEYS[request.order]
        # First by what is compared last: a sort keeps the order of equal quotes.
        quotes.sort(key=key, reverse=request.order == Order.LATEST)
        if request.order in (Order.DATE, Order.LATEST):
            quotes.sort(key=lambda quote: quote.program.date is None)
        quotes.sort(key=lambda quote: _TIERS.index(quote.tier))
        return each[0].replaced(
            quotes=tuple(quotes[request.offset : last]),
            total=total,
            tier=tier,
            seconds=sum(found.seconds for found in each),
            suggestions=_suggestions(each, tier),
            synonyms={typed: added for found in each for typed, added in found.synonyms.items()},
            unmatched={} if total else _unmatched(each),
            next_offset=last if request.limit and len(quotes) >= last else None,
        )

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id."""
        entries = (entry for engine in self._engines for entry in engine.programs())
        return sorted(entries, key=lambda entry: entry.program.id)

    def speakers(self) -> list[Speaker]:
        """Everybody who speaks, most turns first; people of one name are one person."""
        people: dict[tuple[str, str | None], Speaker] = {}
        for number, engine in enumerate(self._engines):
            for person in engine.speakers():
                # A voice of one recording is nobody else.
                key = person.name, person.program and f"{number} {person.program}"
                known = people.get(key)
                people[key] = person if known is None else _joined(known, person)
        return sorted(
            people.values(), key=lambda person: (-person.turns, person.name, person.program or "")
        )

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns, of the first engine that has one."""
        found = (engine.program(program_id) for engine in self._engines)
        return next((program for program in found if program is not None), None)

    def close(self) -> None:
        """Close all engines."""
        for engine in self._engines:
            engine.close()


_KEYS: dict[Order, Callable[[Quote], Any]] = {
    Order.RELEVANCE: lambda quote: -quote.score,
    Order.DATE: lambda quote: quote.program.date or "",
    Order.LATEST: lambda quote: quote.program.date or "",
    Order.PROGRAM: lambda quote: quote.program.id,
}


def _joined(one: Speaker, other: Speaker) -> Speaker:
    return replace(
        one,
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        programs=one.programs + other.programs,
        turns=one.turns + other.turns,
    )


def _suggestions(each: Sequence[Results], tier: Tier | None) -> "tuple[Suggestion, ...]":
    """The suggestions of all engines, unless one of them found enough in the best tier."""
    if any(found.total and found.tier == tier and not found.suggestions for found in each):
        return ()
    merged: dict[tuple[object, object], Suggestion] = {}
    for near in (near for found in each for near in found.suggestions):
        known = merged.get((near.asked, near.said))
        merged[near.asked, near.said] = (
            near if known is None else replace(known, turns=known.turns + near.turns)
        )
    return tuple(merged.values())


def _unmatched(each: Sequence[Results]) -> dict[str, tuple[str, ...]]:
    """The filters that match no turn of any engine, each with values that the indexes have."""
    return {
        name: tuple(dict.fromkeys(value for found in each for value in found.unmatched[name]))
        for name in each[0].unmatched
        if all(name in found.unmatched for found in each)
    }
