"""The evaluator of query trees: which turns match, with which score, and at which positions.

The postings come from `index.library.library`. First the turns are found: AND, OR and NOT
are set operations on sorted arrays of turns, and phrases are looked for in turns that hold
all of their words. Then only those turns are scored.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.library.segments import LENGTHS
from searcher.matching import bm25
from searcher.matching.arrays import (
    Ints,
    Turns,
    among,
    both,
    distinct,
    meeting,
    rows,
    rows_in,
    run_sums,
    union,
)
from searcher.matching.exchanges import Exchanges
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import STRIDE
from searcher.matching.postings import PostingList, Postings
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Within,
    Word,
    children,
    field_of,
)

Numbers = npt.NDArray[np.integer[Any]]

#: The first and the last position of a match.
Span = tuple[int, int]

#: If a word is in at least this many turns, those that say it often are scored first. To score all
#: of fewer turns takes less than a tenth of a millisecond.
_COMMON = 2_000
#: How often they say it. In an index of 364,000 turns the first number suffices for two of five
#: such words, and the second for nearly all others.
_OFTEN = (3, 2)

#: The weight of a match in the question or the answer of a turn, relative to one in the turn.
OTHER_TURN = 0.5


class Evaluator:
    """Evaluates the trees of one search; the postings of each word are read once.

    It is not thread-safe: each search has its own.

    Args:
        library: the index.
        exchanges: the exchanges of the library, if they exist already.
    """

    def __init__(self, library: Library, exchanges: Exchanges | None = None) -> None:
        self.library = library
        self.postings = Postings(library)
        self.exchanges = exchanges or Exchanges(library)
        self._norms = _norms(library.mean_length)

    def hits(self, tree: Tree, within: Turns | None = None) -> Hits:
        """The turns that match a tree, and their scores; only turns in `within` if it is given."""
        match tree:
            case Word() | OneOf() | Phrase() if within is None:
                return self._score_all(self.postings.of(tree, None), field_of(tree))
            case Or(parts) if within is None:
                return self._either([self.hits(part) for part in parts])
            case And(parts) if within is None and _are_words(parts):
                return self._all_words(parts)
        documents = self.match(tree, within)
        return Hits(documents, self.score(tree, documents))

    def _score_all(self, postings: PostingList, field: str) -> Hits:
        """All turns of a posting list with their scores, which are 0 outside the text field."""
        if field != "text":
            return Hits(postings.documents, np.zeros(len(postings.documents)))
        scores = self._bm25(postings.documents, postings.frequencies, postings.rarity)
        return Hits(postings.documents, scores)

    def _either(self, parts: Sequence[Hits]) -> Hits:
        """The union of several hits; the scores of a turn are added."""
        documents = np.concatenate([hits.documents for hits in parts])
        scores = np.concatenate([hits.scores for hits in parts])
        # A stable sort of sorted runs is a merge.
        order = documents.argsort(kind="stable")
        return Hits(*run_sums(documents.take(order), scores.take(order)))

    def _all_words(self, parts: Sequence[Tree]) -> Hits:
        """The turns that hold all words; posting lists are intersected from the shortest on."""
        size = self.library.size
        lists = sorted(
            (self.postings.of(part, None) for part in parts if field_of(part) == "text"),
            key=lambda one: len(one.documents),
        )
        documents = lists[0].documents
        last: Ints | None = None
        for one in lists[1:]:
            documents, last = meeting(documents, one.documents, size)
        for part in parts:
            if isinstance(part, Word) and part.field != "text":
                held = self.library.holding(part.field, part.forms).take(documents)
                documents, last = documents.take(held.nonzero()[0]), None
        scores = np.zeros(len(documents))
        for number, one in enumerate(lists, 1):
            # The rows among the turns of the last word may be known already.
            rows = last if number == len(lists) else None
            if rows is None:
                rows = rows_in(one.documents, documents, size)
            frequencies = one.frequencies if rows is None else one.frequencies.take(rows)
            scores += self._bm25(documents, frequencies, one.rarity)
        return Hits(documents, scores)

    def first(self, tree: Tree, count: int) -> tuple[Turns, Hits]:
        """The turns that match a tree, sorted by number, and the `count` best, best first."""
        if _counts_each_word_once(tree):
            postings = self.postings.of(tree, None)
            best = self._best_of_frequent(postings, count)
            return postings.documents, best or self._score_all(postings, "text").best(count)
        hits = self.hits(tree)
        return hits.documents, hits.best(count)

    def _best_of_frequent(self, postings: PostingList, count: int) -> Hits | None:
        """The best turns, if turns that say a word often are certain to be best; else None.

        A turn that says a word n times has at least n words, so its score has an upper bound.
        If enough turns score more than the bound for fewer occurrences, the other turns need
        no scores.
        """
        if len(postings.documents) < _COMMON or not count:
            return None
        for often in _OFTEN:
            rows = (postings.frequencies >= often).nonzero()[0]
            if len(rows) < count:
                continue
            documents, frequencies = postings.documents.take(rows), postings.frequencies.take(rows)
            best = Hits(documents, self._bm25(documents, frequencies, postings.rarity)).best(count)
            others = np.array([often - 1])
            shortest = self._norms.take(LENGTHS.searchsorted(others))
            if best.scores[-1] > bm25.bm25(others, shortest, postings.rarity)[0]:
                return best
        return None

    def match(self, tree: Tree, within: Turns | None = None) -> Turns:
        """The turns that match a tree, sorted; only turns in `within` if it is given."""
        size = self.library.size
        match tree:
            case Not(part):
                left = self.library.documents().astype(np.uint32) if within is None else within
                return left[~self._among(left, self.match(part, within))]
            case And(parts):
                return self._match_all(parts, within)
            case Or(parts):
                return union([self.match(part, within) for part in parts], size)
            case Within(left, right, turns):
                some, others = self.match(left), self.match(right)
                near = self.exchanges.near
                found = union([near(some, others, turns), near(others, some, turns)], size)
            case Asked(part):
                return self.exchanges.asked(self.match(part), within)
            case Answered(part):
                return self.exchanges.answered(self.match(part), within)
            case Word() | OneOf():
                found = self.postings.of(tree, None).documents
            case _:
                return self.postings.of(tree, within).documents
        return found if within is None else both(found, within, size)

    def score(self, tree: Tree, documents: Turns) -> Floats:
        """The scores of turns that match a tree; the turns are sorted."""
        match tree:
            case Not():
                return np.zeros(len(documents))
            case And(parts):
                return sum((self.score(part, documents) for part in parts), _nothing(documents))
            case Or() | Within():
                parts = children(tree)
                return sum((self._score_where(p, documents) for p in parts), _nothing(documents))
            case Asked(part):
                return self._score_of_other_turns(part, self.exchanges.questions[documents])
            case Answered(part):
                return self._score_of_other_turns(part, self.exchanges.answers[documents])
        if field_of(tree) != "text":
            return np.zeros(len(documents))
        postings = self.postings.known(tree, documents)
        where = rows_in(postings.documents, documents, self.library.size)
        frequencies = postings.frequencies if where is None else postings.frequencies.take(where)
        return self._bm25(documents, frequencies, postings.rarity)

    def bm25(self, postings: PostingList, documents: Turns, weight: float) -> Floats:
        """The BM25 scores of sorted turns for a posting list; 0 for turns that are not in it."""
        scores = np.zeros(len(documents))
        held, where = rows(postings.documents, documents, self.library.size)
        scores[held] = self._bm25(documents[held], postings.frequencies[where], weight)
        return scores

    def _bm25(self, documents: Turns, frequencies: Numbers, weight: float) -> Floats:
        """The BM25 scores of turns for the number of occurrences in each."""
        norms = self._norms.take(self.library.length_codes(documents))
        return bm25.bm25(frequencies, norms, weight)

    def _score_where(self, tree: Tree, documents: Turns) -> Floats:
        """The scores of sorted turns of which only some match a tree; 0 for the others."""
        if isinstance(tree, Word | OneOf | Phrase) and field_of(tree) == "text":
            # Turns that do not match are not in the posting list.
            postings = self.postings.known(tree, documents)
            return self.bm25(postings, documents, postings.rarity)
        hits = self.hits(tree, documents)
        scores = np.zeros(len(documents))
        held, where = rows(hits.documents, documents, self.library.size)
        scores[held] = hits.scores[where]
        return scores

    def _score_of_other_turns(self, tree: Tree, documents: npt.NDArray[np.int64]) -> Floats:
        """What the scores of questions or answers add to those of turns; -1 is no turn."""
        return OTHER_TURN * self.exchanges.lent(
            documents, lambda turns: self._score_where(tree, turns)
        )

    def spans(self, tree: Tree, documents: Sequence[int]) -> dict[int, list[Span]]:
        """The positions of the first and the last word of each match in the text of turns.

        Parts that are negated, parts about other fields, and alternatives that a turn does
        not match have no positions.
        """
        places = self._spans(tree, distinct(np.sort(np.array(documents, np.uint32))))
        return {document: sorted(places.get(document, ())) for document in documents}

    def _among(self, some: Turns, others: Turns) -> npt.NDArray[np.bool_]:
        return among(some, others, self.library.size)

    def _match_all(self, parts: Sequence[Tree], within: Turns | None) -> Turns:
        """The turns that match all parts.

        Cheap parts are matched first: they leave fewer turns to the parts that read positions.
        """
        excluded = [part.part for part in parts if isinstance(part, Not)]
        wanted: list[Tree] = [part for part in parts if not isinstance(part, Not)]
        for part in sorted(wanted, key=self._cost):
            within = self.match(part, within)
        if within is None:
            within = self.library.documents().astype(np.uint32)
        for unwanted in excluded:
            within = within[~self._among(within, self.match(unwanted, within))]
        return within

    def _cost(self, tree: Tree) -> int:
        """An estimate of how many postings are read for a tree."""
        if isinstance(tree, Word | OneOf):
            return len(self.postings.of(tree, None).documents)
        return self.library.size + sum(map(self._cost, children(tree)))

    def _spans(self, tree: Tree, turns: Turns) -> dict[int, set[Span]]:
        """The positions of the matches of a tree, for the turns that match it."""
        match tree:
            case Not(part):
                excluded = self._spans(part, turns)
                return {turn: set() for turn in turns.tolist() if turn not in excluded}
            case And(parts) | Or(parts):
                enough = len(parts) if isinstance(tree, And) else 1
                found: dict[int, list[set[Span]]] = {}
                for part in parts:
                    for turn, places in self._spans(part, turns).items():
                        found.setdefault(turn, []).append(places)
                return {t: set().union(*some) for t, some in found.items() if len(some) >= enough}
            case Within(left, right):
                here = self._spans(Or((left, right)), turns)
                return {turn: here[turn] for turn in self.match(tree, turns).tolist()}
            case Asked() | Answered():
                # The match is in another turn.
                return {turn: set() for turn in self.match(tree, turns).tolist()}
        if field_of(tree) != "text":
            return {turn: set() for turn in self.postings.of(tree, turns).documents.tolist()}
        spans: dict[int, set[Span]] = {}
        for matches in self.postings.positions.shown(tree, turns):
            widths = (matches.last - matches.first).tolist()
            for key, width in zip(matches.first.tolist(), widths, strict=True):
                turn, start = divmod(key, STRIDE)
                spans.setdefault(turn, set()).add((start, start + width))
        return spans


def _are_words(parts: Sequence[Tree]) -> bool:
    """Whether all parts are words, and at least one of them is in the text."""
    if any(isinstance(part, Word) and part.only for part in parts):
        return False
    in_text = [field_of(part) == "text" for part in parts if isinstance(part, Word | OneOf)]
    fields = [part for part in parts if isinstance(part, Word) and part.field != "text"]
    return len(in_text) == len(parts) and any(in_text) and len(fields) == in_text.count(False)


def _counts_each_word_once(tree: Tree) -> bool:
    """Whether no word of a turn is counted twice, so that its length bounds the frequency."""
    parts = tree.words if isinstance(tree, Phrase) else (tree,)
    return field_of(tree) == "text" and all(isinstance(part, Word) for part in parts)


@lru_cache(maxsize=8)
def _norms(mean_length: float) -> Floats:
    """The norm of each length of `LENGTHS`."""
    return bm25.norms(LENGTHS, mean_length)


def _nothing(documents: Numbers) -> Floats:
    return np.zeros(len(documents))
