"""A suggestion: what was said and may be what was meant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that were said and are similar to words of a search.

    Attributes:
        asked: neighbouring words of the search.
        said: what was said instead: one word, or two as a phrase.
        turns: how many turns say it.
        distance: how far it is from the words of the search, as a share of these.
    """

    asked: tuple[str, ...]
    said: tuple[str, ...]
    turns: int
    distance: float
