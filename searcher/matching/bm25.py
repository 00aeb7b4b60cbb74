"""BM25: how much a word counts for a turn.

S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and
Beyond. Foundations and Trends in Information Retrieval 3(4), 2009.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


#: How soon more occurrences of a word stop counting.
K1 = 1.2
#: How much less a long turn counts. It is half of the usual value: turns are short, and the long
#: ones are answers.
B = 0.4


def rarity(turns_with: int, turns: int) -> float:
    """The inverse document frequency of a word, always positive.

    The form of Lucene: it is never negative, even for a word that every turn holds.
    """
    return math.log(1 + (turns - turns_with + 0.5) / (turns_with + 0.5))


def highest_rarity(turns: int) -> float:
    """The rarity of a word that no turn holds."""
    return rarity(0, turns)


def norms(lengths: Floats, mean_length: float) -> Floats:
    """The number of occurrences at which a word counts half of its maximum, for each length.

    Args:
        lengths: in words.
        mean_length: how many words a turn has on average.
    """
    relative = lengths / max(mean_length, 1.0)
    return K1 * (1 - B + B * relative)


def bm25(frequencies: npt.NDArray[Any], norms: Floats, weight: float) -> Floats:
    """The score of a word for each turn that holds it.

    Args:
        frequencies: how often each turn says it.
        norms: the norm of the length of each turn.
        weight: its rarity, or for a phrase the sum of the rarities of its words.
    """
    scores: Floats = norms + frequencies
    np.divide(frequencies, scores, out=scores)
    scores *= weight * (K1 + 1)
    return scores
