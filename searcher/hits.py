"""Turns that match, with their scores, and the best of them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from searcher.places import Turns

Floats = npt.NDArray[np.float64]

#: Scores in a group, of which the best is looked at first.
_GROUP = 64


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


def _threshold(scores: Floats, count: int) -> float:
    """A score that at least `count` of the scores reach, and seldom many more.

    So many groups have a best one that reaches it; there are far fewer groups.
    """
    groups = len(scores) // _GROUP
    if groups > count:
        scores = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    return float(np.partition(scores, len(scores) - count)[len(scores) - count])
