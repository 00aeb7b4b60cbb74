"""What stands under a label and was said: without breaks, notes, stage directions and headings."""

import re

from corpus.draft import DraftTurn
from corpus.labels import deposition, label_shape
from corpus.labels.line_grammar import BULLET, Candidate, Stamp
from corpus.metadata.boilerplate import (
    is_end_mark,
    is_page_line,
    is_stage_direction,
    is_tail,
    opens_note,
    spoken,
)
from corpus.metadata.dates import seconds
from corpus.readers.text.inline_markup import without_links
from corpus.readers.text.paragraphs import paragraphs
from corpus.segmentation import SENTENCE_ENDS
from corpus.time_marks import mark, take

HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(\S.*)")
META_LINE = re.compile(r"_\w{1,20}\s?:")
INNER_STAMP = re.compile(r"\\?[\[(]\s?(\d{1,3}(?::\d{2}){1,2}(?:\.\d{1,3})?)\s?\\?[\])]\s*")
BREAK_LINE = re.compile(
    r"[\s*#_\[(\\]{0,6}([^\W\d_]{2,20})[\s*:\])\\]{0,6}(?:\\?\[[\d:.\\\]\[ to]*)?$"
)
# A vote is counted: what follows was said by nobody, up to the next label.
DIVISION = re.compile(
    r"\s*(?:the (?:house|committee|senate|assembly|council|chamber)(?: having)? divided\b"
    r"|\[?division no\.? ?\d)",
    re.IGNORECASE,
)
LONGEST_NOTE = 5
LONGEST_NUMBER = 5


def turn(
    candidate: Candidate, below: list[str], stamped: dict[int, Stamp], section: str | None
) -> DraftTurn:
    """The turn of a label, perhaps with nothing said in it.

    Args:
        candidate: where the label stands.
        below: the lines under it, up to the next label.
        stamped: the times that stand by themselves, by their lines.
        section: the heading under which the label stands.
    """
    said = [candidate.rest]
    start, in_break, in_note = candidate.start, False, 0
    if candidate.indent is not None:
        below = _of_item(candidate.indent, below)
    for at, whole in enumerate(below):
        number = candidate.line + 1 + at
        stamp = stamped.get(number)
        if stamp is not None and number == candidate.line + 1 and not candidate.rest:
            start = stamp.start if start is None else start
        line = stamp.rest if stamp else whole
        if (line.startswith("_") and META_LINE.match(line[:24])) or deposition.is_examiner(line):
            continue
        if DIVISION.match(line[:80]):
            break
        in_break = (in_break and bool(line.strip())) or _is_break(line)
        if is_stage_direction(line[:150].strip()) or is_tail(line) or is_end_mark(line):
            continue
        if any(said) and (
            is_page_line(line) or _is_page_number(line, said[-1], below[at + 1 : at + 2])
        ):
            continue
        if in_note or opens_note(line):
            # It ends where its bracket does, or was none.
            in_note = 0 if line.rstrip().endswith(")") else (in_note + 1) % LONGEST_NOTE
            continue
        if not in_break and not HEADING.match(line[:200]):
            if stamp is not None:
                # A time alone on its line separates paragraphs, as a blank line does.
                said += [f"{mark(stamp.start)} {line}"] if line else ["", mark(stamp.start)]
            else:
                said.append(line)
    if start is None and (inner := INNER_STAMP.match(candidate.rest[:40])):
        start = seconds(inner[1])
    blocks = spoken([b for b in (_bare(block) for block in paragraphs(said)) if b])
    blocks, moments = take(blocks)
    if moments and moments[0] == (0, start):
        del moments[0]  # the time at which the turn begins
    made = DraftTurn(candidate.label, blocks, start, candidate.end, section)
    made.moments = moments
    return made


def _is_page_number(line: str, above: str, following: list[str]) -> bool:
    """Whether a line is a number by itself, under the end of a sentence and over nothing said."""
    number = line.strip()
    alone = number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    return alone and above.rstrip().endswith(SENTENCE_ENDS) and not any(map(str.strip, following))


def _bare(block: str) -> str:
    if "[" in block or "(" in block:
        block = INNER_STAMP.sub(lambda stamp: mark(seconds(stamp[1])), block)
    return without_links(block)


def _is_break(line: str) -> bool:
    """Whether a line by itself marks a break: `Break`, `[BREAK]`, `Break: [10:00]`."""
    if len(line) > 60 or not (match := BREAK_LINE.match(line.strip())):
        return False
    decorated = line.strip() != match[1] or match[1][0].isupper()
    return (
        decorated
        and label_shape.is_marker_label(match[1])
        and not line.strip().endswith((".", "!"))
    )


def _of_item(indent: int, below: list[str]) -> list[str]:
    """What belongs to an item of a list: its lines, and the items that are set in deeper.

    An item beside it that names nobody is a note of whoever took the minutes.
    """
    own: list[str] = []
    after_blank = False
    for line in below:
        bullet = BULLET.match(line)
        depth = len(bullet["indent"].expandtabs(4)) if bullet else None
        if bullet and depth is not None:
            if depth <= indent:
                break
            own += ["", line[bullet.end() :]]
        elif after_blank and line.strip() and not line.startswith((" ", "\t")):
            break
        else:
            own.append(line)
        after_blank = not line.strip()
    return own
