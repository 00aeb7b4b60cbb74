"""The cues of WebVTT and SRT files: their times and their text, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.metadata.dates import seconds
from corpus.source import Source

TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,:]\d{1,3})?"
TIMES = re.compile(rf"[ \t]*(?P<start>{TIME})[ \t]*--?>[ \t]*(?P<end>{TIME})(?=[ \t]|$)")
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?:[ \t=]|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown between two times.

    Attributes:
        start, end: seconds.
        text: its lines, as they stand.
        place: the line of its times in the file, from 1.
        voice: who says it, if a tag tells.
    """

    start: float
    end: float
    text: str
    place: int
    voice: str | None = None


def is_times(line: str) -> bool:
    """Whether a line is the times of a cue."""
    return "->" in line[:60] and TIMES.match(line[:120]) is not None


def cues(source: Source) -> Iterator[Cue]:
    """The cues in the order of the file.

    A blank line parts cues, and so do the times of the next one where it is missing.

    Raises:
        CorpusError: there is no cue, or the times run backwards.
    """
    lines = source.text.split("\n")
    times = [number for number, line in enumerate(lines) if is_times(line)]
    if not times:
        raise CorpusError(source.path, "the captions hold no cue with times")
    ends = [*times[1:], len(lines)]
    before = 0.0
    for number, end in zip(times, ends, strict=True):
        match = TIMES.match(lines[number][:120])
        if match is None:
            continue
        start, stop = _seconds(match["start"]), _seconds(match["end"])
        if stop < start or start < before - 60:
            raise CorpusError(
                source.path, "the times of the captions run backwards", place=f"line {number + 1}"
            )
        before = max(before, start)
        text = _payload(lines[number + 1 : end], last=end == len(lines))
        yield Cue(start, stop, "\n".join(text), number + 1)


def _payload(below: list[str], *, last: bool) -> list[str]:
    """The text of a cue in the lines up to the next times: without blocks and identifier."""
    text: list[str] = []
    blank = False
    for number, line in enumerate(below):
        if not line.strip():
            blank = blank or bool(text)
            continue
        if BLOCK.match(line) and (blank or not text):
            return text  # behind a block only the name of the next cue can stand
        if blank and not last and not any(rest.strip() for rest in below[number + 1 :]):
            return text  # the name or the number of the next cue
        text.append(line)
    if not last and not blank and len(text) > 1 and text[-1].strip().isdigit():
        text.pop()  # the number of the next cue, where the blank line before it is missing
    return text


def _seconds(stamp: str) -> float:
    """Seconds of a time; some write `00:01:02:500` for `00:01:02.500`."""
    if stamp.count(":") == 3:
        stamp = ".".join(stamp.rsplit(":", 1))
    return seconds(stamp)
