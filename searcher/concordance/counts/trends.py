"""Trends: counts over time, with the years and months in between in which nothing is said."""

from collections.abc import Iterator, Sequence

from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import NOTHING, Group


def over_time(by: By, groups: Sequence[Group]) -> list[Group]:
    """The groups of years or months from the first to the last one, without a gap.

    Args:
        by: `By.YEAR` or `By.MONTH`.
        groups: in the order of time, each with a value.
    """
    known = {group.value: group for group in groups}
    if not known:
        return []
    first, last = groups[0].value or "", groups[-1].value or ""
    values = _months(first, last) if by == By.MONTH else _years(first, last)
    return [known.get(value) or NOTHING._replace(value=value) for value in values]


def _years(first: str, last: str) -> Iterator[str]:
    for year in range(int(first), int(last) + 1):
        yield f"{year:04}"


def _months(first: str, last: str) -> Iterator[str]:
    for month in range(_number(first), _number(last) + 1):
        yield f"{month // 12:04}-{month % 12 + 1:02}"


def _number(month: str) -> int:
    """The months from the beginning of the calendar to a month, `2019-09`."""
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1
