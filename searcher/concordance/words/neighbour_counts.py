"""How often each word is said near the matches of a search: sums, which several archives add up."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.query.tier import Tier

Ints = npt.NDArray[np.int64]


class NeighbourCounts(Value):
    """The words near the matches of a search, and all others.

    The words of the matches themselves are near no match, and do not count among all others.

    Attributes:
        tier: the tier of the matches; None for a search that is matched exactly as typed, and if
            nothing was found.
        matches: how many there are.
        turns: in how many turns.
        words: every word of the turns that the filters leave, as in the index.
        together: for each word how often it is near a match: in the window of at least one.
        inside: for each word how often it is a word of a match.
        frequency: for each word how often it is said at all.
        synonyms: the synonyms that were searched for, too, by the words that were typed.
        query: the arguments of the search.
        filters: the filters of the search.
    """

    tier: "Tier | None"
    matches: int
    turns: int
    words: Sequence[str]
    together: Ints
    inside: Ints
    frequency: Ints
    synonyms: Mapping[str, tuple[str, ...]] = {}
    query: tuple[str, ...] = ()
    filters: Filters = EVERYTHING

    @property
    def near(self) -> int:
        """How many words are near a match."""
        return int(self.together.sum())

    @property
    def outside(self) -> Ints:
        """For each word how often it is said outside the matches."""
        return self.frequency - self.inside


def united(each: Sequence[NeighbourCounts], tier: "Tier | None") -> NeighbourCounts:
    """The sums of counts of several archives.

    Args:
        each: the counts of one search. One of a less exact tier adds its words, and no matches.
        tier: the tier of the whole.
    """
    counted = [one.tier == tier for one in each]
    words, places = numbered([one.words for one in each])
    together, inside, frequency = (np.zeros(len(words), np.int64) for _ in range(3))
    for one, rows, counts in zip(each, places, counted, strict=True):
        frequency[rows] += one.frequency
        if counts:
            together[rows] += one.together
            inside[rows] += one.inside
    some = [one for one, counts in zip(each, counted, strict=True) if counts]
    return each[0].replaced(
        tier=tier,
        matches=sum(one.matches for one in some),
        turns=sum(one.turns for one in some),
        words=words,
        together=together,
        inside=inside,
        frequency=frequency,
        synonyms={typed: added for one in each for typed, added in one.synonyms.items()},
    )


def numbered(each: Sequence[Sequence[str]]) -> tuple[list[str], list[Ints]]:
    """The words of several lists in order, and for each list the places of its words there."""
    words = sorted(set[str]().union(*each))
    known = {word: place for place, word in enumerate(words)}
    return words, [np.fromiter(map(known.__getitem__, some), np.int64, len(some)) for some in each]
