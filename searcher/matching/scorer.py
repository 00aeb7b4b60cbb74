"""BM25 scores of turns of one index, whose lengths it keeps as codes."""

from functools import lru_cache

from index.library.library import Library
from index.library.segments import LENGTHS
from searcher.matching import bm25
from searcher.matching.arrays import Counts, Turns
from searcher.matching.hits import Floats


class Scorer:
    """Scores turns for words; the length of a turn comes from the index."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._norms = _norms(library.mean_length)
        self._least: dict[int, float] = {}

    def scores(self, documents: Turns, frequencies: Counts, weight: float) -> Floats:
        """The scores of turns for how often each says a word of a weight, such as its rarity."""
        norms = self._norms.take(self._library.length_codes(documents))
        return bm25.bm25(frequencies, norms, weight)

    def highest(self, frequency: int, length: int, weight: float) -> float:
        """The score of a turn that says a word so often, of at least `length` words."""
        norm = self._least_norm(length)
        return weight * (bm25.K1 + 1) * frequency / (norm + frequency)

    def _least_norm(self, length: int) -> float:
        # A bound asks for those of a few words only, but dozens of times.
        if length not in self._least:
            self._least[length] = float(self._norms[LENGTHS.searchsorted(length)])
        return self._least[length]


@lru_cache(maxsize=8)
def _norms(mean_length: float) -> Floats:
    """The norm of each length of `LENGTHS`."""
    return bm25.norms(LENGTHS, mean_length)
