"""A playlist: extended M3U, with the options of VLC for the beginning and the end."""

from collections.abc import Iterator, Sequence

from searcher.recording.stretch import Stretch


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """One playlist."""
    lines = ["#EXTM3U"]
    for each in stretches:
        lines += [
            f"#EXTINF:{round(each.end - each.start)},{each.name}",
            f"#EXTVLCOPT:start-time={each.start:.3f}",
            f"#EXTVLCOPT:stop-time={each.end:.3f}",
            _address(each),
        ]
    yield "quotes.m3u8", "\n".join(lines) + "\n"


def _address(stretch: Stretch) -> str:
    """The recording as an address: a line that begins with `#`, or has an end in it, is none."""
    path = stretch.recording.path
    return stretch.recording.address if path is None else path.absolute().as_uri()
