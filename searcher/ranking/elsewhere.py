"""The turn that says the words best, far from the turns that meaning puts first.

Meaning brings whole passages to the top. Where they are the wrong ones, the words may be right.
"""

from typing import NamedTuple

import numpy as np

from searcher.matching.hits import Floats, Hits


class Raised(NamedTuple):
    """A turn whose score is raised.

    Attributes:
        document: its number.
        place: where it is among the turns that are ranked.
        by: what is added to its score, so that it comes right after the first ones.
    """

    document: int
    place: int
    by: float


def best_elsewhere(by_words: Hits, scores: Floats, first: int, apart: int) -> Raised | None:
    """The best turn by its words that is far from the first ones.

    Args:
        by_words: the turns that are ranked, with their scores by words alone.
        scores: their scores by words and meaning.
        first: how many turns come before it.
        apart: it is more than so many turns from each of these.

    Returns:
        None if no turn is far, and if the best one comes no later anyway.
    """
    best = Hits(by_words.documents, scores).best(first + 1)
    if len(best.documents) <= first:
        return None
    documents = by_words.documents.astype(np.int64)
    near = best.documents[:first].astype(np.int64)
    far = np.flatnonzero(np.abs(documents[:, None] - near).min(axis=1) > apart)
    if not len(far):
        return None
    place = int(far[np.argmax(by_words.scores[far])])
    by = float(best.scores[first - 1] + best.scores[first]) / 2 - float(scores[place])
    return Raised(int(documents[place]), place, by) if by > 0 else None
