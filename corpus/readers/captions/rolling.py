"""Captions that roll up: each line is shown two or three times, and was said once."""

import itertools
from collections.abc import Iterator

from corpus.readers.captions.cues import Cue
from corpus.segmentation import is_unspaced

#: Cues that follow each other within so many seconds may be one line on its way up.
NEXT = 1.0
AT_ONCE = 0.05
#: The share of cues that repeat the end of the one before in captions that roll.
ROLLS = 0.3


def said_once(found: list[Cue]) -> Iterator[Cue]:
    """The cues without what they repeat of the cue before.

    YouTube's captions show each line twice, and once more on its way up: a cue
    begins with the lines that the cue before it ended with. Where many cues do so, a
    line of one word rolls too; elsewhere somebody may say "No." and "No." again.
    """
    if not found:
        return
    repeated = [_repeated(before, cue) for before, cue in itertools.pairwise(found)]
    rolls = sum(1 for length in repeated if length) >= ROLLS * len(found)
    for cue, length in zip(found, [0, *repeated], strict=True):
        lines = cue.text.split("\n")
        if length and (rolls or _is_long(lines[:length])):
            lines = lines[length:]
        if lines:
            yield Cue(cue.start, cue.end, "\n".join(lines), cue.place, cue.voice, cue.identifier)


def _repeated(before: Cue, cue: Cue) -> int:
    """How many lines a cue has in common with the end of the one before it."""
    if cue.voice != before.voice or cue.start is None or before.end is None:
        return 0
    gap = cue.start - before.end
    if gap >= NEXT:
        return 0
    above, lines = before.text.split("\n"), cue.text.split("\n")
    for length in range(min(len(above), len(lines)), 0, -1):
        if above[-length:] == lines[:length]:
            is_roll = len(lines) > length or len(above) > length or gap < AT_ONCE
            return length if is_roll else 0
    return 0


def _is_long(lines: list[str]) -> bool:
    """Whether lines are too long to be said twice in a row: three words or four characters."""
    if any(is_unspaced(character) for line in lines for character in line):
        return sum(len(line.replace(" ", "")) for line in lines) > 3
    return sum(len(line.split()) for line in lines) > 2
