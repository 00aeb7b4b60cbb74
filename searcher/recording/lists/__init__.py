"""Lists of stretches of recordings, in the formats of other programs.

A new format is one module here, with a function `files(stretches)` that yields the name and the
text of each file, and one row in `FORMATS`.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module

from searcher.recording.stretch import Stretch

#: Each format with its line of help; the module has its name.
FORMATS = {
    "m3u": "a playlist, for VLC and most players",
    "ffconcat": "ffmpeg joins the quotes into one file",
    "edl": "mpv plays the quotes one after the other",
    "cmx3600": "an edit decision list, for editors of video",
    "audacity": "a file of labels for each recording",
    "otio": "OpenTimelineIO, for editors of video",
}


def files(name: str, stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """The name and the text of each file of a list."""
    made: Iterator[tuple[str, str]] = import_module(f"searcher.recording.lists.{name}").files(
        stretches
    )
    return made
