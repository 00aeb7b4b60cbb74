"""BM25: how much a word counts for a turn, with parameters for spoken conversation.

S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and
Beyond. Foundations and Trends in Information Retrieval 3(4), 2009.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of the ranking.

    Those from `rarity` on are for several words that are ranked as conversation. They were
    fitted by `tests/bench/ranking.py` on half of its meetings and reported on the other
    half. Half or twice the value of any of them changes the result little.

    Attributes:
        saturation: k1, how soon more occurrences of a word stop counting.
        length: b, how much less a long turn counts. It is half of the usual value: turns
            are short, and the long ones are answers.
        rarity: the power to which the rarity of a word counts: rare words decide.
        light: the weight of a light word ("discuss", "what", "ever").
        naming: the weight of a word that names a speaker. Speakers seldom say their own name.
        named: the share that is added to the score of turns by a speaker who is named.
        common: a word that a larger share of all turns says is not informative by itself.
        reach: the distance, in turns, at which a turn around counts a third (1/e).
        around: the weight of the turns around, relative to the turn itself.
        around_saturation: how often a word must be said around to count half of that.
        question: the weight of a word in the question of a turn, relative to one in the turn.
        near: the weight of two words that are near each other.
        around_near, near_saturation: the same in the turns around.
        nearness: the largest distance that is near, in words.
        about: the weight of a word in the title or the topics of a program.
        candidates: how many of the best turns are ranked by what is around them, too.
    """

    saturation: float = 1.2
    length: float = 0.4
    rarity: float = 3.0
    light: float = 0.1
    naming: float = 0.2
    named: float = 0.4
    common: float = 0.2
    reach: int = 20
    around: float = 5.5
    around_saturation: float = 4.0
    question: float = 0.5
    near: float = 2.2
    around_near: float = 2.2
    near_saturation: float = 2.0
    nearness: int = 4
    about: float = 0.5
    candidates: int = 1_000


DEFAULT = Parameters()


def rarity(turns_with: int, turns: int) -> float:
    """The inverse document frequency of a word, always positive.

    The form of Lucene: it is never negative, even for a word that every turn holds.
    """
    return math.log(1 + (turns - turns_with + 0.5) / (turns_with + 0.5))


def highest_rarity(turns: int) -> float:
    """The rarity of a word that no turn holds."""
    return rarity(0, turns)


def norms(lengths: Floats, mean_length: float, parameters: Parameters = DEFAULT) -> Floats:
    """The number of occurrences at which a word counts half of its maximum, for each length.

    Args:
        lengths: in words.
        mean_length: how many words a turn has on average.
        parameters: k1 and b.
    """
    relative = lengths / max(mean_length, 1.0)
    return parameters.saturation * (1 - parameters.length + parameters.length * relative)


def bm25(
    frequencies: npt.NDArray[Any], norms: Floats, weight: float, parameters: Parameters = DEFAULT
) -> Floats:
    """The score of a word for each turn that holds it.

    Args:
        frequencies: how often each turn says it.
        norms: the norm of the length of each turn.
        weight: its rarity, or for a phrase the sum of the rarities of its words.
        parameters: k1.
    """
    scores: Floats = norms + frequencies
    np.divide(frequencies, scores, out=scores)
    scores *= weight * (parameters.saturation + 1)
    return scores
