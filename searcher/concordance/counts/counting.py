"""Counts the matches of a search by group: sums over arrays, without reading a text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import Counts, Group, Table, in_order
from searcher.concordance.counts.grouping import Grouping, Groupings, Name
from searcher.matching.arrays import Ints, distinct

if TYPE_CHECKING:
    from searcher.concordance.matched import Matched
    from searcher.matching.arrays import Turns


def count(
    by: Sequence[By], matched: "Matched", allowed: "Turns | None", groupings: Groupings
) -> Counts:
    """The counts of a search.

    Args:
        by: what to count by.
        matched: what the search matches.
        allowed: the turns that the filters leave; None for all.
        groupings: of the same library.
    """
    counter = _Counter(matched, allowed, groupings)
    tables = tuple(map(counter.table, by))
    return Counts(matched.tier, counter.total, tables, matched.synonyms)


def words_of(groupings: Groupings, allowed: "Turns | None") -> Ints:
    """How many words each turn of the index has; of a turn that the filters leave out 0."""
    lengths = groupings.library.lengths
    if allowed is None:
        return lengths
    kept = np.zeros(len(lengths), np.int64)
    kept[allowed] = lengths[allowed]
    return kept


class Sums:
    """Sums values of turns by group.

    Args:
        grouping: the groups.
        programs: the number of the program of each turn of the index, from 0; -1 without one.
        count: how many programs there are.
    """

    def __init__(self, grouping: Grouping, programs: Ints, count: int) -> None:
        self._grouping = grouping
        self._programs = programs
        self._count = count

    def of(self, turns: Ints, values: Ints | None = None) -> list[int]:
        """The sum of each group, and last that of the turns without a group.

        Args:
            turns: turns of the index that are not deleted.
            values: a value for each; None for 1.
        """
        size = len(self._grouping.names)
        if self._grouping.of_turns is not None:
            return _sums(self._grouping.of_turns[turns] % (size + 1), values, size + 1)
        return self._over_programs(
            np.array(_sums(self._programs[turns], values, self._count), np.int64)
        )

    def programs(self, turns: Ints) -> list[int]:
        """In how many programs the turns of each group are, and last those without a group."""
        size = len(self._grouping.names)
        programs = self._programs[turns]
        if self._grouping.of_turns is not None:
            keys = (self._grouping.of_turns[turns] % (size + 1)) * max(self._count, 1) + programs
            return _sums(distinct(np.sort(keys)) // max(self._count, 1), None, size + 1)
        seen = np.zeros(self._count, np.int64)
        seen[programs] = 1
        return self._over_programs(seen)

    def _over_programs(self, values: Ints) -> list[int]:
        grouping = self._grouping
        sums = _sums(grouping.groups, values[grouping.programs], len(grouping.names))
        alone = np.ones(self._count, bool)
        alone[grouping.programs] = False
        return [*sums, int(values[alone].sum())]


def _sums(groups: Ints, values: Ints | None, size: int) -> list[int]:
    """The sum of the values of each group; sums below 2**53 are exact."""
    sums: list[int] = np.bincount(groups, values, size).astype(np.int64).tolist()
    return sums


class _Counter:
    """Counts one search by several things."""

    def __init__(self, matched: "Matched", allowed: "Turns | None", groupings: Groupings) -> None:
        self._groupings = groupings
        self._turns = matched.turns.astype(np.int64)
        self._counts = matched.counts()
        self._lengths = words_of(groupings, allowed)
        self._spoken = np.flatnonzero(groupings.programs >= 0)

    @property
    def total(self) -> Group:
        """All turns, as one group."""
        programs = self._groupings.programs[self._turns]
        return Group(
            None,
            int(self._counts.sum()),
            len(self._turns),
            len(distinct(np.sort(programs))),
            int(self._lengths.sum()),
        )

    def table(self, by: By) -> Table:
        """The counts by one thing."""
        groupings = self._groupings
        grouping = groupings.by(by)
        sums = Sums(grouping, groupings.programs, len(groupings.entries))
        columns = (
            sums.of(self._turns, self._counts),
            sums.of(self._turns),
            sums.programs(self._turns),
            sums.of(self._spoken, self._lengths[self._spoken]),
        )
        names = [*grouping.names, Name("")]
        groups = [
            Group(name.value, matches, turns, programs, words, name.title, name.program)
            for name, matches, turns, programs, words in zip(names, *columns, strict=True)
        ]
        unknown = groups.pop()._replace(value=None)
        said = [group for group in groups if group.words or group.turns]
        return Table(by, in_order(by, said), unknown, grouping.is_multiple)
