"""Two searches side by side, group by group: which of them is said more, and is it chance?"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.concordance.counts.trends import over_time
from searcher.concordance.measures import log_likelihood, log_ratio
from searcher.value import Value

_Key = tuple[str | None, str | None, str | None]


class Pair(NamedTuple):
    """One group, as two searches count it.

    Attributes:
        one, other: its counts; both have the same words.
        log_likelihood: how unlikely it is that the group says both equally often; see
            `searcher.concordance.measures.log_likelihood`.
        log_ratio: how much more often it says the first one: 1 is twice, -1 half as often.
    """

    one: Group
    other: Group
    log_likelihood: float
    log_ratio: float


class Comparison(Value):
    """Two searches side by side.

    Attributes:
        one, other: their counts, by the same thing.
        by: what they are counted by.
        total: everything that the filters leave.
        pairs: the groups in which one of them is said: in the order of time without gaps, or
            those with most matches of both first.
        unknown: the turns whose group is not known.
    """

    one: Counts
    other: Counts
    by: By
    total: Pair
    pairs: tuple[Pair, ...]
    unknown: Pair


def compare(one: Counts, other: Counts, by: By) -> Comparison:
    """Compare two searches over the same turns.

    Raises:
        KeyError: they are not counted by that.
    """
    tables = one.table(by), other.table(by)
    firsts, seconds = map(_by_key, tables)
    if by in OVER_TIME:
        pairs = [
            (group, seconds.get(_key(group), group.unmatched()))
            for group in over_time(by, tables[0].groups)
        ]
    else:
        both = ((group, seconds[key]) for key, group in firsts.items())
        pairs = [pair for pair in both if any(group.turns for group in pair)]
        pairs.sort(key=lambda pair: -pair[0].matches - pair[1].matches)
    total, unknown, *groups = _measured(
        [(one.total, other.total), (tables[0].unknown, tables[1].unknown), *pairs]
    )
    return Comparison(one, other, by, total, tuple(groups), unknown)


def _by_key(table: Table) -> dict[_Key, Group]:
    """The groups of a table; programs of two archives that look the same are one."""
    found: dict[_Key, Group] = {}
    for group in table.groups:
        key = _key(group)
        found[key] = found[key].plus(group) if key in found else group
    return found


def _key(group: Group) -> _Key:
    return group.value, group.program, group.title


def _measured(pairs: list[tuple[Group, Group]]) -> Iterator[Pair]:
    """Pairs of groups with their measures: each group is one corpus for both searches."""
    rows = [(one.matches, other.matches, one.words) for one, other in pairs]
    ones, others, words = np.array(rows, float).T
    scores = log_likelihood(ones, others, words, words).tolist()
    ratios = log_ratio(ones, others, words, words).tolist()
    for (one, other), score, ratio in zip(pairs, scores, ratios, strict=True):
        yield Pair(one, other, score, ratio)
