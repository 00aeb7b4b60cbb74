"""A query tree answered with arrays: which turns match, how well, and where in them.

The postings come from `index.library.library`. First the turns are found: AND, OR and NOT
are set operations on ascending arrays of turns, and what is said together is
looked for in the turns that hold all of its words. Then those turns, and no
others, are scored.
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
    places_in,
    rows,
    run_sums,
    union,
)
from searcher.matching.exchanges import Exchanges
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import STRIDE
from searcher.matching.postings import Postings, Said
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

#: Turns that say something, from which on those that say it often are looked at first.
_COMMON = 2_000
#: How often that is. Over a third of a million turns the first decides for two words of
#: five that are so common, and the second for nearly all others.
_OFTEN = (3, 2)

#: What a word in the question of a turn, or in its answer, counts, next to one in the turn.
OTHER_TURN = 0.5


class Evaluator:
    """Answers trees over one library; the postings of a word are read once.

    Args:
        exchanges: those of the library, where they are known.
    """

    def __init__(self, library: Library, exchanges: Exchanges | None = None) -> None:
        self.library = library
        self.postings = Postings(library)
        self.exchanges = exchanges or Exchanges(library)
        self._norms = _norms(library.mean_length)

    def hits(self, tree: Tree, within: Turns | None = None) -> Hits:
        """The turns that match a tree, of those in `within` if it is given, and their scores."""
        match tree:
            case Word() | OneOf() | Phrase() if within is None:
                return self._all_said(self.postings.of(tree, None), field_of(tree))
            case Or(parts) if within is None:
                return self._either([self.hits(part) for part in parts])
            case And(parts) if within is None and _are_words(parts):
                return self._all_words(parts)
        documents = self.match(tree, within)
        return Hits(documents, self.score(tree, documents))

    def _all_said(self, said: Said, field: str) -> Hits:
        """The turns that say something; what is looked for in another field scores nothing."""
        if field != "text":
            return Hits(said.documents, np.zeros(len(said.documents)))
        scores = self._bm25(said.documents, said.frequencies, said.rarity)
        return Hits(said.documents, scores)

    def _either(self, parts: Sequence[Hits]) -> Hits:
        """The turns of any of several hits; those of a turn are added."""
        documents = np.concatenate([hits.documents for hits in parts])
        scores = np.concatenate([hits.scores for hits in parts])
        # A stable sort merges what is ascending.
        order = documents.argsort(kind="stable")
        return Hits(*run_sums(documents.take(order), scores.take(order)))

    def _all_words(self, parts: Sequence[Tree]) -> Hits:
        """The turns that hold all of some words; the rarest first, each leaves fewer."""
        size = self.library.size
        said = sorted(
            (self.postings.of(part, None) for part in parts if field_of(part) == "text"),
            key=lambda one: len(one.documents),
        )
        documents = said[0].documents
        last: Ints | None = None
        for one in said[1:]:
            documents, last = meeting(documents, one.documents, size)
        for part in parts:
            if isinstance(part, Word) and part.field != "text":
                held = self.library.holding(part.field, part.forms).take(documents)
                documents, last = documents.take(held.nonzero()[0]), None
        scores = np.zeros(len(documents))
        for number, one in enumerate(said, 1):
            # Where the turns stand among those of the last word may be known.
            rows = last if number == len(said) else None
            if rows is None:
                rows = places_in(one.documents, documents, size)
            frequencies = one.frequencies if rows is None else one.frequencies.take(rows)
            scores += self._bm25(documents, frequencies, one.rarity)
        return Hits(documents, scores)

    def first(self, tree: Tree, count: int) -> tuple[Turns, Hits]:
        """The turns that match a tree, ascending, and the `count` best of them, the best first."""
        if _is_counted_in_words(tree):
            said = self.postings.of(tree, None)
            best = self._best_said(said, count)
            return said.documents, best or self._all_said(said, "text").best(count)
        hits = self.hits(tree)
        return hits.documents, hits.best(count)

    def _best_said(self, said: Said, count: int) -> Hits | None:
        """The best turns where those that say something often decide; None where others may be.

        A turn has as many words as it says one: however short it is, to say a word once
        counts no more than that. So most turns of a common word need not be scored.
        """
        if len(said.documents) < _COMMON or not count:
            return None
        for often in _OFTEN:
            rows = (said.frequencies >= often).nonzero()[0]
            if len(rows) < count:
                continue
            documents, frequencies = said.documents.take(rows), said.frequencies.take(rows)
            best = Hits(documents, self._bm25(documents, frequencies, said.rarity)).best(count)
            others = np.array([often - 1])
            shortest = self._norms.take(LENGTHS.searchsorted(others))
            if best.scores[-1] > bm25.bm25(others, shortest, said.rarity)[0]:
                return best
        return None

    def match(self, tree: Tree, within: Turns | None = None) -> Turns:
        """The turns that match a tree, ascending; of those in `within` if it is given."""
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
        """The scores of turns that match a tree; they are ascending."""
        match tree:
            case Not():
                return np.zeros(len(documents))
            case And(parts):
                return sum((self.score(part, documents) for part in parts), _nothing(documents))
            case Or() | Within():
                parts = children(tree)
                return sum((self._score_where(p, documents) for p in parts), _nothing(documents))
            case Asked(part):
                return self._score_beside(part, self.exchanges.questions[documents])
            case Answered(part):
                return self._score_beside(part, self.exchanges.answers[documents])
        if field_of(tree) != "text":
            return np.zeros(len(documents))
        said = self.postings.known(tree, documents)
        where = places_in(said.documents, documents, self.library.size)
        frequencies = said.frequencies if where is None else said.frequencies.take(where)
        return self._bm25(documents, frequencies, said.rarity)

    def bm25(self, said: Said, documents: Turns, weight: float) -> Floats:
        """What it counts for turns, ascending, that a word or a phrase is said in some of them."""
        scores = np.zeros(len(documents))
        held, where = rows(said.documents, documents, self.library.size)
        scores[held] = self._bm25(documents[held], said.frequencies[where], weight)
        return scores

    def _bm25(self, documents: Turns, frequencies: Numbers, weight: float) -> Floats:
        """What it counts for turns that something is said so often in each."""
        norms = self._norms.take(self.library.length_codes(documents))
        return bm25.bm25(frequencies, norms, weight)

    def _score_where(self, tree: Tree, documents: Turns) -> Floats:
        """The scores of a tree for turns of which some match it; they are ascending."""
        if isinstance(tree, Word | OneOf | Phrase) and field_of(tree) == "text":
            # A turn that does not match it is not found among its turns.
            said = self.postings.known(tree, documents)
            return self.bm25(said, documents, said.rarity)
        hits = self.hits(tree, documents)
        scores = np.zeros(len(documents))
        held, where = rows(hits.documents, documents, self.library.size)
        scores[held] = hits.scores[where]
        return scores

    def _score_beside(self, tree: Tree, documents: npt.NDArray[np.int64]) -> Floats:
        """What the turns beside some turns add to the scores of those; -1 is no turn."""
        return OTHER_TURN * self.exchanges.lent(
            documents, lambda turns: self._score_where(tree, turns)
        )

    def spans(self, tree: Tree, documents: Sequence[int]) -> dict[int, list[Span]]:
        """Where a tree matches in the texts of turns: first and last positions, in order.

        What is excluded, what is looked for in other fields, and what stands in an
        alternative that a turn does not meet, has no place.
        """
        places = self._spans(tree, distinct(np.sort(np.array(documents, np.uint32))))
        return {document: sorted(places.get(document, ())) for document in documents}

    def _among(self, some: Turns, others: Turns) -> npt.NDArray[np.bool_]:
        return among(some, others, self.library.size)

    def _match_all(self, parts: Sequence[Tree], within: Turns | None) -> Turns:
        """The cheapest parts first: each leaves fewer turns for those that look at positions."""
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
        """About how many postings are looked at for a tree."""
        if isinstance(tree, Word | OneOf):
            return len(self.postings.of(tree, None).documents)
        return self.library.size + sum(map(self._cost, children(tree)))

    def _spans(self, tree: Tree, turns: Turns) -> dict[int, set[Span]]:
        """The places of a tree in those of some turns that match it."""
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
                # It stands in another turn.
                return {turn: set() for turn in self.match(tree, turns).tolist()}
        if field_of(tree) != "text":
            return {turn: set() for turn in self.postings.of(tree, turns).documents.tolist()}
        spans: dict[int, set[Span]] = {}
        for matches in self.postings.places.shown(tree, turns):
            widths = (matches.last - matches.first).tolist()
            for key, width in zip(matches.first.tolist(), widths, strict=True):
                turn, start = divmod(key, STRIDE)
                spans.setdefault(turn, set()).add((start, start + width))
        return spans


def _are_words(parts: Sequence[Tree]) -> bool:
    """Whether parts are words, some of them of the text."""
    if any(isinstance(part, Word) and part.only for part in parts):
        return False
    in_text = [field_of(part) == "text" for part in parts if isinstance(part, Word | OneOf)]
    fields = [part for part in parts if isinstance(part, Word) and part.field != "text"]
    return len(in_text) == len(parts) and any(in_text) and len(fields) == in_text.count(False)


def _is_counted_in_words(tree: Tree) -> bool:
    """Whether a turn says it no more often than it has words: nothing is counted twice."""
    parts = tree.words if isinstance(tree, Phrase) else (tree,)
    return field_of(tree) == "text" and all(isinstance(part, Word) for part in parts)


@lru_cache(maxsize=8)
def _norms(mean_length: float) -> Floats:
    """The norm of each length that an index tells apart."""
    return bm25.norms(LENGTHS, mean_length)


def _nothing(documents: Numbers) -> Floats:
    return np.zeros(len(documents))
