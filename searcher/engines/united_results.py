"""The results of several engines as one: their quotes in one order, their hints and suggestions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.query.tier import Tier
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order
from searcher.suggest.hint import Hint, HintKind

if TYPE_CHECKING:
    from searcher.concordance.counts.counts import Counts
    from searcher.suggest.suggestion import Suggestion

#: The tiers, the strictest first; what is matched exactly as typed has none.
_TIERS: tuple[Tier | None, ...] = (None, *Tier)

#: By what quotes are compared in each order.
KEYS: dict[Order, Callable[[Quote], Any]] = {
    Order.RELEVANCE: lambda quote: -quote.score,
    Order.DATE: lambda quote: quote.program.date or "",
    Order.LATEST: lambda quote: quote.program.date or "",
    Order.PROGRAM: lambda quote: quote.program.id,
}


def page_of(each: Sequence[Results], request: Request) -> Results:
    """The page that a request wants, of the results of several engines.

    Args:
        each: the results of each engine, with all quotes up to the end of the page.
        request: the request.
    """
    last = request.offset + request.limit
    having = [found for found in each if found.total]
    tier = min((found.tier for found in having), key=_TIERS.index, default=None)
    total = sum(found.total for found in having if found.tier == tier)
    quotes = [
        quote
        for found in having
        for quote in found.quotes
        if not request.strict or quote.tier == tier
    ]
    key = KEYS[request.order]
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
        facets=_facets(each, tier),
        by_meaning=any(found.by_meaning for found in each),
        is_approximate=any(found.is_approximate for found in each),
        missing_shards=sum(found.missing_shards for found in each),
        next_offset=last if request.limit and len(quotes) >= last else None,
    )


def strictest(found: Iterable[tuple[Tier | None, int]]) -> Tier | None:
    """The strictest tier in which an engine finds something."""
    return min((tier for tier, count in found if count), key=_TIERS.index, default=None)


def _facets(each: Sequence[Results], tier: Tier | None) -> "Counts | None":
    """The facets of all engines, if the search wanted them."""
    facets = [found.facets for found in each if found.facets is not None]
    if not facets:
        return None
    # Few searches want them.
    from searcher.concordance.counts.counts import united

    return united(facets, tier)


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


#: What is said even where another engine found something.
_ANYWAY = frozenset(
    {
        HintKind.SPELLING,
        HintKind.AS_PLAIN,
        HintKind.SHORTENED,
        HintKind.NO_MEANING,
        HintKind.INCOMPLETE,
        HintKind.APPROXIMATE,
        HintKind.NAMED,
    }
)


def _hints(each: Sequence[Results], total: int) -> "tuple[Hint, ...]":
    """The hints of all engines, with the counts of equal ones added.

    If any engine found something, why another one found nothing does not matter.
    """
    merged: dict[Hint, int] = {}
    for found in each:
        for hint in found.hints:
            if not total or hint.kind in _ANYWAY:
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
