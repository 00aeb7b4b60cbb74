"""The parameters of the ranking as conversation: the weight of each part of a score."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of the ranking of several words as conversation.

    They were fitted by `tests/bench/ranking.py` on half of its meetings and reported on the other
    half. Half or twice the value of any of them changes the result little.

    Attributes:
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
