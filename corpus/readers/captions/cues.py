"""The cues of WebVTT and SRT files: their times and their text, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.segmentation import TAPE_GAP
from corpus.source import Source

TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,:]\d{1,3})?"
TIMES = re.compile(rf"[ \t]*(?P<start>{TIME})[ \t]*--?>[ \t]*(?P<end>{TIME})(?=[ \t]|$)")
# Times with a typing error in them: two words that start with a digit and hold a colon.
BROKEN = re.compile(
    r"[ \t]*(?P<start>\d[^\s:]{0,9}:\S{1,30})[ \t]*--?>[ \t]*(?P<end>\d[^\s:]{0,9}:\S{1,30})?[ \t]*"
)
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?:[ \t=]|$)")
MOST_NOTICES = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown between two times.

    Attributes:
        start, end: seconds; None where the file does not have a time that can be read.
        text: its lines, as they stand.
        place: the line of its times in the file, from 1.
        voice: who says it, if a tag or a column of the form tells; `UNNAMED` where the form
            has a place for the name, and none stands there.
        identifier: the line above its times, unless it is a number.
    """

    start: float | None
    end: float | None
    text: str
    place: int = 0
    voice: str | None = None
    identifier: str | None = None


def is_times(line: str) -> bool:
    """Whether a line is the times of a cue."""
    return "->" in line[:80] and TIMES.match(line[:120]) is not None


def cues(source: Source, notices: list[str]) -> Iterator[Cue]:
    """The cues in the order of the file.

    A blank line separates cues, and so do the times of the next one where it is missing.

    Args:
        source: the file.
        notices: takes what is odd in a cue, with its line.

    Raises:
        CorpusError: there is no cue.
    """
    lines = source.text.split("\n")
    times = [number for number, line in enumerate(lines) if _times(lines, number, line)]
    if not times:
        raise CorpusError(source.path, "the captions hold no cue with times")
    is_webvtt = lines[0].startswith("WEBVTT")
    identifier = _identifier(lines[: times[0]]) if times[0] > 0 else None
    odd: list[str] = []
    latest = 0.0
    for number, end in zip(times, [*times[1:], len(lines)], strict=True):
        start, stop = _read(lines[number], number + 1, odd)
        if start is not None:
            if start < latest - TAPE_GAP:
                odd.append(f"line {number + 1}: the times start again, as on another tape")
                latest = 0.0
            latest = max(latest, start)
        below = lines[number + 1 : end]
        below, following = _without_identifier(below) if end < len(lines) else (below, None)
        text = _payload(below, is_webvtt=is_webvtt)
        yield Cue(start, stop, "\n".join(text), number + 1, identifier=identifier)
        identifier = following
    notices += odd[:MOST_NOTICES]
    if len(odd) > MOST_NOTICES:
        notices.append(f"{len(odd) - MOST_NOTICES} more cues have odd times")


def _times(lines: list[str], number: int, line: str) -> bool:
    """Whether a line is the times of a cue, perhaps with an error in one of them.

    What only looks like times is speech, unless a number or a blank line is above it.
    """
    if "->" not in line[:80]:
        return False
    if TIMES.match(line[:120]):
        return True
    if BROKEN.fullmatch(line[:120]) is None:
        return False
    above = lines[number - 1].strip() if number else ""
    return not above or above.isdigit()


def _read(line: str, place: int, odd: list[str]) -> tuple[float | None, float | None]:
    """The times of a cue; one that cannot be read is None, and said."""
    match = TIMES.match(line[:120])
    if match is not None:
        start, stop = _seconds(match["start"]), _seconds(match["end"])
        if stop < start:
            odd.append(f"line {place}: the cue ends before it starts")
            return start, None
        return start, stop
    broken = BROKEN.fullmatch(line[:120])
    found: list[float | None] = []
    for stamp in (broken["start"], broken["end"]) if broken else ():
        if stamp is None or not re.fullmatch(TIME, stamp):
            odd.append(f"line {place}: a time of the cue cannot be read: {(stamp or '')[:40]!r}")
            found.append(None)
        else:
            found.append(_seconds(stamp))
    return found[0], found[1]


def _without_identifier(below: list[str]) -> tuple[list[str], str | None]:
    """The lines between two times without the name or number of the next cue, and the name.

    It stands right above the times, and a blank line or the times of this cue above it.
    A number may also follow the text, where the blank line is missing.
    """
    if not below or not below[-1].strip():
        return below, None
    last = below[-1].strip()
    if len(below) > 1 and (not below[-2].strip() or last.isdigit()):
        return below[:-1], _identifier(below)
    return below, None


def _identifier(lines: list[str]) -> str | None:
    last = lines[-1].strip()
    follows_blank = len(lines) == 1 or not lines[-2].strip()
    return last if last and follows_blank and not last.isdigit() else None


def _payload(below: list[str], *, is_webvtt: bool) -> list[str]:
    """The text of a cue: right below its times it is speech, whatever it begins with."""
    text: list[str] = []
    blank = False
    for number, line in enumerate(below):
        if not line.strip():
            blank = blank or number > 0 or bool(text)
            continue
        if blank and is_webvtt and BLOCK.match(line):
            break  # a comment, or what only a player needs
        text.append(line)
    return text


def _seconds(stamp: str) -> float:
    """Seconds of a time; some write `00:01:02:500` for `00:01:02.500`."""
    if stamp.count(":") == 3:
        stamp = ".".join(stamp.rsplit(":", 1))
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)
