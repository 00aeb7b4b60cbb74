"""The search of an index in a cluster: an excerpt is read, and searched as an index here is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.opensearch.excerpt import Excerpt
from index.opensearch.mapping import of_key
from searcher.engines.every import Every
from searcher.engines.local.search import LocalSearch
from searcher.engines.opensearch.evidence import Evidence, Gatherer
from searcher.engines.opensearch.finder import READ, Finder
from searcher.engines.opensearch.whole import Whole, WholeEvaluator
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.errors import QueryError
from searcher.matching.evaluate import Evaluator
from searcher.query.filters import Filters
from searcher.query.planner import SearchPlan, TierQuery
from searcher.query.query_tree import Or, Tree
from searcher.quotes.quote import Quote
from searcher.quotes.quote_builder import Match
from searcher.ranking.cascade import Answer, TieredSearch
from searcher.ranking.orders import Order
from searcher.suggest.hint import Hint, HintKind

if TYPE_CHECKING:
    from searcher.meaning.likeness import Likeness


#: A search for nothing.
_NOTHING = SearchPlan((TierQuery(None, Or(())),))

_APPROXIMATE = (
    "more turns match than were compared, and the cluster ranks only about as searcher does"
)


class _More(Exception):
    """More turns are wanted than were read."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Tiers(TieredSearch):
    """The tiers of a search in an excerpt."""

    evidence: Evidence

    def answer(self, count: int, *, strict: bool = False, spare: int = 0) -> Answer:
        """The best matches, of all that the whole index has; see `TieredSearch.answer`."""
        if count > self.evidence.enough:
            raise _More(count)
        found = super().answer(count, strict=strict, spare=spare)
        return found._replace(total=self.evidence.totals.get(found.tier, found.total))


class ExcerptSearch(LocalSearch):
    """One search in an excerpt, which was read for it.

    Args:
        finder: of the cluster.
        whole: of the finder.
        excerpt: the turns that were read.
        search: the plan of the search.
        evidence: what was found of it; None if all of it is in the excerpt.
    """

    def __init__(
        self,
        finder: Finder,
        whole: Whole,
        excerpt: Excerpt,
        search: SearchPlan,
        evidence: Evidence | None = None,
    ) -> None:
        super().__init__(excerpt)
        self.excerpt = excerpt
        self._finder = finder
        self._whole = whole
        self._search = search
        self._evidence = evidence

    def _plan(self, request: Request) -> tuple[SearchPlan, Evaluator]:
        return self._search, Evaluator(self._library, self.exchanges, self._surroundings)

    def _tiered(
        self,
        search: SearchPlan,
        evaluator: Evaluator,
        request: Request,
        likeness: "Likeness | None" = None,
    ) -> TieredSearch:
        if self._evidence is None:
            return super()._tiered(search, evaluator, request, likeness)
        tiers = Tiers(search, evaluator, order=request.order, explain=request.explain)
        tiers.evidence = self._evidence
        return tiers

    def _everywhere(self, evaluator: Evaluator) -> Evaluator:
        return WholeEvaluator(self._finder, self._whole)

    def _expect(self, matches: Sequence[Match], request: Request) -> None:
        """Read the turns around quotes in one request."""
        shown: set[int] = set()
        for match in matches:
            document = match.document
            shown.update(range(document - request.context, document + request.context + 1))
            if request.questions and (question := int(self.exchanges.questions[document])) >= 0:
                shown.update(range(question, document))
            if match.with_answer and (answer := int(self.exchanges.answers[document])) >= 0:
                shown.update(range(document + 1, answer + 1))
        self.excerpt.show(sorted(shown))


