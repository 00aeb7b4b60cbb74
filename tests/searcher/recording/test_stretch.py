"""From when to when a quote is said."""

from pathlib import Path

import pytest

from corpus.model import Program, Turn
from searcher.archive import Archive
from searcher.recording.stretch import NoRecording, recording_of, stretch_of, stretches_of


def _program(media: str | None) -> Program:
    return Program("talk", "A Talk", "/talks/talk.vtt", "vtt", media_url=media)


def _turn(start: float | None, end: float | None = None, text: str = "One two three.") -> Turn:
    return Turn(2, "Ann", "Ann", text, start=start, end=end)


@pytest.mark.parametrize(
    ("media", "address", "path"),
    [
        ("talk.wav", "/talks/talk.wav", Path("/talks/talk.wav")),
        ("sub/a b.mp3", "/talks/sub/a b.mp3", Path("/talks/sub/a b.mp3")),
        (r"bad\xff.mp3", "/talks/bad\udcff.mp3", Path("/talks/bad\udcff.mp3")),
        ("file:///r/a%20b.mp3", "/r/a b.mp3", Path("/r/a b.mp3")),
        ("https://example.org/t.mp3", "https://example.org/t.mp3", None),
    ],
)
def test_recordings(media: str, address: str, path: Path | None) -> None:
    """A file beside the transcript, a file anywhere, an address of the web."""
    found = recording_of(_program(media))
    assert (found.address, found.path) == (address, path)


def test_what_cannot_be_heard() -> None:
    """Each is one line that says what to do."""
    with pytest.raises(NoRecording, match="talk has no recording: put an audio"):
        recording_of(_program(None))
    with pytest.raises(NoRecording, match="which is not played"):
        recording_of(_program("ftp://example.org/t.mp3"))
    with pytest.raises(NoRecording, match="does not say when turn 2 is said"):
        stretch_of(_program("t.mp3"), _turn(None))


def test_where_a_turn_ends() -> None:
    """Where it says; else where the next one begins; else after as long as its words need."""
    program = _program("t.mp3")
    following = Turn(3, "Bob", "Bob", "Yes.", start=9.0)
    assert stretch_of(program, _turn(4.0, 7.5), [following]).end == 7.5
    assert stretch_of(program, _turn(4.0), [following]).end == 9.0
    assert stretch_of(program, _turn(4.0)).end == 6.0
    assert stretch_of(program, _turn(4.0, text="word " * 20)).end == 14.0
    # An end before the beginning, as bad captions have, is none.
    assert stretch_of(program, _turn(4.0, 1.0), [following]).end == 9.0
    assert stretch_of(program, _turn(1.0, 3.0)).widened(2.0).start == 0.0


def test_quotes_of_a_search(recorded: Path) -> None:
    """Those that can be heard, and why the others cannot."""
    with Archive.open(recorded / "index") as archive:
        found = archive.search("M protein", context=1, strict=True)
    stretches, reasons = stretches_of(found)
    spoken = {(each.program.id, each.start, each.end) for each in stretches}
    assert spoken == {("talk", 1.0, 3.5), ("talk", 3.5, 12.0), ("talk", 12.0, 14.0)}
    assert len(reasons) == 4
    assert all("has no recording" in reason for reason in reasons)
