"""A text with times and without names: one voice, in turns of a readable length."""

import re
from itertools import groupby, pairwise

from corpus.draft import DraftTurn
from corpus.labels.line_grammar import Stamp
from corpus.readers.text.paragraphs import paragraphs
from corpus.readers.text.turn_text import HEADING
from corpus.segmentation import SENTENCE_ENDS, Piece, turns

LOGGED = re.compile(r"\W{0,3}(?:INFO|NOTICE|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b")
# With fewer times than this, a text without labels is no transcript.
FEWEST_STAMPS = 3


def passages(lines: list[str], stamps: list[Stamp]) -> list[DraftTurn]:
    """The turns of a text that has times and no names; none where it is a log or a list."""
    if len(stamps) < FEWEST_STAMPS:
        return []
    sections = _sections(lines)
    ends = [stamp.line for stamp in stamps[1:]] + [len(lines)]
    pieces, headed = [], []
    for stamp, end in zip(stamps, ends, strict=True):
        below = [line for line in lines[stamp.line + 1 : end] if not HEADING.match(line[:200])]
        if text := " ".join(paragraphs([stamp.rest, *below])):
            pieces.append(Piece(None, text, stamp.start))
            headed.append(sections.get(stamp.line))
    starts = [stamp.start for stamp in stamps]
    back = sum(1 for one, two in pairwise(starts) if two < one)
    if len(pieces) < FEWEST_STAMPS or back > len(pieces) // 10 or _is_record(pieces):
        return []
    runs = groupby(zip(headed, pieces, strict=True), key=lambda pair: pair[0])
    return [turn for section, run in runs for turn in turns([piece for _, piece in run], section)]


def _sections(lines: list[str]) -> dict[int, str]:
    """The heading that each line stands under, where there are headings."""
    found: dict[int, str] = {}
    section = ""
    for number, line in enumerate(lines):
        if "#" in line[:4] and (match := HEADING.match(line[:500])):
            section = match[1].strip("# \t`*")
        elif section:
            found[number] = section
    return found


def _is_record(pieces: list[Piece]) -> bool:
    """Whether times stand before the lines of a log, or the words of a timetable."""
    logged = sum(1 for piece in pieces if LOGGED.match(piece.text))
    brief = sum(len(piece.text.split()) for piece in pieces) < 3 * len(pieces)
    unended = not any(piece.text.endswith(SENTENCE_ENDS) for piece in pieces)
    return logged > 0.5 * len(pieces) or (brief and unended)
