"""From when to when a quote is said, in which recording."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.model import Program, Turn
from corpus.paths import from_text
from searcher.errors import SearcherError
from searcher.quotes.quote import Quote
from searcher.safe_text import shortened
from searcher.value import Value

#: How long a turn is taken to last for each of its words, if nothing says when it ends. People
#: speak two to three words in a second.
WORD = 0.5
#: A turn without a known end lasts at least so long, in seconds.
LEAST = 2.0


class NoRecording(SearcherError):
    """A quote cannot be heard: its program has no recording, or nothing says when it is said."""


class Recording(Value):
    """A recording.

    Attributes:
        address: of the web, or the path of a file.
        path: the file; None for an address of the web.
    """

    address: str
    path: Path | None


class Stretch(Value):
    """What is said from one moment of a recording to another.

    Attributes:
        recording: where it can be heard.
        start, end: in seconds from the beginning of the recording.
        program: the program, without its turns.
        turn: the turn that is said.
    """

    recording: Recording
    start: float
    end: float
    program: Program
    turn: Turn

    def widened(self, seconds: float) -> "Stretch":
        """The stretch with so many seconds before and after it."""
        return self.replaced(start=max(0.0, self.start - seconds), end=self.end + seconds)

    @property
    def name(self) -> str:
        """Who speaks, in which turn of which program, on one line."""
        title = f"{self.turn.speaker}, {self.program.title}, turn {self.turn.number}"
        return shortened(title, 120)


def recording_of(program: Program) -> Recording:
    """The recording of a program.

    Raises:
        NoRecording: its file names none.
    """
    media = program.media_url
    name = shortened(program.id, 60)
    if not media:
        raise NoRecording(
            f"{name} has no recording: put an audio or video file of the same name beside "
            "the transcript, or name it in transcripts.toml, and index again"
        )
    if media.startswith(("https://", "http://")):
        return Recording(media, None)
    if media.startswith("file://"):
        path = Path(unquote(urlsplit(media).path))
    elif "://" in media:
        raise NoRecording(f"{name} has a recording at {shortened(media, 80)}, which is not played")
    else:
        path = Path(from_text(program.path)).parent / from_text(media)
    return Recording(str(path), path)


def stretch_of(program: Program, turn: Turn, after: Sequence[Turn] = ()) -> Stretch:
    """When a turn is said.

    Where nothing says when it ends, it ends when the next one begins; the last one of a program
    lasts as long as its words need.

    Args:
        program: the program, whose turns are not needed.
        turn: the turn.
        after: the turns that follow it, if they are known.

    Raises:
        NoRecording: the program has none, or nothing says when the turn begins.
    """
    recording = recording_of(program)
    start = turn.start
    if start is None and turn.moments:
        start = turn.moments[0][1]
    if start is None:
        raise NoRecording(
            f"{shortened(program.id, 60)} does not say when turn {turn.number} is said; "
            "captions and transcripts with times do"
        )
    return Stretch(recording, start, _end(turn, start, after), program, turn)


def stretches_of(quotes: Iterable[Quote]) -> tuple[list[Stretch], list[str]]:
    """When each of some quotes is said, and why some of them cannot be heard.

    Args:
        quotes: quotes with at least one turn after each.
    """
    found: list[Stretch] = []
    lacking: list[str] = []
    for quote in quotes:
        try:
            found.append(stretch_of(quote.program, quote.turn, quote.after))
        except NoRecording as error:
            lacking.append(str(error))
    return found, lacking


def _end(turn: Turn, start: float, after: Sequence[Turn]) -> float:
    if turn.end is not None and turn.end > start:
        return turn.end
    for following in after:
        if following.start is not None and following.start > start:
            return following.start
    last = max((seconds for _, seconds in turn.moments), default=start)
    offset = max((place for place, seconds in turn.moments if seconds <= last), default=0)
    rest = len(turn.text[offset:].split())
    return max(start + LEAST, last + rest * WORD)
