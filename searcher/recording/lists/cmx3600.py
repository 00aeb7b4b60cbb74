"""An edit decision list as CMX 3600, at 25 pictures a second."""

from collections.abc import Iterator, Sequence

from searcher.recording.stretch import Stretch

RATE = 25


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """One list, with an event for each stretch; events follow each other without a gap."""
    lines = ["TITLE: QUOTES", "FCM: NON-DROP FRAME", ""]
    reels = {path: f"R{number:07}" for number, path in enumerate(_recordings(stretches), start=1)}
    at = 0
    for number, each in enumerate(stretches, start=1):
        start = round(each.start * RATE)
        length = max(1, round((each.end - each.start) * RATE))
        times = (start, start + length, at, at + length)
        channels = "AA/V"
        lines += [
            f"{number:03}  {reels[each.recording.address]} {channels:<5} C        "
            f"{' '.join(map(_time, times))}",
            f"* FROM CLIP NAME: {each.recording.address}",
            f"* COMMENT: {each.name}",
            "",
        ]
        at += length
    yield "quotes.edl", "\n".join(lines)


def _recordings(stretches: Sequence[Stretch]) -> list[str]:
    return list(dict.fromkeys(each.recording.address for each in stretches))


def _time(pictures: int) -> str:
    seconds, rest = divmod(pictures, RATE)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"
