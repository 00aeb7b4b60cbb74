"""SBV, YouTube's own captions: `0:00:01.000,0:00:04.000` above each cue."""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import seconds
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.source import Source

TIMES = re.compile(
    r"(?P<start>\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}),(?P<end>\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3})[ \t]*"
)


def recognises(source: Source) -> bool:
    """Whether the first line is the times of a cue."""
    return TIMES.fullmatch(source.text[:200].strip().split("\n", 1)[0]) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    draft = converse(_cues(source))
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    yield draft


def _cues(source: Source) -> Iterator[Cue]:
    """The cues; `[br]` breaks a line."""
    cue: Cue | None = None
    text: list[str] = []
    for number, line in enumerate([*source.text.split("\n"), None], start=1):
        times = TIMES.fullmatch(line[:80]) if line is not None else None
        if (times or line is None) and cue is not None:
            yield Cue(cue.start, cue.end, "\n".join(text).replace("[br]", "\n"), cue.place)
            text = []
        if times:
            start, end = seconds(times["start"]), seconds(times["end"])
            cue = Cue(start, end if end >= start else None, "", number)
        elif line is not None:
            text.append(line)
