"""A talk above the first label: a lecture that ends in questions and answers.

What stands above the first label is a title and a description, unless it is longer than all
that stands under labels: then it is what somebody says who need not be named again.
"""

import re
from collections.abc import Collection

from corpus.draft import DraftTurn
from corpus.metadata.boilerplate import is_credit, is_disclaimer, is_marker, is_page_part
from corpus.readers.text.paragraphs import paragraphs
from corpus.readers.text.turn_text import HEADING
from corpus.segmentation import SENTENCE_ENDS, Piece, turns

#: A description is shorter than this, in characters.
SHORTEST_TALK = 2_000
#: A paragraph of talk is no shorter, if it does not end as a sentence does.
SHORTEST = 80
LINK = re.compile(
    r"(?:[^\W\d_][\w /-]{0,30}:\s*)?(?:\S{0,3}https?://\S{1,500}|www\.\S{1,500})[\s,;]*"
)
NO_TALK = re.compile(r"\s*(?:[|>]|!?\[[^\[\]]{0,300}\]\([^()]{0,2000}\)\s*$|<[a-z!/])")


def end_of_talk(lines: list[str], labels: Collection[int]) -> int:
    """The line at which the talk ends: a heading over what no label begins.

    Grammar and exercises stand so under a dialogue, and links under an interview. Where one
    voice goes on under headings, the talk ends with the text.

    Args:
        lines: the text.
        labels: the lines of its labels.
    """
    last = max(labels)
    headings = [n for n, line in enumerate(lines) if "#" in line[:4] and HEADING.match(line[:500])]
    behind = [n for n in headings if n > last]
    if not behind:
        return len(lines)
    over = [n for n in headings if n < min(labels)][-1:]
    inside = [n for n in headings if min(labels) < n < last]
    led = [n for n in (*over, *inside) if _next_filled(lines, n) in labels]
    return behind[0] if led and len(led) == len(over) + len(inside) else len(lines)


def _next_filled(lines: list[str], at: int) -> int:
    following = range(at + 1, len(lines))
    return next((number for number in following if lines[number].strip()), len(lines))


def talk_above(lines: list[str], below: list[DraftTurn]) -> list[DraftTurn]:
    """The turns of an unnamed voice in the lines above the first label; mostly there are none.

    Args:
        lines: those lines.
        below: the turns under labels.
    """
    length = sum(map(len, lines))
    if length < SHORTEST_TALK or length < sum(len(p) for turn in below for p in turn.paragraphs):
        return []
    said: list[DraftTurn] = []
    section: str | None = None
    block: list[str] = []
    for line in [*lines, "#"]:
        heading = HEADING.match(line[:500])
        if heading is None and line != "#":
            block.append(line)
            continue
        pieces = [Piece(None, text, is_paragraph=True) for text in _spoken(block)]
        said += turns(pieces, section)
        block = []
        section = heading[1].strip("# \t`*") if heading else section
    talked = sum(len(p) for turn in said for p in turn.paragraphs)
    return said if talked >= max(SHORTEST_TALK, 0.5 * length) else []


def _spoken(lines: list[str]) -> list[str]:
    return [
        text
        for text in paragraphs(lines)
        if (len(text) >= SHORTEST or text.endswith(SENTENCE_ENDS))
        and not (is_credit(text) or is_disclaimer(text) or is_marker(text) or is_page_part(text))
        and not (LINK.fullmatch(text) or NO_TALK.match(text))
    ]
