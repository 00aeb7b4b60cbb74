"""Candidates: turns in which the words of a quotation may have been said. Engines find them."""

from typing import Protocol

from corpus.model import Program, Turn
from searcher.value import Value


class Candidate(Value):
    """Neighbouring turns of one program.

    Attributes:
        program: the program, without its turns.
        turns: the turns, in their order.
        corrected: if the turns have the text of the file, the same turns as they were corrected by
            hand, which are shown.
    """

    program: Program
    turns: tuple[Turn, ...]
    corrected: tuple[Turn, ...] = ()


class Candidates(Value):
    """What an engine finds for the words of a quotation.

    Attributes:
        found: the candidates, those that have most of the words first.
        exact: how many turns say all the words as a phrase. If there are any, `found` has these
            turns, or the first of them, those of the claimed speaker before others.
    """

    found: tuple[Candidate, ...]
    exact: int


class Finder(Protocol):
    """Finds candidates; see `Engine.candidates`."""

    def __call__(self, words: tuple[str, ...], speaker: str | None) -> Candidates:
        """The candidates that come nearest to some words."""
