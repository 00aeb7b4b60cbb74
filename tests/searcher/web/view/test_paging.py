"""Paging."""

from searcher.web.view.address import Asked
from searcher.web.view.paging import paging

ASKED = Asked("/programs", {"title": "x", "offset": 0})


def test_the_first_page_has_none_before() -> None:
    """Only a page after it."""
    place = paging(ASKED, 0, 20, 20, 45)
    assert (place.first, place.last, place.before) == (1, 20, "")
    assert place.after == "/programs?title=x&offset=20"


def test_the_last_page_has_none_after() -> None:
    """Only a page before it."""
    place = paging(ASKED, 40, 5, 20, 45)
    assert (place.first, place.last, place.after) == (41, 45, "")
    assert place.before == "/programs?title=x&offset=20"


def test_beyond_the_end() -> None:
    """There is a way back."""
    place = paging(ASKED, 60, 0, 20, 45)
    assert (place.first, place.after) == (0, "")
    assert place.before == "/programs?title=x&offset=40"
