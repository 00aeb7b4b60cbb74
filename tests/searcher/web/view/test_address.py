"""Addresses of pages."""

import pytest

from searcher.web.view import address
from searcher.web.view.address import Asked


def test_what_is_empty_is_not_in_an_address() -> None:
    """Nothing, an empty text and 0 are left out."""
    asked = [("q", "M protein"), ("speaker", ("lee", "kim")), ("offset", 0), ("role", ())]
    assert address.of("/search", asked) == "/search?q=M+protein&speaker=lee&speaker=kim"
    assert address.of("/search", [("q", ""), ("since", None)]) == "/search"
    assert address.of("/search", [("strict", True)]) == "/search?strict=on"
    assert address.of("/search", [("synonyms", False)]) == "/search?synonyms=off"


def test_a_program_and_its_turn() -> None:
    """The id keeps its slashes; the turn is an anchor, too."""
    assert address.program("a/b c#1") == "/program/a/b%20c%231"
    assert address.program("a", q="x&y", turn=3) == "/program/a?q=x%26y&turn=3#turn-3"


@pytest.mark.parametrize("name", ["", ".", "..", "a/../b", "a//b"])
def test_a_name_that_a_browser_takes_for_a_path_has_no_page(name: str) -> None:
    """It would lead somewhere else."""
    assert address.speaker(name) == ""
    assert address.speaker("Dr. Lee/Kim") == "/speaker/Dr.%20Lee/Kim"


def test_a_page_with_one_thing_changed() -> None:
    """A changed filter starts at the first page; defaults are not written."""
    asked = Asked(
        "/search",
        {"q": "a", "speaker": ("lee",), "sort": "relevance", "offset": 20},
        {"sort": "relevance", "offset": 0},
    )
    assert asked.but_values("speaker", ("lee", "kim")) == "/search?q=a&speaker=lee&speaker=kim"
    assert asked.without_value("speaker", "lee") == "/search?q=a"
    assert asked.but(offset=40) == "/search?q=a&speaker=lee&offset=40"
    assert asked.but("/feed.atom") == "/feed.atom?q=a&speaker=lee"
    assert asked.values("sort") == ("relevance",)
    assert asked.values("series") == ()
