"""Posting lists of words and phrases: in which turns they are said, and how often."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from index.library.library import Library
from searcher.matching import bm25
from searcher.matching.arrays import (
    NO_TURNS,
    Counts,
    Turns,
    added,
    among,
    are_few,
    in_all_turns,
    inserted,
    is_dense,
    rows_in,
    starts_of_runs,
    union,
)
from searcher.matching.positions import PositionFinder, turns_of
from searcher.query.query_tree import OneOf, Or, Phrase, Tree, Word, children, field_of

#: With more forms than this, one call reads the postings of all forms of a word.
_FORMS_ONE_BY_ONE = 10


class PostingList:
    """The turns that say a word or a phrase, as a list of turns or as an array of counts.

    An array with a count for each turn of the index is faster to make for words in many turns,
    and to combine with others.

    Attributes:
        counts: how often each turn of the index says it, if the list was made so; else None.
        turns: how many turns say it: all of the list, and in an excerpt also others.
        rarity: its inverse document frequency; for a phrase the sum over its words.
    """

    __slots__ = ("_documents", "_frequencies", "_size", "counts", "rarity", "turns")

    def __init__(self, documents: Turns, frequencies: Counts, rarity: float) -> None:
        self._documents: Turns | None = documents
        self._frequencies: Counts | None = frequencies
        self._size = len(documents)
        self.counts: Counts | None = None
        self.turns = len(documents)
        self.rarity = rarity

    @classmethod
    def of_counts(cls, counts: Counts, turn_count: int) -> Self:
        """The list of an array of counts, in an index with so many turns."""
        size = int(np.count_nonzero(counts))
        made = cls(NO_TURNS, NO_TURNS, bm25.rarity(size, turn_count))
        made._documents = made._frequencies = None
        made._size = made.turns = size
        made.counts = counts
        return made

    def __len__(self) -> int:
        return self._size

    @property
    def documents(self) -> Turns:
        """The turns, sorted."""
        if self._documents is None:
            assert self.counts is not None
            self._documents = (self.counts != 0).nonzero()[0].astype(np.uint32)
        return self._documents

    @property
    def frequencies(self) -> Counts:
        """How often each of the turns says it."""
        if self._frequencies is None:
            assert self.counts is not None
            self._frequencies = self.counts.take(self.documents)
        return self._frequencies

    def in_all_turns(self, size: int) -> Counts:
        """How often each turn of the index, which has `size` turns, says it."""
        if self.counts is None:
            self.counts = in_all_turns([(self.documents, self.frequencies)], size)
        return self.counts

    def in_turns(self, documents: Turns, size: int) -> Counts:
        """How often some turns that are all in the list say it; the index has `size` turns."""
        if self.counts is not None:
            return self.counts.take(documents)
        rows = rows_in(self.documents, documents, size)
        return self.frequencies if rows is None else self.frequencies.take(rows)


class Postings:
    """The posting lists of one search; each is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[Tree, PostingList] = {}
        # Where words were corrected, those of the files are searched, too.
        forms = library.source_forms
        self._elsewhere = None if forms is None else Postings(forms.library).positions
        self._has_corrections = forms is not None

    @property
    def positions(self) -> PositionFinder:
        """Finds the positions of words and phrases by these lists.

        It is made anew, because it refers to these lists: if they referred to it, too, the arrays
        of a search would stay in memory until the garbage is collected.
        """
        return PositionFinder(self._library, lambda word: self.of(word, None), self._elsewhere)

    def of(self, tree: Tree, within: Turns | None) -> PostingList:
        """The posting list of a word or a phrase; only turns in `within`, if it is given."""
        if tree in self._read:
            found = self._read[tree]
        elif isinstance(tree, Word):
            found = self._read[tree] = self._weighed(tree, self._word(tree))
            if self._has_corrections:
                found = self._read[tree] = self._with_words_of_files(tree, found, None)
        elif isinstance(tree, OneOf):
            found = self._read[tree] = self._weighed(tree, self._one_of(tree))
            if self._has_corrections:
                found = self._read[tree] = self._with_words_of_files(tree, found, None)
        elif within is not None:
            return self._phrase(tree, within)
        else:
            found = self._read[tree] = self._phrase(tree, None)
        if within is None:
            return found
        kept = np.flatnonzero(among(found.documents, within, self._library.size))
        return PostingList(found.documents.take(kept), found.frequencies.take(kept), found.rarity)

    def _weighed(self, tree: Tree, found: PostingList) -> PostingList:
        """A posting list that is as rare as in the whole index, of which this may be an excerpt."""
        turns = self._library.turns_with(tree, len(found))
        if turns != len(found):
            found.turns = turns
            found.rarity = bm25.rarity(turns, self._library.turn_count)
        return found

    def _with_words_of_files(
        self, tree: Tree, found: PostingList, within: Turns | None
    ) -> PostingList:
        """A posting list with the turns that say it in the words of their files.

        A match that the corrected text has, too, is counted once.
        """
        turns = self.positions.of_files(tree, within)
        if not len(turns):
            return found
        kept = np.flatnonzero(~among(found.documents, turns, self._library.size))
        here = turns_of(self.positions.counted(tree, turns))
        every = np.concatenate([found.documents.take(kept), turns])
        counts = np.concatenate(
            [
                found.frequencies.take(kept).astype(np.int64),
                np.bincount(np.searchsorted(turns, here), minlength=len(turns)),
            ]
        )
        order = every.argsort(kind="stable")
        rarity = found.rarity
        if isinstance(tree, Word | OneOf):
            rarity = bm25.rarity(len(every), self._library.turn_count)
        return PostingList(every.take(order), counts.take(order), rarity)

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
        found = [self.of(part, None) for part in tree.parts]
        return self._as_one([(one.documents, one.frequencies) for one in found])

    def _as_one(self, found: Sequence[tuple[Turns, Counts]]) -> PostingList:
        """The union of several posting lists; the frequencies in a turn are added."""
        found = [(documents, counts) for documents, counts in found if len(documents)]
        if len(found) < 2:
            documents, counts = found[0] if found else (NO_TURNS, NO_TURNS)
            return self._list(documents, counts)
        size = self._library.size
        total = sum(len(documents) for documents, _ in found)
        longest = max(found, key=lambda one: len(one[0]))
        if are_few(total - len(longest[0]), len(longest[0])):
            others = [one for one in found if one is not longest]
            few = others[0] if len(others) == 1 else self._sorted(others)
            return self._list(*inserted(*longest, *few))
        if is_dense(total, size):
            return PostingList.of_counts(in_all_turns(found, size), self._library.turn_count)
        return self._list(*self._sorted(found))

    def _sorted(self, found: Sequence[tuple[Turns, Counts]]) -> tuple[Turns, Counts]:
        """The union of several lists, sorted; the counts of equal turns are added."""
        every = np.concatenate([documents for documents, _ in found])
        counts = np.concatenate([counts for _, counts in found])
        return added(every, counts, self._library.size)

    def _counted(self, every: Turns, counts: Counts) -> PostingList:
        """The posting list of turns in any order; the counts of equal turns are added."""
        size = self._library.size
        if not is_dense(len(every), size):
            return self._list(*added(every, counts, size))
        totals = np.zeros(size, np.uint32)
        np.add.at(totals, every.astype(np.int64), counts.astype(np.uint32))
        return PostingList.of_counts(totals, self._library.turn_count)

    def _list(self, documents: Turns, counts: Counts) -> PostingList:
        rarity = bm25.rarity(len(documents), self._library.turn_count)
        return PostingList(documents, counts, rarity)

    def _phrase(self, tree: Tree, within: Turns | None) -> PostingList:
        """The posting list of a phrase or a nearness: its frequency is its number of matches."""
        turns = self._phrase_turns(tree, within)
        runs = starts_of_runs(turns)
        counts = np.full(len(runs), len(turns), np.int64)
        counts[:-1] = runs[1:]
        counts -= runs
        found = PostingList(turns.take(runs), counts, self.weight(tree))
        return self._with_words_of_files(tree, found, within) if self._has_corrections else found

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
                turns = self._library.turns_with(tree, len(self._turns(tree)))
                return bm25.rarity(turns, self._library.turn_count)
        return sum(map(self.weight, children(tree)))


def _forms(tree: Phrase) -> list[tuple[str, ...]]:
    """The forms of each word of a phrase; empty if a word has more than forms."""
    words = [word for word in tree.words if isinstance(word, Word) and not word.only]
    return [word.forms for word in words] if len(words) == len(tree.words) else []
