"""A list for mpv: https://github.com/mpv-player/mpv/blob/master/DOCS/edl-mpv.rst."""

from collections.abc import Iterator, Sequence

from corpus.paths import as_bytes
from searcher.recording.stretch import Stretch


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """One list, which mpv plays as one recording."""
    lines = ["# mpv EDL v0"]
    for each in stretches:
        path = each.recording.path
        address = each.recording.address if path is None else str(path.absolute())
        length = f"{each.end - each.start:.3f}"
        title = f"title={_quoted(each.name)}"
        lines.append(f"{_quoted(address)},{each.start:.3f},{length},{title}")
    yield "quotes.edl", "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text with its length in bytes before it, in which no sign means anything."""
    return f"%{len(as_bytes(text))}%{text}"
