"""Trends have every year and every month, also those in which nothing is said."""

from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import NOTHING, Group
from searcher.concordance.counts.trends import over_time


def group(value: str, matches: int = 1) -> Group:
    """A group of so many matches."""
    return Group(value, matches, 1, 1, 100)


def test_years_in_between_are_nothing() -> None:
    """They have no words either."""
    found = over_time(By.YEAR, [group("2019"), group("2022", 3)])
    assert [(one.value, one.matches, one.words) for one in found] == [
        ("2019", 1, 100),
        ("2020", 0, 0),
        ("2021", 0, 0),
        ("2022", 3, 100),
    ]
    assert found[1] == NOTHING._replace(value="2020")


def test_months_go_over_the_year() -> None:
    """From November to February."""
    found = over_time(By.MONTH, [group("2019-11"), group("2020-02")])
    assert [one.value for one in found] == ["2019-11", "2019-12", "2020-01", "2020-02"]


def test_years_before_the_calendar_of_most() -> None:
    """A year has four digits, so that text is in the order of time."""
    assert [one.value for one in over_time(By.YEAR, [group("0998"), group("1001")])] == [
        "0998",
        "0999",
        "1000",
        "1001",
    ]


def test_nothing_has_no_trend() -> None:
    """No group, no year."""
    assert over_time(By.YEAR, []) == []
