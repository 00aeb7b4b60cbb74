"""Counts the words near the matches of a search, over arrays of positions: no text is read.

A window is so many words before and after a match. It ends with the turn: what somebody else says
is no context of a word. A word in the windows of two matches counts once. The words of a match
are in no window, and not among all words either. This is surface cooccurrence: S. Evert, Corpora
and Collocations, in A. Lüdeling and M. Kytö (eds.), Corpus Linguistics, 2008, chapter 58.
"""

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.library.terms import Terms
from searcher.concordance.matched import Matched
from searcher.concordance.words.neighbour_counts import NeighbourCounts
from searcher.matching.arrays import Ints
from searcher.matching.occurrences import Occurrences

Mask = npt.NDArray[np.bool_]


def neighbour_counts(matched: Matched, left: int, right: int) -> NeighbourCounts:
    """The words near the matches of a search, and all words in its scope.

    Args:
        matched: what the search matches.
        left: how many words before a match are near it.
        right: how many words after it.
    """
    library = matched.evaluator.library
    found = matched.occurrences()
    scope = np.zeros(library.size, bool)
    scope[matched.scope()] = True
    terms = Terms(library)
    places = _Places(library, found)
    inside, near = places.inside(), places.near(left, right)
    near[inside] = False
    size = len(terms)
    said_inside = np.bincount(places.words(terms, inside.nonzero()[0]), minlength=size)
    together = np.bincount(places.words(terms, near.nonzero()[0]), minlength=size)
    frequency = terms.frequencies_in(scope)
    kept = frequency.nonzero()[0]
    words = terms.words
    return NeighbourCounts(
        tier=matched.tier,
        matches=len(found),
        turns=len(matched.turns),
        words=words if len(kept) == size else [words[number] for number in kept.tolist()],
        together=together[kept],
        inside=said_inside[kept],
        frequency=frequency[kept],
        synonyms=matched.synonyms,
    )


class _Places:
    """Places in the text of all turns, one after the other."""

    def __init__(self, library: Library, found: Occurrences) -> None:
        lengths = library.lengths
        # The turns with matches are numbered by themselves: there may be few of them.
        self._turns = found.turns[
            np.append(True, found.turns[1:] != found.turns[:-1])[: len(found)]
        ]
        self._starts = np.append(0, lengths.take(self._turns).cumsum())
        rows = self._turns.searchsorted(found.turns)
        self._first = self._starts.take(rows) + found.first
        self._last = self._starts.take(rows) + found.last
        self._begins, self._ends = self._starts.take(rows), self._starts.take(rows + 1)

    def inside(self) -> Mask:
        """Whether each place is in a match."""
        marked = self._nothing()
        sizes = self._last - self._first + 1
        # The places of each match, from its first word on.
        shift = (self._first - sizes.cumsum() + sizes).repeat(sizes)
        marked[shift + np.arange(len(shift))] = True
        return marked

    def near(self, left: int, right: int) -> Mask:
        """Whether each place is so near a match, in its turn."""
        marked = self._nothing()
        for distance in range(1, left + 1):
            at = self._first - distance
            marked[at[at >= self._begins]] = True
        for distance in range(1, right + 1):
            at = self._last + distance
            marked[at[at < self._ends]] = True
        return marked

    def words(self, terms: Terms, places: Ints) -> Ints:
        """The number of the word at each place."""
        rows = self._starts.searchsorted(places, "right") - 1
        return terms.at(self._turns.take(rows), places - self._starts.take(rows))

    def _nothing(self) -> Mask:
        return np.zeros(int(self._starts[-1]), bool)
