"""The evaluator of query trees: which turns match, with which score, and at which positions.

The postings come from `index.library.library`. First the turns are found: AND, OR and NOT
are set operations on sorted arrays of turns, and phrases are looked for in turns that hold
all of their words. Then only those turns are scored.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from searcher.matching.arrays import (
    Turns,
    among,
    both,
    distinct,
    meeting,
    rows,
    run_sums,
    union,
)
from searcher.matching.best_first import best_of_all, best_of_any, best_of_word
from searcher.matching.exchanges import Exchanges
from searcher.matching.hits import Floats, Hits
from searcher.matching.positions import STRIDE
from searcher.matching.postings import PostingList, Postings
from searcher.matching.scorer import Scorer
from searcher.matching.surroundings import Surroundings
from searcher.query.query_tree import (
    And,
    Answered,
    Asked,
    Listed,
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

#: The first and the last position of a match.
Span = tuple[int, int]

#: The weight of a match in the question or the answer of a turn, relative to one in the turn.
OTHER_TURN = 0.5


class Evaluator:
    """Evaluates the trees of one search; the postings of each word are read once.

    It is not thread-safe: each search has its own.

    Args:
        library: the index.
        exchanges, surroundings: those of the library, if they exist already.
    """

    def __init__(
        self,
        library: Library,
        exchanges: Exchanges | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.library = library
        self.postings = Postings(library)
        self.exchanges = exchanges or Exchanges(library)
        self.surroundings = surroundings or Surroundings(library)
        self._scorer = Scorer(library)

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
            return Hits(postings.documents, np.zeros(len(postings)))
        scores = self._scorer.scores(postings.documents, postings.frequencies, postings.rarity)
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
        words = [part for part in parts if field_of(part) == "text"]
        lists = sorted((self.postings.of(word, None) for word in words), key=len)
        documents, last = lists[0].documents, None
        for one in lists[1:]:
            if one.counts is not None:
                documents, last = documents.take(one.counts.take(documents).nonzero()[0]), None
            else:
                documents, last = meeting(documents, one.documents, size)
        for part in parts:
            if isinstance(part, Word) and part.field != "text":
                held = self.library.holding(part.field, part.forms).take(documents)
                documents, last = documents.take(held.nonzero()[0]), None
        scores = np.zeros(len(documents))
        for number, one in enumerate(lists, 1):
            # The rows among the turns of the last word may be known already.
            if last is not None and number == len(lists):
                frequencies = one.frequencies.take(last)
            else:
                frequencies = one.in_turns(documents, size)
            scores += self._scorer.scores(documents, frequencies, one.rarity)
        return Hits(documents, scores)

    def first(self, tree: Tree, count: int) -> tuple[int, Hits]:
        """How many turns match a tree, and the `count` best, best first."""
        if _counts_each_word_once(tree):
            postings = self.postings.of(tree, None)
            best = best_of_word(postings, count, self._scorer)
            return len(postings), best or self._score_all(postings, "text").best(count)
        if isinstance(tree, Or) and _are_different_words(tree.parts):
            lists = [self.postings.of(part, None) for part in tree.parts]
            if (found := best_of_any(lists, count, self._scorer, self.library.size)) is not None:
                return found
        if isinstance(tree, And) and (found := self._first_of_all(tree.parts, count)) is not None:
            return found
        hits = self.hits(tree)
        return len(hits.documents), hits.best(count)

    def _first_of_all(self, parts: Sequence[Tree], count: int) -> tuple[int, Hits] | None:
        """As `first`, for turns that hold all of some words; None if all must be scored."""
        words = [part for part in parts if field_of(part) == "text"]
        if not words or not _are_words(parts) or not _are_different_words(words):
            return None
        lists = [self.postings.of(word, None) for word in words]
        held = [
            self.library.holding(part.field, part.forms)
            for part in parts
            if isinstance(part, Word) and part.field != "text"
        ]
        return best_of_all(lists, held, count, self._scorer)

    def match(self, tree: Tree, within: Turns | None = None) -> Turns:
        """The turns that match a tree, sorted; only turns in `within` if it is given."""
        size = self.library.size
        match tree:
            case Not(part):
                left = self._of(within)
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
            case Listed(numbers):
                found = np.array(numbers, np.uint32)
            case Word() | OneOf():
                found = self.postings.of(tree, None).documents
            case _:
                return self.postings.of(tree, within).documents
        return found if within is None else both(found, within, size)

    def score(self, tree: Tree, documents: Turns) -> Floats:
        """The scores of turns that match a tree; the turns are sorted."""
        match tree:
            case Not() | Listed():
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
        frequencies = postings.in_turns(documents, self.library.size)
        return self._scorer.scores(documents, frequencies, postings.rarity)

    def bm25(self, postings: PostingList, documents: Turns, weight: float) -> Floats:
        """The BM25 scores of sorted turns for a posting list; 0 for turns that are not in it."""
        scores = np.zeros(len(documents))
        held, where = rows(postings.documents, documents, self.library.size)
        scores[held] = self._scorer.scores(documents[held], postings.frequencies[where], weight)
        return scores

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
        if within is None or not wanted:
            within = self._of(within)
        for unwanted in excluded:
            within = within[~self._among(within, self.match(unwanted, within))]
        return within

    def _of(self, within: Turns | None) -> Turns:
        """The turns of which some do not match a part; those in `within` if it is given."""
        if within is not None:
            return self.library.only_known(within)
        return self.library.known().astype(np.uint32)

    def _cost(self, tree: Tree) -> int:
        """An estimate of how many postings are read for a tree."""
        if isinstance(tree, Word | OneOf):
            return len(self.postings.of(tree, None))
        if isinstance(tree, Listed):
            return len(tree.documents)
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
            case Listed():
                return {turn: set() for turn in self.match(tree, turns).tolist()}
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


def _are_different_words(parts: Sequence[Tree]) -> bool:
    """Whether all parts are words in the text, and none counts for two of them."""
    words = [part for part in parts if isinstance(part, Word) and part.field == "text"]
    forms = [form for word in words for form in word.forms]
    return len(words) == len(parts) and len(set(forms)) == len(forms)


def _nothing(documents: Turns) -> Floats:
    return np.zeros(len(documents))
