"""Concordances of several archives as one."""

from collections.abc import Callable, Sequence
from heapq import merge
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from searcher.concordance.kwic.kwic import Kwic
from searcher.concordance.kwic.orders import KwicOrder
from searcher.concordance.kwic.sort_keys import key_of
from searcher.query.tier import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.concordance.kwic.kwic import KwicLine


def merged(each: Sequence[Kwic], order: KwicOrder, page: Callable[[int], range]) -> Kwic:
    """The lines of several concordances in one order.

    Args:
        each: concordances of one search in this order, from the first line on.
        order: the order.
        page: the rows that are wanted, of so many lines.
    """
    tiers: tuple[Tier | None, ...] = (None, *Tier)
    having = [one for one in each if one.turns]
    tier = min(map(attrgetter("tier"), having), key=tiers.index, default=None)
    # As in a search, less exact matches of one index do not count if another one has better ones.
    counted = [one for one in having if one.tier == tier]
    total = sum(one.total for one in counted)
    rows = page(total)
    lines: Iterator[KwicLine] = (
        chain.from_iterable(one.lines for one in counted)
        if order == KwicOrder.TEXT
        else merge(*(one.lines for one in counted), key=lambda line: key_of(line, order))
    )
    return each[0].replaced(
        total=total,
        turns=sum(one.turns for one in counted),
        tier=tier,
        lines=islice(lines, rows.start, rows.stop),
        shown=len(rows),
        offset=rows.start,
        synonyms={typed: added for one in each for typed, added in one.synonyms.items()},
    )
