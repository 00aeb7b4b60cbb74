"""What is told to anybody of a program."""

import pytest

from corpus.model import Program, Related, Turn
from index.turn_record import Entry
from searcher.quotes.quote import Quote
from searcher.web.exchange import public

PROGRAM = Program(
    "a", "A", "/home/somebody/a.txt", "text", url="file:///home/somebody/a.html", media_url="a.mp3"
)


def test_a_file_is_named_without_its_folder() -> None:
    """And no link leads to a file of this machine."""
    told = public.program(PROGRAM)
    assert told.path == "a.txt"
    assert told.url is None
    # Where the recording is depends on the folder, which nobody knows now.
    assert told.moment(3) is None
    turn = Turn(1, "Ada", "Ada", "Words.", start=2.0)
    quote = public.quote(Quote(PROGRAM, turn, 1.0, None))
    assert quote.program == told
    assert quote.link is None
    assert public.entry(Entry(PROGRAM, 1, {"Ada": 1})).program == told


def test_what_is_public_stays() -> None:
    """An address of the web is for everybody."""
    shown = Program("a", "A", "a.txt", "text", url="https://example.org/a")
    assert public.program(shown) == shown


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (None, None),
        ("https://example.org/a/b?c#d", "https://example.org/a/b?c#d"),
        ("HTTP://example.org/a", "HTTP://example.org/a"),
        ("a.mp3", "a.mp3"),
        ("sound/a.mp3", "sound/a.mp3"),
        ("www.example.org/a", "www.example.org/a"),
        ("/home/somebody/a.mp3", "a.mp3"),
        ("../secret/a.mp3", "a.mp3"),
        ("~/secret/a.mp3", "a.mp3"),
        ("C:\\Users\\Somebody\\a.mp3", "a.mp3"),
        ("\\\\server\\secret\\a.mp3", "a.mp3"),
        ("FILE:///home/somebody/a.mp3", None),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_an_address_tells_no_folder_and_runs_nothing(link: str | None, told: str | None) -> None:
    """Of a file of this machine its name is told; also where related programs are."""
    assert public.address(link) == told
    related = Program("a", "A", "a.txt", "text", related=(Related("B", url=link),))
    assert public.program(related).related[0].url == told
