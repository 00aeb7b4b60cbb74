"""Which turn asks and which answers, and what is near in turns, as arrays over an index.

The question of a turn is the last turn before it by another speaker of its program,
its answer the next one behind it: whoever speaks twice in a row is still answering.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from searcher.matching.arrays import Turns, distinct
from searcher.matching.hits import Floats

#: How far away a question may stand, in turns of the one who answers it.
FARTHEST = 20

_Numbers = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


class Exchanges:
    """Questions and answers of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def questions(self) -> _Numbers:
        """For each document that of its question, or -1 where there is none."""
        first = np.maximum.accumulate(np.where(self._begins, self._documents, 0))
        return self._exchanged(first - 1)

    @cached_property
    def answers(self) -> _Numbers:
        """For each document that of its answer, or -1 where there is none."""
        ends = np.append(self._begins[1:], True)
        last = np.where(ends, self._documents, len(ends) - 1)
        return self._exchanged(np.minimum.accumulate(last[::-1])[::-1] + 1)

    def asked(self, asking: Turns, within: Turns | None) -> Turns:
        """The turns whose question is one of these, ascending; of those in `within`, if given."""
        return self._beside(asking, self.questions, within)

    def answered(self, answering: Turns, within: Turns | None) -> Turns:
        """The turns whose answer is one of these, ascending; of those in `within`, if given."""
        return self._beside(answering, self.answers, within)

    def near(self, some: Turns, others: Turns, distance: int) -> Turns:
        """Those of some turns that have one of the others near them, in their program.

        `distance` is how many turns away, at most: 0 is the same turn. Both are ascending.
        """
        if not len(some) or not len(others):
            return some[:0]
        programs = self._library.program_numbers
        behind = np.searchsorted(others, some)
        near = np.zeros(len(some), bool)
        for places in (behind - 1, behind.clip(max=len(others) - 1)):
            turns = others[places.clip(min=0)]
            apart = np.abs(turns.astype(np.int64) - some)
            near |= (apart <= distance) & (programs[turns] == programs[some])
        return some[near]

    @property
    def _documents(self) -> _Numbers:
        return np.arange(self._library.size)

    @cached_property
    def _begins(self) -> _Flags:
        """Whether a document is by another speaker, or of another program, than the one before."""
        speakers, programs = self._library.speaker_numbers, self._library.program_numbers
        begins = np.ones(len(speakers), bool)
        begins[1:] = (speakers[1:] != speakers[:-1]) | (programs[1:] != programs[:-1])
        return begins

    def lent(self, other: _Numbers, scoring: Callable[[Turns], Floats]) -> Floats:
        """For each turn the score of another one, such as its question.

        Args:
            other: the other turn of each; -1 where there is none.
            scoring: the scores of turns, which are ascending.
        """
        turns = distinct(np.sort(other[other >= 0])).astype(np.uint32)
        # The last place is that of -1: no turn.
        scores = np.zeros(self._library.size + 1)
        scores[turns] = scoring(turns)
        found: Floats = scores[other]
        return found

    def _exchanged(self, other: _Numbers) -> _Numbers:
        """The other turn of each, where it is near and of the same program; else -1."""
        programs = self._library.program_numbers
        inside = (other >= 0) & (other < self._library.size)
        same = programs[np.where(inside, other, 0)] == programs
        kept = inside & same & (programs > 0)
        return np.where(kept & (np.abs(other - self._documents) <= FARTHEST), other, -1)

    def _beside(self, turns: Turns, beside: _Numbers, within: Turns | None) -> Turns:
        # The last place is that of -1: no turn.
        among = np.zeros(self._library.size + 1, bool)
        among[turns] = True
        if within is not None:
            return within[among[beside[within]]]
        return np.flatnonzero(among[beside]).astype(np.uint32)
