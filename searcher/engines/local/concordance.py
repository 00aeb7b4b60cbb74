"""Concordances, collocates and keywords of the local engine."""

from index.library.library import Library
from searcher.concordance.kwic.kwic import Kwic
from searcher.concordance.kwic.reader import LineReader
from searcher.concordance.kwic.sort_keys import KwicSorter
from searcher.concordance.words.keyness_counts import KeynessCounts
from searcher.concordance.words.neighbour_counts import NeighbourCounts
from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
from searcher.engines.local.search import LocalSearch


class LocalConcordance:
    """What is computed of all matches of a search, and of all words of some turns.

    Several threads may use it at once.
    """

    def __init__(self, library: Library, search: LocalSearch) -> None:
        self._library = library
        self._search = search

    def kwic(self, request: KwicRequest) -> Kwic:
        """The lines of a concordance, which are read while they are taken."""
        matched = self._search.matched(request.search)
        found = matched.occurrences()
        rows = request.page(len(found))
        order = KwicSorter(self._library).rows(found, request.order) if rows else None
        reader = LineReader(self._library, found, matched.tree)
        return Kwic(
            request.search.arguments,
            len(found),
            len(matched.turns),
            matched.tier,
            reader.lines(rows if order is None else order[rows.start : rows.stop]),
            request.order,
            len(rows),
            request.offset,
            matched.synonyms,
            request.search.filters,
        )

    def neighbours(self, request: WindowRequest) -> NeighbourCounts:
        """The words near the matches of a search."""
        # A concordance does not need it.
        from searcher.concordance.words.windows import neighbour_counts

        matched = self._search.matched(request.search)
        found = neighbour_counts(matched, request.left, request.right)
        return found.replaced(query=request.search.arguments, filters=request.search.filters)

    def keyness(self, request: KeynessRequest) -> KeynessCounts:
        """The words of two sets of turns."""
        # As above.
        from searcher.concordance.words.word_sets import keyness_counts

        one = self._search.allowed(request.filters)
        other = None if request.versus is None else self._search.allowed(request.versus)
        if request.asked:
            exchanges = self._search.exchanges
            one, other = exchanges.questions_of(one), exchanges.questions_of(other)
        return keyness_counts(self._library, one, other).replaced(
            filters=request.filters, versus=request.versus
        )
