"""Two searches side by side, as a page shows them: groups, what the measures mean, trends."""

from typing import NamedTuple

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.comparison import Comparison, Pair
from searcher.concordance.counts.counts import Table, per_thousand
from searcher.concordance.counts.trends import over_time
from searcher.web.view import groups, plots
from searcher.web.view.address import Asked
from searcher.web.view.counted import Period, periods
from searcher.web.view.groups import Key, Named, named


class Compared(NamedTuple):
    """A group as two searches count it.

    Attributes:
        named: what it is.
        pair: its counts and measures.
        rates: of both, per 1,000 words.
        ratio: the log ratio, or "–" if neither is said.
        means: the difference in words.
    """

    named: Named
    pair: Pair
    rates: tuple[str, str]
    ratio: str
    means: str


#: From this log-likelihood on chance is unlikely: less than 5 %, 1 % and 0.1 %.
LEVELS = ((10.83, "hardly chance"), (6.63, "most likely no chance"), (3.84, "probably no chance"))


def compared(found: Comparison, asked: Asked, limit: int) -> tuple[list[Compared], int]:
    """The groups of a comparison, and how many are left out; the last row is of unknown groups."""
    timed = found.by in OVER_TIME
    pairs = found.pairs[::-1] if timed else found.pairs
    shown = [*pairs[:limit]]
    if found.unknown.one.turns or found.unknown.other.turns:
        shown.append(found.unknown)
    return [one_compared(found.by, pair, asked) for pair in shown], max(0, len(pairs) - limit)


def one_compared(by: By, pair: Pair, asked: Asked) -> Compared:
    """A group of a comparison."""
    one, other = pair.one, pair.other
    return Compared(
        named(by, Key(one.value, one.title, one.program), asked),
        pair,
        (groups.rate(one.rate), groups.rate(other.rate)),
        _ratio(pair),
        difference(pair),
    )


def _ratio(pair: Pair) -> str:
    """The log ratio with its sign."""
    if not (pair.one.matches or pair.other.matches):
        return "–"
    return f"{pair.log_ratio:+.2f}".replace("-", "−")


def difference(pair: Pair) -> str:
    """What the measures of a pair mean, in words."""
    one, other = pair.one.matches, pair.other.matches
    if not (one or other):
        return "neither is said"
    if pair.log_likelihood < LEVELS[-1][0]:
        return "no clear difference"
    which = "the first" if one > other else "the second"
    times = 2 ** abs(pair.log_ratio)
    more = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    size = f"{which} only" if not (one and other) else f"{which} {more} times as often"
    sure = next(words for least, words in LEVELS if pair.log_likelihood >= least)
    return f"{size}; {sure}"


def both_trends(
    one: Table, other: Table, names: tuple[str, str]
) -> tuple[plots.Plot, list[tuple[str, Period, Period]]] | None:
    """The rates of two searches over time, as lines and as rows; None if no time is known."""
    first, second = (periods(over_time(table.by, table.groups)) for table in (one, other))
    if not first:
        return None
    series = [
        [per_thousand(p.matches, p.words) if p.words else None for p in some]
        for some in (first, second)
    ]
    told = [
        [f"{name}, {p.name}: {p.rate} per 1,000 words" for p in some]
        for name, some in zip(names, (first, second), strict=True)
    ]
    plot = plots.lines([one.name for one in first], series, told)
    return plot, [(a.name, a, b) for a, b in zip(first, second, strict=True)]
