"""Counts as pages show them: rows with bars, trends over time."""

from collections.abc import Sequence
from typing import NamedTuple

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.counts import NOTHING, Group, Table, per_thousand
from searcher.concordance.counts.trends import over_time
from searcher.safe_text import counted
from searcher.web.view import groups, plots
from searcher.web.view.address import Asked
from searcher.web.view.groups import Key, Named, named


class Row(NamedTuple):
    """A group of turns with its counts.

    Attributes:
        named: what it is.
        group: its counts.
        rate: its matches per 1,000 words, or "–" where nothing is said.
        share: its part of all matches.
        size: how long its bar is, beside that of other groups; 0 for none.
    """

    named: Named
    group: Group
    rate: str
    share: str
    size: int


class Period(NamedTuple):
    """A column of a trend: a year or a month, or several of them."""

    name: str
    matches: int
    words: int
    rate: str


def rows(table: Table, total: Group, asked: Asked, limit: int) -> tuple[list[Row], int]:
    """The groups of a table with most matches, or the latest ones; how many are left out.

    Args:
        table: the counts by one thing.
        total: everything that the filters leave.
        asked: the search.
        limit: the most groups.
    """
    timed = table.by in OVER_TIME
    found = over_time(table.by, table.groups)[::-1] if timed else table.matched
    every = [_row(table.by, group, total, asked) for group in found[:limit]]
    if table.unknown.turns:
        every.append(_row(table.by, table.unknown, total, asked)._replace(size=0))
    return every, max(0, len(found) - limit)


def _row(by: By, group: Group, total: Group, asked: Asked) -> Row:
    # A search that only fields match has turns, and no matches.
    size, whole = (group.matches, total.matches) if total.matches else (group.turns, total.turns)
    return Row(
        named(by, Key(group.value, group.title, group.program), asked),
        group,
        groups.rate(group.rate) if group.words else "–",
        groups.percent(size, whole),
        size,
    )


def trend(table: Table) -> tuple[plots.Plot, list[Period]] | None:
    """The rate over time as a plot, and as rows; None if the time of nothing is known.

    Args:
        table: counts by year or by month.
    """
    found = periods(over_time(table.by, table.groups))
    if not found:
        return None
    told = [f"{one.name}: {one.rate} per 1,000 words, {_matches(one.matches)}" for one in found]
    rates = [per_thousand(one.matches, one.words) for one in found]
    return plots.columns([one.name for one in found], rates, told), found


def periods(found: Sequence[Group]) -> list[Period]:
    """Years or months as columns of a plot: neighbours are one where there are too many."""
    made = []
    for part in plots.steps(len(found)):
        some = found[part]
        whole = NOTHING
        for one in some:
            whole = whole.plus(one)
        name = some[0].value or ""
        if len(some) > 1:
            name += f"–{some[-1].value}"
        rate = groups.rate(whole.rate) if whole.words else "–"
        made.append(Period(name, whole.matches, whole.words, rate))
    return made


def _matches(count: int) -> str:
    return counted(count, "match") if count == 1 else f"{count:,} matches"
