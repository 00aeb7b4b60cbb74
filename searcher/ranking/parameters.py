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
        naming: the weight of a word that names a speaker. The name of the speaker who is asked
            for counts nothing.
        named: the share that is added to the score of turns by a speaker who is named.
        common: a word that a larger share of all turns says is not informative by itself.
        saturation: how often a turn must say a word to count half, for a turn of mean length.
        shortness: how much less a word counts in a long turn, from 0 to 1.
        relative: how much a word of the same family counts ("performant" for "performance").
        around: the words around a turn, near it and farther away: for each the reach in words,
            the weight relative to the words that the turn says, and how often a word must be said
            around to count half of that.
        question: the weight of a word in the question of a turn, relative to one in the turn.
        near: the weight of two words that are near each other.
        near_saturation: how often they must be near each other, here or around, to count half.
        nearness: the largest distance that is near, in words.
        about: the weight of a word in the title or the topics of a program.
        answers: the share that is added to the score of turns with a time, if one is asked for.
        every: the weight of all telling words in one turn, if they are no question.
        every_power: the power to which the share of them counts that a turn says.
        fewest: of fewer telling words that is left out.
        length: the share that is added to the score of a turn of 54 words (e^4), for its length.
        shortest: a turn of fewer words that says no telling word is no answer.
        without_telling_words: the share that is left of the score of other such turns.
        beside, candidates: how far from how many of the best turns such turns are looked for.
        likeness: the weight of the cosine of a question and the passage of a turn, relative to the
            sum of the weights of its words.
        passages: of so many passages the turns are looked at although they say none of its words.
        alike: the lowest cosine of these, if no turn says any of its words.
        first, elsewhere: the best turn by its words alone comes after so many that are ranked by
            their meaning, too, if it is more than so many turns from each of them.
        all_of: of so many turns all are scored; of more only those that can be among the best.
    """

    rarity: float = 1.75
    light: float = 0.1
    naming: float = 0.2
    named: float = 0.8
    common: float = 0.2
    saturation: float = 1.2
    shortness: float = 0.75
    relative: float = 0.5
    around: tuple[tuple[int, float, float], ...] = ((200, 2.0, 2.0), (1600, 2.0, 4.0))
    question: float = 0.75
    near: float = 0.5
    near_saturation: float = 0.5
    nearness: int = 4
    about: float = 0.5
    answers: float = 0.35
    every: float = 0.5
    every_power: float = 4.0
    fewest: int = 4
    length: float = 0.3
    shortest: int = 6
    without_telling_words: float = 0.95
    beside: int = 20
    candidates: int = 100
    likeness: float = 2.25
    passages: int = 50
    alike: float = 0.3
    first: int = 9
    elsewhere: int = 5
    all_of: int = 2_000


DEFAULT = Parameters()
