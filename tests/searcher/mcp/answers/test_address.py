"""Addresses of programs, and links to what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searcher
from searcher.mcp.answers import address
from searcher.mcp.answers.address import Address


@given(st.text(min_size=1), st.integers(1, 10**9 - 1), st.integers(0, 10**9 - 1))
def test_an_address_is_read_again(program: str, turn: int, character: int) -> None:
    """Whatever the id of the program holds."""
    made = Address(program, turn, character)
    assert address.read(str(made)) == made
    assert str(made).isascii()
    assert " " not in str(made)


def test_the_form_of_an_address() -> None:
    """Short where it can be; a slash may be encoded, as the template does it."""
    assert str(Address("a/b c")) == "searcher://program/a/b%20c"
    assert str(Address("a", 12)) == "searcher://program/a?turn=12"
    assert str(Address("a", 1, 9)) == "searcher://program/a?turn=1&character=9"
    assert address.read("searcher://program/a%2Fb?character=3&turn=2") == Address("a/b", 2, 3)


@pytest.mark.parametrize(
    "typed",
    ["", "a", "searcher://program/", "searcher://speaker/a", "searcher://program/a?page=2",
     "searcher://program/a?turn=-1", "searcher://program/a?turn=" + "9" * 40,
     "searcher://program/a?turn=٣", "searcher://program/a?turn=1&"],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    """It is named, with an example."""
    with pytest.raises(searcher.RequestError, match="is no address of a program; for example"):
        address.read(typed)


def test_links_are_of_the_web_or_of_a_file() -> None:
    """A moment where there is one, else the page; nothing that a reader would run."""
    program = searcher.Program("a", "A", "a.md", "markdown", url="https://example.org/a")
    assert address.link(program, 65.0) == "https://example.org/a#t=65"
    assert address.link(program, None) == "https://example.org/a"
    for url in ("javascript:alert(1)", "data:text/html,x", "ftp://example.org", None):
        hostile = searcher.Program("a", "A", "a.md", "markdown", url=url, media_url=url)
        assert address.link(hostile, 65.0) is None


def test_a_server_tells_no_folder_of_its_own() -> None:
    """Its page has the place of what was said; addresses of the web stay."""
    record = {
        "url": "file:///home/somebody/a.html",
        "turns": [
            {
                "turn": 3,
                "resource": "searcher://program/a?turn=3",
                "link": "file:///home/a.mp3#t=1",
            },
            {"turn": 1, "resource": "searcher://program/a", "link": "https://example.org/a"},
            {"turn": 2, "resource": "searcher://program/a?turn=2", "link": None},
        ],
    }
    told = address.with_pages(record, "http://localhost")
    assert told["url"] is None
    assert [one["link"] for one in told["turns"]] == [None, "https://example.org/a", None]
    assert [one["page"] for one in told["turns"]] == [
        f"http://localhost/program/a#turn-{number}" for number in (3, 1, 2)
    ]
