"""Calls the roll: who said something first, last and best, and who was asked and did not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.model import UNKNOWN_SPEAKER
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counting import count
from searcher.concordance.counts.counts import Group
from searcher.concordance.counts.grouping import Grouping, Groupings
from searcher.concordance.counts.roll_call import Asked, RollCall, Said, question_in
from searcher.matching.arrays import Ints, Turns, marked
from searcher.quotes.highlights import Positions, highlights
from searcher.quotes.quote import Highlight, Quote, spans_of
from searcher.quotes.quote_builder import Match, build_quotes

if TYPE_CHECKING:
    from searcher.concordance.matched import Matched


def roll_call(
    matched: "Matched", allowed: "Turns | None", groupings: Groupings, limit: int
) -> RollCall:
    """Everyone who said it, and who was asked and did not.

    Args:
        matched: what the search matches.
        allowed: the turns that the filters leave; None for all.
        groupings: of the same library.
        limit: how many of each are wanted.
    """
    counts = count((By.SPEAKER,), matched, allowed, groupings)
    people = counts.tables[0].matched
    roll = _Roll(matched, groupings)
    silent = roll.silent(allowed)
    return RollCall(
        matched.tier,
        tuple(roll.said(people[:limit])),
        tuple(roll.asked(silent[:limit])),
        counts.total,
        len(people),
        len(silent),
    )


class _Exchange(NamedTuple):
    """A question and its first answer by somebody; the group is that of the speaker."""

    group: int
    question: int
    answer: int


class _Roll:
    """The turns of one search, by who speaks."""

    def __init__(self, matched: "Matched", groupings: Groupings) -> None:
        self._matched = matched
        self._library = groupings.library
        self._grouping: Grouping = groupings.by(By.SPEAKER)
        assert self._grouping.of_turns is not None
        self._of_turns = self._grouping.of_turns
        dates = self._library.value_numbers("date")
        #: The place in time of each turn; of a turn without a date it is after all others.
        self._undated = int(dates.max(initial=0)) + 1
        self._times = np.where(dates < 0, self._undated, dates)

    @property
    def _unknown(self) -> list[int]:
        """The groups of voices that no label names."""
        names = enumerate(self._grouping.names)
        return [number for number, name in names if name.value == UNKNOWN_SPEAKER]

    def said(self, people: Sequence[Group]) -> Iterator[Said]:
        """Some of those who said it, each with three quotes."""
        numbers = {
            (name.value, name.program): number for number, name in enumerate(self._grouping.names)
        }
        wanted = [numbers[group.value or "", group.program] for group in people]
        turns = self._matched.turns.astype(np.int64)
        groups = self._of_turns[turns]
        chosen = np.zeros(len(self._grouping.names), bool)
        chosen[wanted] = True
        turns = turns[chosen[groups]]
        groups = self._of_turns[turns]
        times = self._times[turns]
        scores = self._matched.evaluator.score(self._matched.tree, turns.astype(np.uint32))
        # What has no date is the last time only of those who said it in no program with a date.
        latest = np.where(times == self._undated, -1, times)
        first = _ends(np.lexsort((turns, times, groups)), groups, 0)
        last = _ends(np.lexsort((turns, latest, groups)), groups, -1)
        best = _ends(np.lexsort((-turns, scores, groups)), groups, -1)
        rows = [place[number] for number in wanted for place in (first, last, best)]
        quotes = iter(self._quotes(turns[rows], scores[rows].tolist()))
        for group, each in zip(people, zip(quotes, quotes, quotes, strict=True), strict=True):
            yield Said(group, *each)

    def silent(self, allowed: "Turns | None") -> list[_Exchange]:
        """The first answer of each of those who were asked about it and never say it, in time.

        Somebody is asked by a sentence that says it and ends in a question mark. Where it is
        not known who speaks, it is not known who was asked.
        """
        library, evaluator = self._library, self._matched.evaluator
        asking = marked(evaluator.match(self._matched.tree), library.size)
        # Index -1, no question, is the last element.
        questions = evaluator.exchanges.questions
        answering = np.append(asking, False)[questions]
        if allowed is not None:
            answering &= marked(allowed, library.size)
        sayers = np.zeros(len(self._grouping.names) + 1, bool)
        sayers[self._of_turns[self._matched.turns.astype(np.int64)]] = True
        sayers[self._unknown] = True
        turns = np.flatnonzero(answering & ~sayers[self._of_turns] & (self._of_turns >= 0))
        turns = turns[np.lexsort((turns, self._times[turns]))]
        found: dict[int, _Exchange] = {}
        groups, asked = self._of_turns[turns].tolist(), questions[turns].tolist()
        for turn, group, question in zip(turns.tolist(), groups, asked, strict=True):
            if group not in found and self._is_question(question):
                found[group] = _Exchange(group, question, turn)
        return [*found.values()]

    def asked(self, exchanges: Sequence[_Exchange]) -> Iterator[Asked]:
        """Some of those who were asked about it and never say it, each with a quote."""
        marks = self._highlights([exchange.question for exchange in exchanges])
        matches = (
            Match(answer, 0.0, self._matched.tier, question_highlights=marks[question])
            for _, question, answer in exchanges
        )
        quotes = build_quotes(self._library, matches)
        for exchange, quote in zip(exchanges, quotes, strict=True):
            name = self._grouping.names[exchange.group]
            yield Asked(name.value, name.program, quote)

    def _is_question(self, turn: int) -> bool:
        """Whether a sentence of a turn in which something matches ends in a question mark."""
        _, spoken = self._library.turn(turn)
        places = spans_of(spoken, self._highlights([turn])[turn])
        return question_in(spoken.text, places) is not None

    def _quotes(self, turns: Ints, scores: Sequence[float]) -> list[Quote]:
        marks = self._highlights(turns.tolist())
        matches = (
            Match(turn, score, self._matched.tier, marks[turn])
            for turn, score in zip(turns.tolist(), scores, strict=True)
        )
        return build_quotes(self._library, matches, questions=False)

    def _highlights(self, turns: Sequence[int]) -> Mapping[int, Sequence[Highlight]]:
        """What is marked in turns that match."""
        everywhere = highlights(self._matched.tree)
        if everywhere is not None:
            return dict.fromkeys(turns, everywhere)
        places = self._matched.evaluator.spans(self._matched.tree, sorted(set(turns)))
        return {turn: (Positions(found),) for turn, found in places.items()}


def _ends(order: Ints, groups: Ints, end: int) -> dict[int, int]:
    """The row that comes first (0) or last (-1) of each group, if rows are sorted by group."""
    rows = order.tolist() if end else order[::-1].tolist()
    return dict(zip(groups[rows].tolist(), rows, strict=True))
