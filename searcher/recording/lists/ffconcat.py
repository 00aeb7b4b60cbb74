"""A list for ffmpeg's `concat`, which joins the stretches of all recordings into one file."""

from collections.abc import Iterator, Sequence

from searcher.recording.stretch import Stretch


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """One list: `ffmpeg -f concat -safe 0 -i quotes.ffconcat -c copy quotes.mp3`."""
    lines = ["ffconcat version 1.0"]
    for each in stretches:
        path = each.recording.path
        address = each.recording.address if path is None else f"file:{path.absolute()}"
        if "\n" in address or "\r" in address:
            # A line ends the name, whatever stands around it.
            continue
        lines += [
            f"file {_quoted(address)}",
            f"inpoint {each.start:.3f}",
            f"outpoint {each.end:.3f}",
        ]
    yield "quotes.ffconcat", "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A name between apostrophes; one of its own is outside of them, after a backslash."""
    return "'" + text.replace("'", r"'\''") + "'"
