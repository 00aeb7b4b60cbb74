"""A query tree answered with arrays: which turns match, how well, and where in them.

The postings come from `index.library`. First the turns are found: AND, OR and NOT
are set operations on ascending arrays of turns, and what is said together is
looked for in the turns that hold all of its words. Then those turns, and no
others, are scored.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.library import LENGTHS, Library
from searcher import rank
from searcher.arrays import distinct, starts_of_runs
from searcher.places import STRIDE, Places, Turns
from searcher.tree import And, Not, Or, Tree, Word, children

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.unsignedinteger[Any]]

#: The first and the last position of a match.
Span = tuple[int, int]

#: Scores in a group, of which the best is looked at first.
_GROUP = 64

_NO_TURNS: Turns = np.empty(0, np.uint32)


class Hits(NamedTuple):
    """Turns that match.

    Attributes:
        documents: their numbers, ascending.
        scores: as long as `documents`.
    """

    documents: Turns
    scores: Floats

    def only(self, kept: npt.NDArray[np.bool_]) -> "Hits":
        """The hits where `kept` is true."""
        return Hits(self.documents[kept], self.scores[kept])

    def best(self, count: int) -> "Hits":
        """The `count` best, the best first; among equals the earlier turn."""
        size = len(self.documents)
        some = np.arange(size)
        if 0 < count < size:
            some = np.flatnonzero(self.scores >= _threshold(self.scores, count))
        order = some[np.lexsort((self.documents[some], -self.scores[some]))][:count]
        return Hits(self.documents[order], self.scores[order])


class Said(NamedTuple):
    """Where a word or a phrase is said.

    Attributes:
        documents: the turns, ascending.
        frequencies: how often in each.
        rarity: what it weighs; for a phrase the sum over its words.
    """

    documents: Turns
    frequencies: Counts
    rarity: float


class Evaluator:
    """Answers trees over one library; the postings of a word are read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._said: dict[Tree, Said] = {}
        self._norms = rank.norms(LENGTHS, library.mean_length)
        self._places = Places(library, lambda word: self._said_in(word, None).documents)

    def hits(self, tree: Tree, within: Turns | None = None) -> Hits:
        """The turns that match a tree, of those in `within` if it is given, and their scores."""
        documents = self.match(tree, within)
        return Hits(documents, self.score(tree, documents))

    def match(self, tree: Tree, within: Turns | None = None) -> Turns:
        """The turns that match a tree, ascending; of those in `within` if it is given."""
        match tree:
            case Not(part):
                left = self.library.documents().astype(np.uint32) if within is None else within
                return left[~self._among(left, self.match(part, within))]
            case And(parts):
                return self._match_all(parts, within)
            case Or(parts):
                return self._union([self.match(part, within) for part in parts])
        return self._said_in(tree, within).documents

    def score(self, tree: Tree, documents: Turns) -> Floats:
        """The scores of turns that match a tree; they are ascending."""
        match tree:
            case Not():
                return np.zeros(len(documents))
            case And(parts) | Or(parts):
                scores = np.zeros(len(documents))
                for part in parts:
                    scores += self.score(part, documents)
                return scores
        if _field(tree) != "text":
            return np.zeros(len(documents))
        if tree in self._said or isinstance(tree, Word):
            said = self._said_in(tree, None)
        else:
            said = self._said_in(tree, documents)
        scores = np.zeros(len(documents))
        held, rows = self._rows(said.documents, documents)
        norms = self._norms[self.library.length_codes(documents[held])]
        scores[held] = rank.bm25(said.frequencies[rows], norms, said.rarity)
        return scores

    def spans(self, tree: Tree, documents: Sequence[int]) -> dict[int, list[Span]]:
        """Where a tree matches in the texts of turns: first and last positions, in order.

        What is excluded, what is looked for in other fields, and what stands in an
        alternative that a turn does not meet, has no place.
        """
        places = self._spans(tree, distinct(np.sort(np.array(documents, np.uint32))))
        return {document: sorted(places.get(document, ())) for document in documents}

    def share(self, tree: Tree, documents: Turns) -> Floats:
        """How much of the words of a tree each turn holds, by their rarity, from 0 to 1."""
        held = np.zeros(len(documents))
        total = 0.0
        for part in _parts(tree):
            said = self._said_in(part, None)
            held[self._among(documents, said.documents)] += said.rarity
            total += said.rarity
        return held / max(total, 1e-9)

    # Turns

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
        if isinstance(tree, Word):
            return len(self._said_in(tree, None).documents)
        return self.library.size + sum(map(self._cost, children(tree)))

    def _among(self, some: Turns, others: Turns) -> npt.NDArray[np.bool_]:
        """Whether each of some turns is among others; both are ascending."""
        if len(some) * 16 < len(others) or len(others) * 16 < self.library.size:
            if not len(others):
                return np.zeros(len(some), bool)
            places = np.searchsorted(others, some)
            places[places == len(others)] = 0
            same: npt.NDArray[np.bool_] = others[places] == some
            return same
        mask = np.zeros(self.library.size, bool)
        mask[others] = True
        return mask[some]

    def _rows(self, held: Turns, wanted: Turns) -> tuple[Any, Any]:
        """Which of the wanted turns are among those held, and where they stand there."""
        if len(held) == len(wanted) and np.array_equal(held, wanted):
            return slice(None), slice(None)
        if not len(held):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        if len(wanted) * 8 < len(held):
            places = np.searchsorted(held, wanted)
            places[places == len(held)] = 0
            met = np.flatnonzero(held[places] == wanted)
            return met, places[met]
        met = np.flatnonzero(self._among(wanted, held))
        return met, np.flatnonzero(self._among(held, wanted))

    def _union(self, found: Sequence[Turns]) -> Turns:
        some = [turns for turns in found if len(turns)]
        if len(some) < 2:
            return some[0] if some else _NO_TURNS
        if sum(map(len, some)) * 16 < self.library.size:
            return distinct(np.sort(np.concatenate(some)))
        mask = np.zeros(self.library.size, bool)
        for turns in some:
            mask[turns] = True
        return np.flatnonzero(mask).astype(np.uint32)

    # Words and phrases

    def _said_in(self, tree: Tree, within: Turns | None) -> Said:
        """Where a word or a phrase is said; a phrase only in `within`, if it is given."""
        if tree in self._said:
            said = self._said[tree]
        elif isinstance(tree, Word):
            said = self._said[tree] = self._word(tree)
        elif within is not None:
            return self._phrase(tree, within)
        else:
            said = self._said[tree] = self._phrase(tree, None)
        if within is None:
            return said
        kept = self._among(said.documents, within)
        return Said(said.documents[kept], said.frequencies[kept], said.rarity)

    def _word(self, word: Word) -> Said:
        """A word, or several that count as one: their frequencies are added."""
        found = [self.library.postings(word.field, form) for form in word.forms]
        found = [(documents, counts) for documents, counts in found if len(documents)]
        if len(found) < 2:
            documents, counts = found[0] if found else (_NO_TURNS, _NO_TURNS)
        else:
            every = np.concatenate([documents for documents, _ in found])
            counted = np.concatenate([counts for _, counts in found])
            if len(every) * 16 < self.library.size:
                order = np.argsort(every, kind="stable")
                starts = starts_of_runs(every[order])
                documents = every[order][starts]
                counts = np.add.reduceat(counted[order].astype(np.uint32), starts)
            else:
                totals = np.bincount(every, counted, self.library.size)
                documents = np.flatnonzero(totals).astype(np.uint32)
                counts = totals[documents].astype(np.uint32)
        return Said(documents, counts, rank.rarity(len(documents), self.library.turn_count))

    def _phrase(self, tree: Tree, within: Turns | None) -> Said:
        """What is said together, or near: a word whose frequency is that of its matches."""
        turns = (self._places.counted(tree, within) // STRIDE).astype(np.uint32)
        runs = starts_of_runs(turns)
        counts = np.diff(np.append(runs, len(turns))).astype(np.uint32)
        return Said(turns[runs], counts, self._weight(tree))

    def _weight(self, tree: Tree) -> float:
        """The rarities of the words of a phrase, added; one of several is as rare as all."""
        match tree:
            case Word():
                return self._said_in(tree, None).rarity
            case Or():
                return rank.rarity(len(self.match(tree)), self.library.turn_count)
        return sum(map(self._weight, children(tree)))

    def _spans(self, tree: Tree, turns: Turns) -> dict[int, set[Span]]:
        """The places of a tree in those of some turns that match it."""
        match tree:
            case Not(part):
                met = self._spans(part, turns)
                return {turn: set() for turn in turns.tolist() if turn not in met}
            case And(parts) | Or(parts):
                enough = len(parts) if isinstance(tree, And) else 1
                found: dict[int, list[set[Span]]] = {}
                for part in parts:
                    for turn, places in self._spans(part, turns).items():
                        found.setdefault(turn, []).append(places)
                return {t: set().union(*met) for t, met in found.items() if len(met) >= enough}
        if _field(tree) != "text":
            return {turn: set() for turn in self._said_in(tree, turns).documents.tolist()}
        spans: dict[int, set[Span]] = {}
        for matches in self._places.shown(tree, turns):
            widths = (matches.last - matches.first).tolist()
            for key, width in zip(matches.first.tolist(), widths, strict=True):
                turn, start = divmod(key, STRIDE)
                spans.setdefault(turn, set()).add((start, start + width))
        return spans


def _threshold(scores: Floats, count: int) -> float:
    """A score that at least `count` of the scores reach, and seldom many more.

    So many groups have a best one that reaches it; there are far fewer groups.
    """
    groups = len(scores) // _GROUP
    if groups > count:
        scores = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return float(np.partition(scores, len(scores) - count)[len(scores) - count])


def _field(tree: Tree) -> str:
    """The field of a word, a phrase, or what is near."""
    while not isinstance(tree, Word):
        tree = children(tree)[0]
    return tree.field


def _parts(tree: Tree) -> list[Tree]:
    """The words and phrases of a tree that are looked for in the text."""
    match tree:
        case Not():
            return []
        case And(parts) | Or(parts):
            return [part for child in parts for part in _parts(child)]
    return [tree] if _field(tree) == "text" else []
