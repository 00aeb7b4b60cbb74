"""Timing several engines side by side, and the figures that come of it.

Machines are noisy and change their speed within minutes. Engines take turns in
every round, so that a ratio compares what ran at the same time; the best round
is what the code can do, the median what it mostly does.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

#: Runs until a search is about as fast as when it is asked over and over: behind one that
#: went through 40 MB the first takes up to four times as long, the fourth a tenth longer.
WARM = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value of one engine.

    Attributes:
        best: the smallest of the rounds, in the unit of its row.
        median: the median of the rounds.
        scaled: whether it was measured on fewer turns and multiplied.
        turns: for a search, how many turns match.
    """

    best: float
    median: float
    scaled: bool = False
    turns: int | None = None

    @classmethod
    def of(cls, values: Sequence[float], *, factor: float = 1.0, turns: int | None = None) -> Self:
        """The figure of several rounds; a factor other than 1 scales it."""
        best, median = min(values) * factor, statistics.median(values) * factor
        return cls(best, median, abs(factor - 1) > 1e-9, turns)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: the figures of the engines for one thing.

    Attributes:
        group: build, files, disk, memory, warm, cold, commands or growth.
        name: what was measured.
        unit: s, ms or MB.
        figures: by engine; an engine that cannot do it is left out.
        detail: the search, for a kind of search.
        same: whether the engines found the same number of turns; None where
            they need not.
    """

    group: str
    name: str
    unit: str
    figures: dict[str, Figure] = field(default_factory=dict)
    detail: str = ""
    same: bool | None = None

    def ratio(self, engine: str, other: str) -> float | None:
        """How many times the best of `other` the best of `engine` is."""
        if engine not in self.figures or other not in self.figures:
            return None
        return self.figures[engine].best / max(self.figures[other].best, 1e-9)


def interleaved(
    tasks: Mapping[str, Callable[[], object]],
    rounds: int,
    *,
    budget: float = 3.0,
    warm: bool = True,
) -> dict[str, list[float]]:
    """The seconds of every round of every task; the tasks take turns.

    Args:
        tasks: by engine.
        rounds: how many; at least 3, where so many are asked for, whatever they take.
        budget: seconds after which no further round is begun.
        warm: run a task some times before each time that counts, untimed: else it finds
            what the engine before it left in the caches of the processor, and the more
            so the more memory that one went through.
    """
    took: dict[str, list[float]] = {name: [] for name in tasks}
    order = list(tasks)
    ends = time.perf_counter() + budget
    for number in range(rounds):
        if number >= 3 and time.perf_counter() > ends:
            break
        for name in order:
            for _ in range(WARM if warm else 0):
                tasks[name]()
            took[name].append(_timed(tasks[name]))
        order.append(order.pop(0))
    return took


def _timed(task: Callable[[], object]) -> float:
    """The seconds that a task takes, without what is collected as garbage meanwhile."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        began = time.perf_counter()
        task()
        return time.perf_counter() - began
    finally:
        if enabled:
            gc.enable()


def geometric_mean(ratios: Sequence[float]) -> float | None:
    """The mean of ratios: of twice and half it is one."""
    return statistics.geometric_mean(ratios) if ratios else None
