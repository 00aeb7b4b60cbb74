"""What is told to anybody of a program."""

from corpus.model import Program, Turn
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
