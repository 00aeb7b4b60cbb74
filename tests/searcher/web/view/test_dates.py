"""Dates as people read them."""

import pytest

from searcher.web.view.dates import date_of


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2019", "2019"), ("2019-09", "September 2019"), ("2019-09-09", "9 September 2019")],
)
def test_as_much_as_is_known(iso: str, text: str) -> None:
    """The year, the month, the day."""
    assert date_of(iso) == (iso, text)


@pytest.mark.parametrize("iso", [None, "", "19", "2019-13", "2019-09-32", "soon"])
def test_no_date(iso: str | None) -> None:
    """What is none is not shown."""
    assert date_of(iso) is None
