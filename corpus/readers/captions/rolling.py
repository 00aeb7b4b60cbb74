"""Captions that roll up: each line is shown two or three times, and was said once."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.readers.captions.cues import Cue
from corpus.segmentation import is_unspaced

#: Cues that follow each other within so many seconds may be one line on its way up.
NEXT = 1.0
AT_ONCE = 0.05
#: The share of cues that repeat the end of the one before in captions that roll.
ROLLS = 0.3
LONGEST_NAME = 62


def said_once(found: list[Cue]) -> Iterator[Cue]:
    """The cues without what they repeat of the cue before.

    YouTube's captions show each line twice, and once more on its way up: a cue begins with
    the lines that the cue before it ended with. Live captions grow: a cue has the text of
    the one before, and a word more. Where many cues do so, a line of one word rolls too;
    elsewhere somebody may say "No." and "No." again.
    """
    found = [_without_copies(cue) for cue in found]
    pairs = list(pairwise(found))
    repeated = [_repeated(before, cue) for before, cue in pairs]
    grown = [_grows(before, cue) for before, cue in pairs]
    rolls = sum(1 for length in repeated if length) >= ROLLS * len(found)
    grows = sum(1 for length in grown if length) >= ROLLS * len(found)
    for cue, length, known in zip(found, [0, *repeated], [0, *grown], strict=bool(found)):
        lines = cue.text.split("\n")
        if known and grows:
            lines = [line for line in cue.text[known:].strip().split("\n") if line]
        elif length and (rolls or _is_long(lines[:length])):
            lines = lines[length:]
        if lines:
            yield replace(cue, text="\n".join(lines))


def _grows(before: Cue, cue: Cue) -> int:
    """The length of the text before, where a cue goes on with it."""
    if not _follows(before, cue) or not cue.text.startswith(before.text):
        return 0
    return len(before.text) if len(cue.text) > len(before.text) else 0


def _follows(before: Cue, cue: Cue) -> bool:
    """Whether a cue is of the same voice, and shown right after the one before."""
    if cue.voice != before.voice or cue.start is None or before.end is None:
        return False
    return cue.start - before.end < NEXT


def _repeated(before: Cue, cue: Cue) -> int:
    """How many lines a cue has in common with the end of the one before it."""
    if not _follows(before, cue):
        return 0
    gap = (cue.start or 0.0) - (before.end or 0.0)
    above, lines = before.text.split("\n"), cue.text.split("\n")
    for length in range(min(len(above), len(lines)), 0, -1):
        begins = above[-length] == lines[0] or _is_named(above[-length], lines[0])
        if begins and above[len(above) - length + 1 :] == lines[1:length]:
            is_roll = len(lines) > length or len(above) > length or gap < AT_ONCE
            return length if is_roll else 0
    return 0


def _is_named(line: str, bare: str) -> bool:
    """Whether a line is another one behind a name: `Ann Lee: Good evening.`"""
    return line.endswith(f": {bare}") and len(line) - len(bare) <= LONGEST_NAME


def _without_copies(cue: Cue) -> Cue:
    """The cue without its second line, where that is the first one without the name."""
    if ": " not in cue.text or "\n" not in cue.text:
        return cue
    first, second, *rest = cue.text.split("\n")
    if not (_is_named(first, second) and _is_long([second])):
        return cue
    return replace(cue, text="\n".join([first, *rest]))


def _is_long(lines: list[str]) -> bool:
    """Whether lines are too long to be said twice in a row: three words or four characters."""
    if any(is_unspaced(character) for line in lines for character in line):
        return sum(len(line.replace(" ", "")) for line in lines) > 3
    return sum(len(line.split()) for line in lines) > 2
