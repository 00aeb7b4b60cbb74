"""Counts of a search, group by group: how often, in how many turns, of how many words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.query.filters import EVERYTHING, Filters
from searcher.value import Value

if TYPE_CHECKING:
    # As text, the tier needs no enum.
    from searcher.query.tier import Tier


class Group(NamedTuple):
    """The turns of one speaker, one year and so on.

    Attributes:
        value: what they have in common: a name, a year, the id of a program; None if it is
            not known.
        matches: how often the words are said in them.
        turns: in how many of them.
        programs: in how many programs.
        words: how many words are said in all turns of the group, whatever they are about.
        title: of a program its title; of a voice that only a recording names, that of the
            recording.
        program: of such a voice the id of the recording.
    """

    value: str | None
    matches: int
    turns: int
    programs: int
    words: int
    title: str | None = None
    program: str | None = None

    @property
    def rate(self) -> float:
        """Matches per 1,000 words; 0 where nothing is said."""
        return per_thousand(self.matches, self.words)

    def plus(self, other: "Group") -> "Group":
        """Both groups as one, which has the value of this one."""
        return self._replace(
            matches=self.matches + other.matches,
            turns=self.turns + other.turns,
            programs=self.programs + other.programs,
            words=self.words + other.words,
        )

    def unmatched(self) -> "Group":
        """The group without its matches."""
        return self._replace(matches=0, turns=0, programs=0)


def per_thousand(matches: int, words: int) -> float:
    """Matches per 1,000 words; 0 where there are no words."""
    return 1_000 * matches / words if words else 0.0


#: Nothing at all.
NOTHING = Group(None, 0, 0, 0, 0)


class Table(Value):
    """Counts by one thing.

    Attributes:
        by: by what.
        groups: all groups that have words, in the order of time, or most matches first.
        unknown: the turns of which it is not known, such as those of undated programs.
        is_multiple: whether a turn is in several groups, so that the groups sum to more than
            the total.
    """

    by: By
    groups: tuple[Group, ...]
    unknown: Group = NOTHING
    is_multiple: bool = False

    @property
    def matched(self) -> tuple[Group, ...]:
        """The groups in which a turn matches."""
        return tuple(group for group in self.groups if group.turns)


class Counts(Value):
    """How often something is said, and where.

    Attributes:
        tier: the tier whose matches are counted: the strictest one that has any; None for a
            search that is matched exactly as typed, and if nothing was found.
        total: everything that the filters leave, as one group.
        tables: the counts by one thing each, in the order of the request.
        synonyms: the synonyms that were searched for, too, by the words that were typed.
        query: the arguments of the search.
        filters: the filters of the search.
        seconds: how long it took.
    """

    tier: "Tier | None"
    total: Group
    tables: tuple[Table, ...]
    synonyms: Mapping[str, tuple[str, ...]] = {}
    query: tuple[str, ...] = ()
    filters: Filters = EVERYTHING
    seconds: float = 0.0

    def table(self, by: str) -> Table:
        """The table of one thing.

        Raises:
            KeyError: it was not asked for.
        """
        for table in self.tables:
            if table.by == by:
                return table
        raise KeyError(by)

    def __repr__(self) -> str:
        tables = ", ".join(table.by for table in self.tables)
        return f"<Counts of {' '.join(self.query)!r}: {self.total.matches:,}, by {tables}>"


def in_order(by: By, groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups in the order of a table."""
    if by in OVER_TIME:
        return tuple(sorted(groups, key=lambda group: group.value or ""))
    return tuple(
        sorted(groups, key=lambda group: (-group.matches, -group.turns, group.value or "",
                                          group.program or ""))
    )  # fmt: skip


def united(each: Sequence[Counts], tier: "Tier | None") -> Counts:
    """The counts of several archives as one.

    Args:
        each: counts of one search by the same things. One of a less exact tier adds its words,
            and no matches.
        tier: the tier of the whole.
    """
    counted = [one if one.tier == tier else _unmatched(one) for one in each]
    tables = zip(*(one.tables for one in counted), strict=True)
    return counted[0].replaced(
        tier=tier,
        total=_sum(one.total for one in counted),
        tables=tuple(map(_united_table, tables)),
        synonyms={typed: added for one in each for typed, added in one.synonyms.items()},
        seconds=sum(one.seconds for one in each),
    )


def _united_table(tables: Sequence[Table]) -> Table:
    first = tables[0]
    groups: dict[tuple[str | None, object], Group] = {}
    for number, table in enumerate(tables):
        for group in table.groups:
            # A program, and a voice of one recording, are in one archive only.
            own = group.program is not None or table.by == By.PROGRAM
            key = group.value, (number, group.program) if own else None
            known = groups.get(key)
            groups[key] = group if known is None else known.plus(group)
    return first.replaced(
        groups=in_order(first.by, groups.values()),
        unknown=_sum(table.unknown for table in tables),
        is_multiple=any(table.is_multiple for table in tables),
    )


def _unmatched(counts: Counts) -> Counts:
    return counts.replaced(
        total=counts.total.unmatched(),
        tables=tuple(
            table.replaced(
                groups=tuple(group.unmatched() for group in table.groups),
                unknown=table.unknown.unmatched(),
            )
            for table in counts.tables
        ),
    )


def _sum(groups: Iterable[Group]) -> Group:
    total = NOTHING
    for group in groups:
        total = total.plus(group)
    return total
