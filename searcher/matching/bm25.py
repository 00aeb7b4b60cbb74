"""How much a word in a turn says for it: BM25, with parameters for talk.

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

    Those from `rarity` on are for several words that are ranked as talk; they were
    chosen by `tests/bench/ranking.py` on half of its meetings, and the other half was
    only looked at. Between half and twice as much each changes little.

    Attributes:
        saturation: k1, how soon more of a word stops to count.
        length: b, how much a long turn counts for less. Turns are short, and the
            long ones are answers: half of what is usual for documents.
        rarity: the power to which the rarity of a word counts: rare words decide.
        light: what a word counts that tells little ("discuss", "what", "ever").
        naming: what a word counts that names a speaker; whoever speaks seldom says it.
        named: what is added to the turns of a speaker who is named.
        common: the share of all turns from which on a word tells nothing by itself.
        reach: how far the turns around a turn count, in turns: there by a third.
        around: what the turns around count, next to the turn itself.
        around_saturation: how often a word must be said around for half of that.
        question: what a word in the question of a turn counts, next to one in the turn.
        near: what two words count that stand close together.
        around_near, near_saturation: the same in the turns around.
        nearness: how close that is, in words.
        about: what a word in the title or the topics of a program counts.
        candidates: the best turns for which it is worked out what is around them.
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

    The form that Lucene uses: a word that every turn holds counts for little,
    never against a turn.
    """
    return math.log(1 + (turns - turns_with + 0.5) / (turns_with + 0.5))


def highest_rarity(turns: int) -> float:
    """The rarity of a word that no turn holds."""
    return rarity(0, turns)


def norms(lengths: Floats, mean_length: float, parameters: Parameters = DEFAULT) -> Floats:
    """How often a word must be said in a turn of each length to count half of what it can.

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
        frequencies: how often it stands in each turn.
        norms: for each turn that of its length.
        weight: its rarity, or for a phrase the sum of the rarities of its words.
        parameters: k1.
    """
    scores: Floats = norms + frequencies
    np.divide(frequencies, scores, out=scores)
    scores *= weight * (parameters.saturation + 1)
    return scores
