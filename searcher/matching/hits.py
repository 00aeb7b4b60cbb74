"""Hits: turns that match, with their scores, and the selection of the best."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from searcher.matching.positions import Turns

Floats = npt.NDArray[np.float64]

#: The size of a group of scores; see `_threshold`.
_GROUP = 64


class Hits(NamedTuple):
    """Turns that match.

    Attributes:
        documents: their numbers, sorted.
        scores: as long as `documents`.
    """

    documents: Turns
    scores: Floats

    def only(self, kept: npt.NDArray[np.bool_]) -> "Hits":
        """The hits where `kept` is true."""
        numbers = kept.nonzero()[0]
        return Hits(self.documents.take(numbers), self.scores.take(numbers))

    def best(self, count: int) -> "Hits":
        """The `count` best hits, best first; of equal scores the earlier turn comes first."""
        documents, scores = self
        if 0 < count < len(documents):
            some = (scores >= _threshold(scores, count)).nonzero()[0]
            documents, scores = documents.take(some), scores.take(some)
        # A stable sort keeps equal scores in the order of their documents.
        order = (-scores).argsort(kind="stable")[:count]
        return Hits(documents.take(order), scores.take(order))


def _threshold(scores: Floats, count: int) -> float:
    """A lower bound of the `count` best scores, which few others reach.

    Scores are divided into groups. The bound is the `count`-th largest of the maxima of groups,
    which are far fewer than the scores.
    """
    groups = len(scores) // _GROUP
    if groups > count:
        scores = scores[: groups * _GROUP].reshape(_GROUP, groups).max(axis=0)
    place = len(scores) - count
    some = scores.copy()
    some.partition(place)
    return float(some[place])
