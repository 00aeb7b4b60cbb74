"""A query tree answered with arrays: which turns match, how well, and where in them.

The postings come from `index.library`. A word is a sorted array of
(turn, position) pairs; what is said together is an intersection of such arrays,
AND, OR and NOT are set operations on the turns.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as whoosh

from index.library import Library, Postings
from searcher import rank
from searcher.anyof import leaf

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: More than any turn has words: a pair is kept as one number, turn * STRIDE + position.
STRIDE = 1 << 32


@dataclass(frozen=True, slots=True)
class Hits:
    """Turns that match.

    Attributes:
        documents: their numbers, ascending.
        scores: as long as `documents`.
    """

    documents: Ints
    scores: Floats

    def __len__(self) -> int:
        return len(self.documents)

    def only(self, documents: Ints) -> "Hits":
        """Those of the hits that are among `documents`."""
        kept = np.isin(self.documents, documents, assume_unique=True)
        return Hits(self.documents[kept], self.scores[kept])

    def without(self, documents: Ints) -> "Hits":
        """Those of the hits that are not among `documents`."""
        kept = ~np.isin(self.documents, documents, assume_unique=True)
        return Hits(self.documents[kept], self.scores[kept])

    def best(self, count: int) -> "Hits":
        """The `count` best, the best first; among equals the earlier turn."""
        order = np.lexsort((self.documents, -self.scores))[:count]
        return Hits(self.documents[order], self.scores[order])


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where a part of the tree matches: where each match starts and how many words it has."""

    starts: Ints
    width: int
    rarity: float


class Evaluator:
    """Answers trees over one library; the postings of a word are read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._postings: dict[tuple[str, str], Postings] = {}
        self._occurrences: dict[Any, _Occurrences] = {}

    def hits(self, tree: whoosh.Query) -> Hits:
        """The turns that match a tree, and their scores."""
        match tree:
            case whoosh.Not():
                documents = self.library.documents()
                rest = documents[~np.isin(documents, self.hits(tree.query).documents)]
                return Hits(rest, np.zeros(len(rest)))
            case whoosh.And():
                return self._all(list(tree.subqueries))
            case whoosh.Or():
                return self._any([self.hits(part) for part in tree.subqueries])
        return self._scored(tree)

    def spans(self, tree: whoosh.Query, document: int) -> list[tuple[int, int]]:
        """Where a tree matches in the text of a turn: first and last position, in order.

        What is excluded, what is looked for in other fields, and what stands in an
        alternative that this turn does not meet, has no place.
        """
        return sorted(self._places(tree, document) or ())

    def _places(self, tree: whoosh.Query, document: int) -> set[tuple[int, int]] | None:
        """The places of a tree in a turn, or None where the turn does not match it."""
        match tree:
            case whoosh.Not():
                return set() if self._places(tree.query, document) is None else None
            case whoosh.And():
                found = [self._places(part, document) for part in tree.subqueries]
                met = [places for places in found if places is not None]
                return set().union(*met) if len(met) == len(found) else None
            case whoosh.Or():
                found = [self._places(part, document) for part in tree.subqueries]
                met = [places for places in found if places is not None]
                return set().union(*met) if met else None
        occurrences = self._found(tree)
        edges = (document * STRIDE, (document + 1) * STRIDE)
        low, high = np.searchsorted(occurrences.starts, edges)
        if low == high:
            return None
        if _field(tree) != "text":
            return set()
        starts = (occurrences.starts[low:high] - document * STRIDE).tolist()
        return {(start, start + occurrences.width - 1) for start in starts}

    def share(self, tree: whoosh.Query, hits: Hits) -> Floats:
        """How much of the words of a tree each hit holds, by their rarity, from 0 to 1."""
        held = np.zeros(len(hits))
        total = 0.0
        for part in _parts(tree):
            occurrences = self._found(part)
            documents = np.unique(occurrences.starts // STRIDE)
            held += occurrences.rarity * np.isin(hits.documents, documents)
            total += occurrences.rarity
        return held / max(total, 1e-9)

    def _all(self, parts: list[whoosh.Query]) -> Hits:
        wanted = [self.hits(part) for part in parts if not isinstance(part, whoosh.Not)]
        unwanted = [self.hits(part.query) for part in parts if isinstance(part, whoosh.Not)]
        if wanted:
            documents = reduce(
                lambda one, other: np.intersect1d(one, other, assume_unique=True),
                (hits.documents for hits in wanted),
            )
        else:
            documents = self.library.documents()
        for hits in unwanted:
            documents = np.setdiff1d(documents, hits.documents, assume_unique=True)
        scores = np.zeros(len(documents))
        for hits in wanted:
            scores += hits.scores[np.searchsorted(hits.documents, documents)]
        return Hits(documents, scores)

    def _any(self, parts: list[Hits]) -> Hits:
        documents = np.unique(np.concatenate([hits.documents for hits in parts]))
        scores = np.zeros(len(documents))
        for hits in parts:
            scores[np.searchsorted(documents, hits.documents)] += hits.scores
        return Hits(documents, scores)

    def _scored(self, tree: whoosh.Query) -> Hits:
        """A word or a phrase: its matches in each turn are its frequency there."""
        occurrences = self._found(tree)
        documents, counts = np.unique(occurrences.starts // STRIDE, return_counts=True)
        if _field(tree) != "text":
            return Hits(documents, np.zeros(len(documents)))
        scores = rank.bm25(
            counts,
            self.library.lengths(documents),
            weight=occurrences.rarity,
            mean_length=self.library.mean_length(),
        )
        return Hits(documents, scores)

    def _found(self, tree: whoosh.Query) -> _Occurrences:
        if tree not in self._occurrences:
            self._occurrences[tree] = self._find(tree)
        return self._occurrences[tree]

    def _find(self, tree: whoosh.Query) -> _Occurrences:
        if isinstance(tree, whoosh.Sequence):
            parts = [self._found(part) for part in tree.subqueries]
            starts = reduce(
                lambda one, other: np.intersect1d(one, other, assume_unique=True),
                (part.starts - offset for offset, part in enumerate(parts)),
            )
            return _Occurrences(starts, len(parts), sum(part.rarity for part in parts))
        field, words = leaf(tree)
        read = [self._read(field, word) for word in words]
        postings = Postings.union([found for found in read if len(found.documents)])
        starts = postings.documents * STRIDE + postings.positions
        turns_with = len(np.unique(postings.documents))
        return _Occurrences(starts, 1, rank.rarity(turns_with, self.library.turn_count))

    def _read(self, field: str, word: str) -> Postings:
        if (field, word) not in self._postings:
            self._postings[field, word] = self.library.occurrences(field, word)
        return self._postings[field, word]


def _field(tree: whoosh.Query) -> str:
    return leaf(tree.subqueries[0] if isinstance(tree, whoosh.Sequence) else tree)[0]


def _parts(tree: whoosh.Query) -> list[whoosh.Query]:
    """The words and phrases of a tree that are looked for in the text."""
    match tree:
        case whoosh.Not():
            return []
        case whoosh.And() | whoosh.Or():
            return [part for child in tree.subqueries for part in _parts(child)]
    return [tree] if _field(tree) == "text" else []
