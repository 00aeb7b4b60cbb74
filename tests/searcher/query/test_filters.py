"""Filters: a mapping of what was asked for, with the names of the table of fields."""

from datetime import date, datetime

import pytest

from index.fields import FILTERS
from searcher.errors import RequestError
from searcher.query.filters import Filters


def test_a_filter_that_is_none_is_left_out() -> None:
    """As the options of the command line are, which nobody typed."""
    filters = Filters(since="2019", speaker="kagan", role=None)
    assert dict(filters) == {"speaker": "kagan", "since": "2019"}
    assert repr(filters) == "Filters(speaker='kagan', since='2019')"
    assert not Filters(role=None)


def test_several_values() -> None:
    """They are a tuple; one value in a list is that value, and no value is an error."""
    filters = Filters(speaker=["kagan", "lee"], role=["host"])
    assert dict(filters) == {"speaker": ("kagan", "lee"), "role": "host"}
    assert dict(filters.each()) == {"speaker": ("kagan", "lee"), "role": ("host",)}
    assert filters == Filters(speaker=("kagan", "lee"), role="host")
    for wrong in ((), [], ["kagan", 1], [None, "kagan"]):
        with pytest.raises(RequestError, match="the value of a filter must be a string"):
            Filters(speaker=wrong)


def test_equal_filters() -> None:
    """Whatever their order; they can be keys."""
    one, other = Filters(since="2019", speaker="a"), Filters(speaker="a", since="2019")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Filters(speaker="a")


def test_an_unknown_filter_lists_the_filters() -> None:
    """With the nearest one."""
    with pytest.raises(RequestError) as caught:
        Filters(speker="kagan")
    assert str(caught.value) == (
        "speker='kagan': there is no such option or filter. Did you mean speaker? "
        f"The filters are {', '.join(FILTERS)}."
    )
    with pytest.raises(RequestError, match=r"filter\. The filters are speaker, "):
        Filters(colour="blue")


def test_a_filter_is_text() -> None:
    """Other values are not guessed at."""
    for name, value in (("speaker", 2019), ("since", 20190909), ("since", True), ("until", 2.5)):
        with pytest.raises(RequestError, match=f"{name}={value}: the value of a filter must be a"):
            Filters(**{name: value})


def test_a_date_of_python() -> None:
    """A year can be a number; a day can be a date, with or without a time."""
    found = Filters(since=2019, until=date(2020, 2, 1))
    assert dict(found) == {"since": "2019", "until": "2020-02-01"}
    assert dict(Filters(since=datetime(2019, 9, 9, 10, 30))) == {"since": "2019-09-09"}
