"""The counts of the local engine: matches by group, talk share, roll calls and dispersion."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from index.library.library import Library
from searcher.concordance.counts.counting import count
from searcher.concordance.counts.counts import Counts
from searcher.concordance.counts.dispersion import Dispersion, dispersion
from searcher.concordance.counts.grouping import Groupings
from searcher.concordance.counts.roll_call import RollCall
from searcher.concordance.counts.talk_share import TalkShare, talk_share
from searcher.engines.count_request import CountRequest, TalkRequest
from searcher.engines.local.search import LocalSearch
from searcher.engines.request import Request

if TYPE_CHECKING:
    from searcher.concordance.matched import Matched
    from searcher.matching.arrays import Turns

#: What is computed of a search, and says of which one.
Found = TypeVar("Found", Counts, RollCall, Dispersion)


class LocalCounts:
    """Counts what a search of one library matches.

    The groups of turns are made once; several threads may count at once.
    """

    def __init__(self, library: Library, search: LocalSearch) -> None:
        self._library = library
        self._search = search

    @cached_property
    def _groupings(self) -> Groupings:
        return Groupings(self._library)

    def count(self, request: CountRequest) -> Counts:
        """The matches of a search, by group."""
        return self._answer(
            request.search,
            lambda matched, allowed: count(request.by, matched, allowed, self._groupings),
        )

    def talk_share(self, request: TalkRequest) -> TalkShare:
        """How much everybody says."""
        began = time.perf_counter()
        allowed = self._search.allowed(request.filters)
        if request.asked:
            allowed = self._search.exchanges.questions_of(allowed)
        found = talk_share(request.by, allowed, self._groupings, self._search.exchanges)
        return found.replaced(filters=request.filters, seconds=time.perf_counter() - began)

    def roll_call(self, request: Request) -> RollCall:
        """Everyone who said it, and who was asked and did not."""
        # Counts alone need no quotes.
        from searcher.concordance.counts.calling import roll_call

        return self._answer(
            request,
            lambda matched, allowed: roll_call(matched, allowed, self._groupings, request.limit),
        )

    def dispersion(self, request: Request) -> Dispersion:
        """Where in each program it is said."""
        return self._answer(
            request, lambda matched, _: dispersion(matched, self._groupings, request.limit)
        )

    def _answer(
        self, search: Request, compute: "Callable[[Matched, Turns | None], Found]"
    ) -> "Found":
        """What is computed of what a search matches, and of the turns that its filters leave."""
        began = time.perf_counter()
        found = compute(self._search.matched(search), self._search.allowed(search.filters))
        return found.replaced(
            query=search.arguments, filters=search.filters, seconds=time.perf_counter() - began
        )
