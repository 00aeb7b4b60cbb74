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
        saturation: how often a turn must say a word to count half, for a turn of mean length.
        shortness: how much less a word counts in a long turn, from 0 to 1.
        around: the weight of the words around a turn, relative to those that it says.
        around_saturation: how often a word must be said around to count half of that.
        question: the weight of a word in the question of a turn, relative to one in the turn.
        near: the weight of two words that are near each other.
        near_saturation: how often they must be near each other, here or around, to count half.
        nearness: the largest distance that is near, in words.
        about: the weight of a word in the title or the topics of a program.
        length: the share that is added to the score of a turn of 54 words (e^4), for its length.
        shortest: a turn of fewer words that says no telling word is no answer.
        without_telling_words: the share that is left of the score of other such turns.
        beside, candidates: how far from how many of the best turns such turns are looked for.
    """

    rarity: float = 1.5
    light: float = 0.1
    naming: float = 0.0
    named: float = 1.0
    common: float = 0.2
    saturation: float = 1.2
    shortness: float = 0.75
    around: float = 4.0
    around_saturation: float = 2.0
    question: float = 0.5
    near: float = 1.0
    near_saturation: float = 0.5
    nearness: int = 4
    about: float = 0.5
    length: float = 0.3
    shortest: int = 6
    without_telling_words: float = 0.9
    beside: int = 20
    candidates: int = 200


DEFAULT = Parameters()
