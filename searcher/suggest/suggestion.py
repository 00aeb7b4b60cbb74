"""A suggestion: words that were said, and that may have been meant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that were said and are similar to words of a search.

    Attributes:
        asked: neighbouring words of the search.
        said: the similar words: one, or two as a phrase.
        turns: how many turns say them.
        distance: their distance from `asked`, relative to its length.
    """

    asked: tuple[str, ...]
    said: tuple[str, ...]
    turns: int
    distance: float