class ClusterSearch(LocalSearch):
    """The search of an index in a cluster. Several threads may search at once."""

    def __init__(self, finder: Finder) -> None:
        self.whole = Whole(finder)
        super().__init__(self.whole)
        self._finder = finder

    def planned(self, request: Request) -> SearchPlan:
        """The plan of a search.

        Raises:
            QueryError: it cannot be read.
        """
        return super()._plan(request)[0]

    def _results(self, request: Request) -> Results:
        search = self.planned(request)
        gatherer = Gatherer(self._finder, self.whole, search)
        # Without a page, too, it is known in which tier something is found.
        count = max(1, request.offset + request.limit)
        while True:
            evidence = gatherer.page(count, request.order, strict=request.strict)
            excerpt = self._finder.excerpt(evidence.records)
            try:
                one = ExcerptSearch(self._finder, self.whole, excerpt, search, evidence)
                found = one._results(request)
            except _More as more:
                count = 2 * more.count
                continue
            finally:
                excerpt.close()
            if not (evidence.approximate and found.quotes):
                return found
            hint = Hint(HintKind.APPROXIMATE, " ".join(request.arguments), _APPROXIMATE)
            return found.replaced(is_approximate=True, hints=(*found.hints, hint))

    # All matches

    def excerpts(self, request: Request) -> Iterator[ExcerptSearch]:
        """All matches of the strictest tier that has any, as searches of excerpts.

        Each has whole programs, in the order of the index. If nothing matches, there is one search
        without programs.

        Raises:
            QueryError: the search cannot be read.
        """
        search, step, tree = self.strictest(request)
        alone = _only(search, step)
        if tree is None:
            yield self._excerpt(alone, {})
            return
        for records in Gatherer(self._finder, self.whole, search).batches(tree):
            yield self._excerpt(alone, records)

    def _excerpt(self, search: SearchPlan, records: dict[int, bytes]) -> ExcerptSearch:
        return ExcerptSearch(self._finder, self.whole, self._finder.excerpt(records), search)

    def without_turns(self, places: Sequence[int], request: Request | None) -> ExcerptSearch:
        """A search in programs of which no turn is read, and in which nothing matches."""
        return self.of_programs(places, {}, request)

    def of_programs(
        self, places: Sequence[int], records: dict[int, bytes], request: Request | None
    ) -> ExcerptSearch:
        """A search in some programs; of no request, if only their words are counted."""
        excerpt = self._finder.excerpt(records, places)
        if request is None:
            return ExcerptSearch(self._finder, self.whole, excerpt, _NOTHING)
        search, step, _ = self.strictest(request)
        return ExcerptSearch(self._finder, self.whole, excerpt, _only(search, step))

    def strictest(self, request: Request) -> tuple[SearchPlan, TierQuery, Tree | None]:
        """The plan of a search, and the first tier that has a match with what its turns match.

        If none has a match, a question with quotes or brackets is searched for by its words.

        Raises:
            QueryError: it cannot be read.
        """
        plain = self._plain_words(request)
        try:
            search = self.planned(request)
        except QueryError:
            if plain is None:
                raise
            search, plain = self.planned(plain), None
        found = Gatherer(self._finder, self.whole, search).strictest()
        if found is None and plain is not None:
            search = self.planned(plain)
            found = Gatherer(self._finder, self.whole, search).strictest()
        if found is None:
            return search, search.tiers[-1], None
        return search, found[0], found[1]

    def every(self, request: Request) -> Every:
        """Every quote of the first tier that has a match; see `LocalEngine.every`."""
        found = self.results(replace(request, limit=0, offset=0))
        return Every(found, self._each(request))

    def _each(self, request: Request) -> Iterator[Quote]:
        search, step, tree = self.strictest(request)
        if tree is None:
            return
        alone = _only(search, step)
        gatherer = Gatherer(self._finder, self.whole, search)
        for programs in self._in_order(gatherer.keys(tree), request.order):
            one = self._excerpt(alone, gatherer.among(step, tree, programs))
            try:
                yield from one._each(request)
            finally:
                one.excerpt.close()

    def _in_order(self, keys: Iterator[int], order: Order) -> Iterator[list[int]]:
        """The programs of turns in an order, as many at a time as have `READ` of the turns."""
        numbers = np.fromiter((of_key(key)[0] for key in keys), np.int64)
        programs, counts = np.unique(numbers, return_counts=True)
        catalogue = self._finder.catalogue
        places = [catalogue.place(int(number)) for number in programs]
        about = [catalogue.entry(place or 0).program for place in places]
        if order == Order.PROGRAM:
            rows = sorted(range(len(about)), key=lambda row: about[row].id.encode())
        else:
            rows = sorted(range(len(about)), key=lambda row: about[row].date or "",
                          reverse=order == Order.LATEST)  # fmt: skip
            rows.sort(key=lambda row: not about[row].date)
        some: list[int] = []
        turns = 0
        for row in rows:
            some.append(int(programs[row]))
            turns += int(counts[row])
            if turns >= READ:
                yield some
                some, turns = [], 0
        if some:
            yield some

    # Turns that filters leave

    def filtered(self, filters: Filters) -> Tree | None:
        """What filters ask for; None for everything.

        Raises:
            QueryError: a filter cannot be read.
        """
        if not filters:
            return None
        from searcher.query.compile import Compiler
        from searcher.query.word_forms import WordExpander

        return Compiler(WordExpander(self.whole)).filter(filters)


def _only(search: SearchPlan, step: TierQuery) -> SearchPlan:
    """The plan of one tier of a search."""
    return search._replace(tiers=(step,))
