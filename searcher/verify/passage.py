"""Passages: turns in which the words of a quotation may have been said. Engines find them."""

from typing import Protocol

from corpus.model import Program, Turn
from searcher.value import Value


class Passage(Value):
    """Neighbouring turns of one program.

    Attributes:
        program: the program, without its turns.
        turns: the turns, in their order.
    """

    program: Program
    turns: tuple[Turn, ...]


class Passages(Value):
    """What an engine finds for the words of a quotation.

    Attributes:
        found: the passages, those that have most of the words first.
        exact: how many turns say all the words as a phrase. If there are any, `found` has these
            turns, or the first of them, those of the claimed speaker before others.
    """

    found: tuple[Passage, ...]
    exact: int


class Finder(Protocol):
    """Finds passages; see `Engine.passages`."""

    def __call__(self, words: tuple[str, ...], speaker: str | None) -> Passages:
        """The passages that come nearest to some words."""
