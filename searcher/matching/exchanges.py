"""Exchanges: the question and the answer of each turn, and turns near each other.

The question of a turn is the last turn before it by another speaker of its program, its
answer the next turn after it by another speaker. If somebody has two turns in a row, both
have the same question.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from searcher.matching.arrays import Turns, distinct
from searcher.matching.hits import Floats

#: The largest distance of a question from its answer, in turns.
FARTHEST = 20

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


class Exchanges:
    """The questions and answers of one library, as arrays with one number per document.

    They are computed once and then only read, so several threads may share them.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def questions(self) -> _Numbers:
        """For each document the document of its question, or -1 if there is none."""
        first = np.maximum.accumulate(np.where(self._begins, self._documents, 0))
        return self._exchanged(first - 1)

    @cached_property
    def answers(self) -> _Numbers:
        """For each document the document of its answer, or -1 if there is none."""
        ends = np.append(self._begins[1:], True)
        last = np.where(ends, self._documents, len(ends) - 1)
        return self._exchanged(np.minimum.accumulate(last[::-1])[::-1] + 1)

    def asked(self, asking: Turns, within: Turns | None) -> Turns:
        """The turns whose question is one of these, sorted; only turns in `within`, if given."""
        return self._whose_other(asking, self.questions, within)

    def answered(self, answering: Turns, within: Turns | None) -> Turns:
        """The turns whose answer is one of these, sorted; only turns in `within`, if given."""
        return self._whose_other(answering, self.answers, within)

    def questions_of(self, turns: Turns | None) -> Turns:
        """The turns that some turns answer, sorted, each once; None for all turns."""
        found = self.questions if turns is None else self.questions[turns]
        return distinct(np.sort(found[found >= 0])).astype(np.uint32)

    def near(self, some: Turns, others: Turns, distance: int) -> Turns:
        """The turns in `some` that have a turn of `others` near them, in the same program.

        `distance` is the largest distance in turns; 0 is the same turn. Both are sorted.
        """
        if not len(some) or not len(others):
            return some[:0]
        programs = self._library.program_numbers
        after = np.searchsorted(others, some)
        near = np.zeros(len(some), bool)
        for places in (after - 1, after.clip(max=len(others) - 1)):
            turns = others[places.clip(min=0)]
            apart = np.abs(turns.astype(np.int64) - some)
            near |= (apart <= distance) & (programs[turns] == programs[some])
        return some[near]

    @property
    def _documents(self) -> _Numbers:
        return np.arange(self._library.size)

    @cached_property
    def _begins(self) -> _Flags:
        """Whether the speaker or the program of each document differs from the one before."""
        speakers, programs = self._library.speaker_numbers, self._library.program_numbers
        begins = np.ones(len(speakers), bool)
        begins[1:] = (speakers[1:] != speakers[:-1]) | (programs[1:] != programs[:-1])
        return begins

    def lent(self, other: _Numbers, scoring: Callable[[Turns], Floats]) -> Floats:
        """For each turn the score of another turn, such as its question.

        Args:
            other: the other turn of each turn; -1 if there is none.
            scoring: a function from sorted turns to their scores.
        """
        turns = distinct(np.sort(other[other >= 0])).astype(np.uint32)
        # Index -1, no turn, is the last element.
        scores = np.zeros(self._library.size + 1)
        scores[turns] = scoring(turns)
        found: Floats = scores[other]
        return found

    def _exchanged(self, other: _Numbers) -> _Numbers:
        """The other turn of each turn, if it is near and in the same program; else -1."""
        programs = self._library.program_numbers
        inside = (other >= 0) & (other < self._library.size)
        same = programs[np.where(inside, other, 0)] == programs
        # What only holds the place of a turn that is withheld is no answer.
        kept = inside & same & (programs > 0) & self._library.findable
        return np.where(kept & (np.abs(other - self._documents) <= FARTHEST), other, -1)

    def _whose_other(self, turns: Turns, other: _Numbers, within: Turns | None) -> Turns:
        """The turns whose other turn is one of these."""
        # Index -1, no turn, is the last element.
        among = np.zeros(self._library.size + 1, bool)
        among[turns] = True
        if within is not None:
            return within[among[other[within]]]
        return np.flatnonzero(among[other]).astype(np.uint32)
