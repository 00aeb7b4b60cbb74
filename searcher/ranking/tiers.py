"""A search answered tier by tier: the strictest that has a match first, then the next."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from searcher.matching.bm25 import DEFAULT, Parameters
from searcher.matching.evaluate import Evaluator
from searcher.matching.exchanges import Exchanges
from searcher.matching.hits import Hits
from searcher.matching.positions import Turns
from searcher.query.query_tree import Tree
from searcher.query.read import Search, Tier
from searcher.quotes.highlights import Coloured, Placed, told
from searcher.quotes.quote import Match

if TYPE_CHECKING:
    from searcher.ranking.conversation import Conversation


class Answer(NamedTuple):
    """What a search found.

    Attributes:
        total: how many turns match in the first tier that has a match.
        tier: that tier; the last one where none has a match.
        matches: the best, in the order of the tiers and of the sort.
    """

    total: int
    tier: str | None
    matches: list[Match]


class Answering:
    """One search over a library.

    Args:
        exchanges: the questions and answers of the library.
        sort: one of `ORDERS`; within a tier, equal turns in the order of the index.
        explain: whether matches carry the parts of their scores.
        parameters: of the ranking.
    """

    def __init__(
        self,
        search: Search,
        library: Library,
        exchanges: Exchanges,
        *,
        sort: str = "relevance",
        explain: bool = False,
        parameters: Parameters = DEFAULT,
    ) -> None:
        self._search = search
        # Each search has its own: what was read for it is let go with it.
        self._evaluator = Evaluator(library, exchanges)
        self._library = library
        self._sort = sort
        self._explain = explain
        self._parameters = parameters

    def answer(self, count: int, *, strict: bool = False) -> Answer:
        """The `count` best matches; with `strict` of the first tier that has one only."""
        search, evaluator = self._search, self._evaluator
        total, first = 0, search.tiers[-1].name
        matches: list[Match] = []
        seen: npt.NDArray[np.bool_] | None = None
        allowed = evaluator.match(search.filter) if search.filter else None
        for tier in search.tiers:
            tree = self._tree(tier)
            if self._is_literal(tier) and allowed is None and seen is None:
                documents, best = evaluator.first(tree, count)
                if len(best.documents) == count:
                    return Answer(
                        len(documents), tier.name, self._located(tier, tree, best, documents)
                    )
            hits = self._hits(tier, tree, allowed)
            if tier.name == "any" and not len(hits.documents):
                # What tells most is not said here: one word of two may be mistyped.
                tree = self._talk.subject()
                hits = self._hits(tier, tree, allowed)
            if not total and len(hits.documents):
                total, first = len(hits.documents), tier.name
            new = hits if seen is None else hits.only(~seen[hits.documents])
            best = self._best(new, count - len(matches))
            matches += self._located(tier, tree, best, hits.documents)
            if len(matches) >= count or (strict and total):
                break
            if seen is None:
                seen = np.zeros(self._library.size, bool)
            seen[hits.documents] = True
            if tier.name == "any" and len(hits.documents):
                beside = self._talk.beside(hits.documents, allowed)
                new = self._talk.ranked(beside).only(~seen[beside])
                best = self._best(new, count - len(matches))
                matches += self._located(tier, tier.tree, best, beside)
        return Answer(total, first, matches)

    @cached_property
    def _talk(self) -> "Conversation":
        # What is said together is ranked without it.
        from searcher.ranking.conversation import Conversation

        return Conversation(self._search.words, self._evaluator, self._parameters)

    def _as_talk(self, tier: Tier) -> bool:
        """Whether a tier is ranked as talk: what is asked for literally stays in literal order."""
        return tier.name not in (None, "phrase") and len(self._search.words) > 1

    def _is_literal(self, tier: Tier) -> bool:
        """Whether the best of a tier are the first that are shown."""
        return self._sort == "relevance" and not self._as_talk(tier)

    def _tree(self, tier: Tier) -> Tree:
        return self._talk.telling() if tier.name == "any" else tier.tree

    def _hits(self, tier: Tier, tree: Tree, allowed: Turns | None) -> Hits:
        if self._as_talk(tier):
            return self._talk.ranked(self._evaluator.match(tree, allowed))
        return self._evaluator.hits(tree, allowed)

    def _best(self, hits: Hits, count: int) -> Hits:
        if self._sort == "relevance":
            return hits.best(count)
        documents = hits.documents
        order = np.lexsort((documents, self._order[documents]))[:count]
        return Hits(documents[order], hits.scores[order])

    @cached_property
    def _order(self) -> npt.NDArray[np.int64]:
        """For each document where its program stands in the order that was asked for."""
        if self._sort == "program":
            return self._library.value_numbers("program")
        numbers = self._library.value_numbers("date")
        # A program without a date comes last, whichever way.
        undated = numbers < 0
        if self._sort == "-date":
            numbers = -numbers
        numbers[undated] = np.iinfo(np.int64).max
        return numbers

    def _located(self, tier: Tier, tree: Tree, hits: Hits, ranked: Turns) -> list[Match]:
        """The best of the turns that were ranked, with the places of their matches."""
        documents = hits.documents.tolist()
        coloured: Mapping[int, Sequence[Coloured]] = {}
        everywhere = told(tree)
        if everywhere is None:
            places = self._evaluator.spans(tree, documents)
            coloured = {document: (Placed(found),) for document, found in places.items()}
        parts = self._explained(tier, tree, hits.documents, ranked) if self._explain else {}
        return [
            Match(
                document,
                score,
                tier.name,
                coloured[document] if everywhere is None else everywhere,
                parts.get(document, ()),
            )
            for document, score in zip(documents, hits.scores.tolist(), strict=True)
        ]

    def _explained(
        self, tier: Tier, tree: Tree, documents: Turns, ranked: Turns
    ) -> dict[int, tuple[tuple[str, float], ...]]:
        # Scores are seldom explained.
        from searcher.ranking import explain

        if self._as_talk(tier):
            return explain.as_talk(self._talk, ranked, documents)
        return {
            document: tuple(explain.literally(tree, self._evaluator, document))
            for document in documents.tolist()
        }
