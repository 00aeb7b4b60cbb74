"""Posting lists of words and phrases: in which turns they are said, and how often."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from searcher.matching import bm25
from searcher.matching.arrays import NO_TURNS, Turns, added, among, starts_of_runs, union
from searcher.matching.positions import PositionFinder, turns_of
from searcher.query.query_tree import OneOf, Or, Phrase, Tree, Word, children, field_of

Counts = npt.NDArray[np.integer[Any]]

#: With more forms than this, one call reads the postings of all forms of a word.
_FORMS_ONE_BY_ONE = 4
#: The postings of several forms are added up by sorting them, if the index has more than this
#: many times as many turns; else in an array with one number per turn of the index. On 364,000
#: turns both take the same time from 12 on, and sorting takes 2.8 times as long at 8.
_SORT_RATIO = 12


class PostingList(NamedTuple):
    """The turns that say a word or a phrase.

    Attributes:
        documents: the turns, sorted.
        frequencies: how often each turn says it.
        rarity: its inverse document frequency; for a phrase the sum over its words.
    """

    documents: Turns
    frequencies: Counts
    rarity: float


class Postings:
    """The posting lists of one search; each is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[Tree, PostingList] = {}
        self.positions = PositionFinder(library, lambda word: self.of(word, None).documents)

    def of(self, tree: Tree, within: Turns | None) -> PostingList:
        """The posting list of a word or a phrase; only turns in `within`, if it is given."""
        if tree in self._read:
            found = self._read[tree]
        elif isinstance(tree, Word):
            found = self._read[tree] = self._word(tree)
        elif isinstance(tree, OneOf):
            found = self._read[tree] = self._one_of(tree)
        elif within is not None:
            return self._phrase(tree, within)
        else:
            found = self._read[tree] = self._phrase(tree, None)
        if within is None:
            return found
        kept = np.flatnonzero(among(found.documents, within, self._library.size))
        return PostingList(found.documents.take(kept), found.frequencies.take(kept), found.rarity)

    def known(self, tree: Tree, documents: Turns) -> PostingList:
        """As `of` for some documents. It has all documents if the whole list was read already."""
        everywhere = isinstance(tree, Word | OneOf) or tree in self._read
        return self.of(tree, None if everywhere else documents)

    def _word(self, word: Word) -> PostingList:
        """The posting list of a word: the frequencies of its forms are added."""
        if len(word.forms) > _FORMS_ONE_BY_ONE and not word.only:
            return self._counted(*self._library.postings_of(word.field, word.forms))
        found = [self._library.postings(word.field, form) for form in word.forms]
        for form, codes in word.only:
            documents, counts = found[place := word.forms.index(form)]
            kept = self._library.of_languages(codes)[documents]
            found[place] = documents[kept], counts[kept]
        return self._as_one(found)

    def _one_of(self, tree: OneOf) -> PostingList:
        """The posting list of words and phrases that count as one word."""
        return self._as_one([self.of(part, None)[:2] for part in tree.parts])

    def _as_one(self, found: Sequence[tuple[Turns, Counts]]) -> PostingList:
        """The union of several posting lists; the frequencies in a turn are added."""
        found = [(documents, counts) for documents, counts in found if len(documents)]
        if len(found) < 2:
            documents, counts = found[0] if found else (NO_TURNS, NO_TURNS)
            return PostingList(
                documents, counts, bm25.rarity(len(documents), self._library.turn_count)
            )
        every = np.concatenate([documents for documents, _ in found])
        return self._counted(every, np.concatenate([counts for _, counts in found]))

    def _counted(self, every: Turns, counts: Counts) -> PostingList:
        """The posting list of turns in any order; the counts of equal turns are added."""
        size = self._library.size
        if len(every) * _SORT_RATIO < size:
            documents, counts = added(every, counts, size)
        else:
            totals = np.zeros(size, np.uint32)
            np.add.at(totals, every.astype(np.int64), counts.astype(np.uint32))
            documents = (totals != 0).nonzero()[0].astype(np.uint32)
            counts = totals.take(documents)
        return PostingList(documents, counts, bm25.rarity(len(documents), self._library.turn_count))

    def _phrase(self, tree: Tree, within: Turns | None) -> PostingList:
        """The posting list of a phrase or a nearness: its frequency is its number of matches."""
        turns = self._phrase_turns(tree, within)
        runs = starts_of_runs(turns)
        counts = np.full(len(runs), len(turns), np.int64)
        counts[:-1] = runs[1:]
        counts -= runs
        return PostingList(turns.take(runs), counts, self.weight(tree))

    def _phrase_turns(self, tree: Tree, within: Turns | None) -> Turns:
        """The turn of each match of a phrase or a nearness."""
        if isinstance(tree, Phrase) and (forms := _forms(tree)):
            found = self._library.phrase(field_of(tree), forms, within)
            if found is not None:
                return found
        return turns_of(self.positions.counted(tree, within))

    def _turns(self, tree: Tree) -> Turns:
        """The turns that say a word, a phrase, or one of an `Or`."""
        if not isinstance(tree, Or):
            return self.of(tree, None).documents
        return union([self._turns(part) for part in tree.parts], self._library.size)

    def weight(self, tree: Tree) -> float:
        """The sum of the rarities of the words of a phrase.

        Alternatives are as rare as the turns that say any of them.
        """
        match tree:
            case Word(name, (form,), ()) if tree not in self._read:
                turns = self._library.document_frequency(name, form)
                return bm25.rarity(turns, self._library.turn_count)
            case Word() | OneOf():
                return self.of(tree, None).rarity
            case Or():
                return bm25.rarity(len(self._turns(tree)), self._library.turn_count)
        return sum(map(self.weight, children(tree)))


def _forms(tree: Phrase) -> list[tuple[str, ...]]:
    """The forms of each word of a phrase; empty if a word has more than forms."""
    words = [word for word in tree.words if isinstance(word, Word) and not word.only]
    return [word.forms for word in words] if len(words) == len(tree.words) else []
