"""MicroDVD, .sub: `{100}{250}text|second line`, frames instead of times."""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.source import Source

LINE = re.compile(r"\{(?P<start>\d{1,8})\}\{(?P<end>\d{0,8})\}(?P<text>.*)")
# `{Y:i}` and the like, of a player.
STYLE = re.compile(r"\{[A-Za-z]:[^{}]{0,40}\}")
# The first line may say how many frames a second has.
RATE = re.compile(r"\d{2,3}(?:[.,]\d{1,3})?")
FRAMES = 25.0
FEWEST = 2


def recognises(source: Source) -> bool:
    """Whether the first lines have two numbers in braces before their text."""
    lines = [line for line in source.text[:2000].lstrip("\ufeff\n ").split("\n") if line][:FEWEST]
    return len(lines) == FEWEST and all(LINE.match(line[:200]) for line in lines)


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    draft = converse(_cues(source))
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    yield draft


def _cues(source: Source) -> Iterator[Cue]:
    rate, said = FRAMES, False
    for number, line in enumerate(source.text.lstrip("\ufeff").split("\n"), start=1):
        match = LINE.match(line.strip())
        if match is None:
            continue
        text = STYLE.sub("", match["text"]).strip()
        if not said and RATE.fullmatch(text):
            rate = float(text.replace(",", ".")) or FRAMES
            continue
        said = True
        start, end = int(match["start"]) / rate, int(match["end"] or 0) / rate
        yield Cue(
            round(start, 3),
            round(end, 3) if end >= start else None,
            text.replace("|", "\n"),
            number,
        )
