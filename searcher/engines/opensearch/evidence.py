"""The turns of a cluster that must be read to answer a search here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import numpy as np

from index.opensearch.mapping import of_key, token
from index.opensearch.outline import rounded_lengths
from searcher.engines.opensearch.dsl import Query
from searcher.engines.opensearch.finder import Finder
from searcher.engines.opensearch.whole import Whole, WholeEvaluator
from searcher.matching.evaluate import Evaluator
from searcher.matching.surroundings import STRETCH
from searcher.query.planner import SearchPlan, TierQuery
from searcher.query.query_tree import Tree, Word, children
from searcher.query.tier import Tier
from searcher.ranking.conversation import Conversation
from searcher.ranking.orders import Order
from searcher.ranking.parameters import DEFAULT

#: Of more turns that match, only about the best are read: so many for a page, and so many where
#: what is said around them counts, too.
MOST_COMPARED, MOST_AROUND = 2_000, 1_000
#: The plugin ranks so many turns for a question, which takes a second of processor time; of more,
#: the best of each shard by the words that they say.
MOST_RANKED = 300_000
#: How many are read at least, if not all are: those that the cluster thinks best, and those around
#: which turns are looked for that go on about the subject.
LEAST, CANDIDATES = 300, DEFAULT.candidates + 20


@dataclass(slots=True)
class Evidence:
    """What was read for a search.

    Attributes:
        records: the turns, by their keys.
        totals: how many turns match in each tier.
        enough: the first so many turns of the whole search are among them.
        approximate: whether the best turns were chosen by what the cluster thinks of them.
    """

    records: dict[int, bytes] = field(default_factory=dict)
    totals: dict[Tier | None, int] = field(default_factory=dict)
    enough: int = 0
    approximate: bool = False


class Gatherer:
    """Reads the turns that one search needs.

    Args:
        finder: of the cluster.
        whole: of the finder.
        search: the plan of the search.
    """

    def __init__(self, finder: Finder, whole: Whole, search: SearchPlan) -> None:
        self._finder = finder
        self._search = search
        self._whole = whole
        self._filter = None if search.filter is None else finder.translate(search.filter)

    def is_conversational(self, step: TierQuery) -> bool:
        """Whether what is said around the turns of a tier counts for their order."""
        return step.tier not in (None, Tier.PHRASE) and len(self._search.words) > 1

    def tree(self, step: TierQuery) -> Tree:
        """What the turns of a tier match; in the last one the words that tell most."""
        if step.tier != Tier.ANY:
            return step.tree
        evaluator = self._conversation.evaluator
        allowed = evaluator.match(self._search.filter) if self._search.filter else None
        return self._conversation.telling(allowed)[0]

    @cached_property
    def _conversation(self) -> Conversation:
        """The ranking of the search, which knows its words and no turns."""
        evaluator = WholeEvaluator(self._finder, self._whole)
        return Conversation(self._search.words, evaluator)

    def total(self, tree: Tree) -> int:
        """How many turns match a tree and the filters."""
        filtered = self._filter
        if filtered is None:
            return self._finder.counted(tree, None)
        if filtered.exact and self._finder.translate(tree).exact:
            return self._finder.matching(tree, filtered.query)
        return sum(len(found) for _, found in self._verified(tree))

    def strictest(self) -> tuple[TierQuery, Tree, int] | None:
        """The first tier that has a match, what its turns match, and how many there are."""
        for step in self._search.tiers:
            tree = self.tree(step)
            if total := self.total(tree):
                return step, tree, total
        return None

    # For a page

    def page(self, count: int, order: Order, *, strict: bool) -> Evidence:
        """What the first `count` turns of a search are among.

        Args:
            count: how many are wanted.
            order: of the turns of a tier.
            strict: whether to stay in the first tier that has a match.
        """
        found = Evidence(enough=count)
        for step in self._search.tiers:
            tree = self.tree(step)
            total = found.totals[step.tier] = self.total(tree)
            if not total:
                continue
            self._add(found, step, tree, order)
            # A turn may be in several tiers, so those of one tier are counted.
            if strict or max(found.totals.values()) >= count:
                break
        return found

    def _add(self, found: Evidence, step: TierQuery, tree: Tree, order: Order) -> None:
        around = self.is_conversational(step)
        most = MOST_AROUND if around else MOST_COMPARED
        total, exact = found.totals[step.tier], self._is_exact(tree)
        # The plugin ranks as we do, so the first ones are enough.
        ranks = self._finder.plugin and exact and not self._search.accented
        size = max(CANDIDATES if around or not ranks else 0, 2 * found.enough)
        if total <= (size if ranks or order is not Order.RELEVANCE else max(most, found.enough)):
            records: dict[int, bytes] = {}
            for some in self._finder.batches(self._query(tree), self._filtered()):
                records |= some
        else:
            size = size if ranks else max(LEAST, size)
            records = self._best(tree, size, order, around=around)
            if step.tier == Tier.ANY and order is not Order.RELEVANCE:
                # Beside the best turns are others that go on about the subject, in any order.
                records |= self._best(tree, CANDIDATES, Order.RELEVANCE, around=True)
            few = total <= MOST_RANKED or not around
            found.approximate |= order is Order.RELEVANCE and not (ranks and few)
        records |= self.support(tree, records)
        if around:
            records |= self._around(records)
        found.records |= records

    def _best(self, tree: Tree, size: int, order: Order, *, around: bool) -> dict[int, bytes]:
        """The first turns in an order, as far as the cluster knows."""
        exact = self._is_exact(tree)
        query, again = self._finder.scored(tree, self._whole), None
        if around and self._finder.plugin and exact and order is Order.RELEVANCE:
            ranked = self._finder.ranked(self._conversation, self._query(tree))
            if self.total(tree) <= MOST_RANKED:
                query = ranked
            else:
                again = {name: _without_query(body) for name, body in ranked.items()}
        best = self._finder.best(query, size, order, self._filtered(), again)
        if exact:
            return dict(best.records)
        # Others match the query, too: those that match the tree are read until there are enough.
        kept = dict(self._compared(tree, best.records))
        if len(kept) >= size // 2:
            return kept
        for records, matching in self._verified(tree):
            kept |= {key: records[key] for key in matching}
            if len(kept) >= size:
                break
        return kept

    def _around(self, keys: Iterable[int]) -> dict[int, bytes]:
        """What is said around turns, as far as it counts for their scores, and right beside them.

        Around them the words count that do not say little; turns right beside them are shown if
        they say any word of the search.
        """
        far: list[tuple[int, int]] = []
        near: list[tuple[int, int]] = []
        catalogue = self._finder.catalogue
        reach = 2 * STRETCH * max(each for each, _, _ in DEFAULT.around)
        for number, turns in groupby(sorted(keys), lambda key: of_key(key)[0]):
            place = catalogue.place(number)
            if place is None:
                continue
            ends = np.cumsum(rounded_lengths(catalogue.outline(place)))
            for key in turns:
                turn = of_key(key)[1]
                first = int(np.searchsorted(ends, ends[turn - 1] - reach))
                last = int(np.searchsorted(ends, ends[turn - 1] + reach))
                far.append((key - turn + max(1, first), key - turn + last + 1))
                near.append((key - DEFAULT.beside, key + DEFAULT.beside))
        return {
            **self._finder.between(_joined(far), _saying(self._counting())),
            **self._finder.between(_joined(near), _saying(self._any_word())),
        }

    # All of it

    def batches(self, tree: Tree) -> Iterator[dict[int, bytes]]:
        """All turns that match a tree and the filters, and what they depend on, by programs."""
        for records in self._finder.batches(self._query(tree), self._filtered()):
            yield {**records, **self.support(tree, records)}

    def among(self, step: TierQuery, tree: Tree, programs: Sequence[int]) -> dict[int, bytes]:
        """All turns of some programs that match the tree of a tier, and what their scores need."""
        records = self._finder.among(programs, self._query(tree), self._filtered())
        records |= self.support(tree, records)
        if self.is_conversational(step):
            records |= self._finder.among(programs, _saying(self._counting()))
        return records

    def keys(self, tree: Tree) -> Iterator[int]:
        """The keys of all turns that match a tree and the filters."""
        if self._is_exact(tree):
            yield from self._finder.keys(tree, self._filtered())
        else:
            for _, matching in self._verified(tree):
                yield from matching

    def support(self, tree: Tree, records: Iterable[int]) -> dict[int, bytes]:
        """The turns on which it depends whether others match: their questions and answers."""
        trees = [tree] if self._search.filter is None else [tree, self._search.filter]
        return self._finder.support(trees, records)

    def _is_exact(self, tree: Tree) -> bool:
        return self._finder.translate(tree).exact and (self._filter is None or self._filter.exact)

    def _verified(self, tree: Tree) -> Iterator[tuple[dict[int, bytes], list[int]]]:
        """All turns that match the query of a tree, with the keys of those that match the tree."""
        for records in self.batches(tree):
            yield records, [key for key, _ in self._compared(tree, records)]

    def _compared(self, tree: Tree, records: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
        """Those of some turns that match a tree and the filters."""
        every = {**records, **self.support(tree, records)}
        excerpt = self._finder.excerpt(every)
        evaluator = Evaluator(excerpt)
        allowed = evaluator.match(self._search.filter) if self._search.filter else None
        for document in evaluator.match(tree, allowed).tolist():
            key = excerpt.key(document)
            if key in records:
                yield key, records[key]

    def _query(self, tree: Tree) -> Query:
        return self._finder.translate(tree).query

    def _filtered(self) -> Query | None:
        return None if self._filter is None else self._filter.query

    def _any_word(self) -> Iterator[str]:
        """The forms of all words of the search."""
        for _, tree in self._search.words:
            for word in _words(tree):
                yield from word.forms

    def _counting(self) -> Iterator[str]:
        """The forms of the words that count for what is said around a turn, and their families."""
        known = self._conversation
        for form in known.words.weights:
            for word in _words(known.words.trees[form]):
                yield from word.forms
            yield from known.words.relatives(form)


def _without_query(body: Query) -> Query:
    return {name: value for name, value in body.items() if name != "query"}


def _saying(forms: Iterable[str]) -> Query:
    return {"terms": {"text": [token(form) for form in dict.fromkeys(forms)]}}


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges without overlaps."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], high)
        else:
            joined.append((low, high))
    return joined


def _programs(keys: Iterable[int]) -> list[int]:
    return sorted({of_key(key)[0] for key in keys})


def _words(tree: Tree) -> Iterator[Word]:
    if isinstance(tree, Word):
        yield tree
    for part in children(tree):
        yield from _words(part)
