"""Several engines that are searched as one, such as the indexes of two folders."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.engines.speaker_list import Speaker
from searcher.query.tier import Tier
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order
from searcher.suggest.hint import Hint, HintKind

if TYPE_CHECKING:
    from corpus.model import Program
    from index.turn_record import Entry
    from searcher.engines.engine import Engine
    from searcher.suggest.suggestion import Suggestion

_TIERS: tuple[Tier | None, ...] = (None, *Tier)


class _Owners:
    """Counts how many use an engine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 1

    def another(self) -> "_Owners":
        """Count one more."""
        with self._lock:
            self._count += 1
        return self

    def leave(self) -> bool:
        """Count one less; whether there is none any more."""
        with self._lock:
            self._count -= 1
            return self._count == 0


class SeveralEngines:
    """An engine over other engines.

    Each one answers by itself, and the answers are merged: tier by tier, in the order of the
    request. How rare a word is, each engine knows for itself only, so scores of two engines
    are comparable as far as these talk about the same things.
    """

    def __init__(self, engines: "Sequence[Engine]") -> None:
        self._engines = engines
        self._owners = {id(engine): _Owners() for engine in engines}

    def renewed(self, *, thorough: bool = False) -> "SeveralEngines | None":
        """The same engines, those that have changed renewed; None where none has changed.

        Raises:
            index.errors.IndexProblem: there is something new, and it cannot be read.
        """
        newer: list[Engine | None] = []
        try:
            newer.extend(engine.renewed(thorough=thorough) for engine in self._engines)
        except BaseException:
            for engine in filter(None, newer):
                engine.close()
            raise
        if not any(newer):
            return None
        pairs = list(zip(self._engines, newer, strict=True))
        renewed = SeveralEngines([new or old for old, new in pairs])
        for old, new in pairs:
            if new is None:
                # It is closed by whichever of the two lets go of it last.
                renewed._owners[id(old)] = self._owners[id(old)].another()
        return renewed

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
            hints=_hints(each, total),
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
        """Close all engines that no newer one of these has."""
        for engine in self._engines:
            if self._owners[id(engine)].leave():
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


def _hints(each: Sequence[Results], total: int) -> "tuple[Hint, ...]":
    """The hints of all engines, with the counts of equal ones added.

    If any engine found something, why another one found nothing does not matter.
    """
    merged: dict[Hint, int] = {}
    for found in each:
        for hint in found.hints:
            if not total or hint.kind in (HintKind.SPELLING, HintKind.AS_PLAIN):
                alone = hint.replaced(count=0)
                merged[alone] = merged.get(alone, 0) + hint.count
    return tuple(hint.replaced(count=count) for hint, count in merged.items())


def _unmatched(each: Sequence[Results]) -> dict[str, tuple[str, ...]]:
    """The filters that match no turn of any engine, each with values that the indexes have."""
    return {
        name: tuple(dict.fromkeys(value for found in each for value in found.unmatched[name]))
        for name in each[0].unmatched
        if all(name in found.unmatched for found in each)
    }
