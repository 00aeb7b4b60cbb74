"""Programs and turns: links to the moment, and the way through JSON and back."""

import json
from dataclasses import asdict

import pytest

from corpus.model import Credits, Participant, Program, Related, Turn

TURN = Turn(1, "ANN", "Ann Lee", "Well.", start=83.5)


@pytest.mark.parametrize(
    ("media", "moment"),
    [
        ("https://x.org/talk.mp3", "https://x.org/talk.mp3#t=83"),
        ("https://x.org/talk.mp3#chapter", "https://x.org/talk.mp3#t=83"),
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=83s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=83s"),
        ("https://www.youtube.com/watch?v=abc&t=4h2m", "https://www.youtube.com/watch?v=abc&t=83s"),
        ("https://youtu.be/abc?t=9&si=x", "https://youtu.be/abc?si=x&t=83s"),
        ("talk.mp3", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_moment(media: str | None, moment: str | None) -> None:
    """A link to the moment where the recording and the time are known."""
    program = Program("a", "A", "a.md", "markdown", media_url=media, turns=(TURN,))
    assert program.moment(83.5) == moment
    assert program.moment(None) is None


def test_a_moment_of_a_recording_beside_the_file() -> None:
    """A `file:` address; the page of the program is taken where no recording is known."""
    program = Program("a", "A", "/talks/a.vtt", "captions", media_url="a b.mp3")
    assert program.moment(660) == "file:///talks/a%20b.mp3#t=660"
    page = Program("a", "A", "/talks/a.vtt", "captions", url="https://x.org/a")
    assert page.moment(660) == "https://x.org/a#t=660"


def test_a_program_comes_back_from_json() -> None:
    """Every field of it, with everything in them."""
    program = Program(
        "a#1", "A", "a.csv", "table", "S", "2019-09", ("x", "y"), "About.",
        (Participant("Ann Lee", ("ANN", "Ann"), "host"),), Credits("P", ("Q",), ("R", "S")),
        (Related("B", "More.", "https://x.org"), Related("C")), "en", "https://x.org/a",
        "https://x.org/a.mp3", (TURN,),
    )  # fmt: skip
    assert Program.from_dict(json.loads(json.dumps(asdict(program)))) == program
    assert program.to_dict() == asdict(program.without_turns())
    assert program.without_turns().turns == ()
