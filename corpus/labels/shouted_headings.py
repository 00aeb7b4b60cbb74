"""Headings in capitals or with a number, right above a label: `THE WAR`, `3. PUBLIC COMMENT`.

Minutes and interviews in plain text have no other sign for them. They are sections, and in no
turn. One such line may be shouted; several, each over the label of the next turn, are not.
"""

import re
from collections.abc import Collection, Sequence

from corpus.labels.label_shape import key
from corpus.labels.line_grammar import Candidate
from corpus.labels.wrapped import is_ended, line_above

FEWEST = 2
#: Where more of the lines are in capitals, people speak in capitals.
MOST_SHOUTED = 0.3
CAPITALS = re.compile(r"[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9 ,&'’/()–-]{2,69}")
COUNTED = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)][ \t]+[A-ZÀ-Þ][^.!?:;\n]{2,69}")
WORD = re.compile(r"[A-ZÀ-Þ]{3,}")


def marked(lines: Sequence[str], starts: Collection[Candidate]) -> list[str]:
    """The lines, such headings with the sign of a heading before them."""
    begin = {one.line for one in starts}
    labels = {key(one.label) for one in starts}
    found = [
        number
        for number in range(min(begin), max(begin))
        if _heads(lines, number, begin) and key(lines[number].strip()) not in labels
    ]
    marks = set(found)
    talk = [lines[n] for n in range(min(begin), len(lines)) if n not in marks]
    filled = [line for line in talk if any(c.isalpha() for c in line)]
    shouted = sum(1 for line in filled if line.isupper())
    if len(found) < FEWEST or shouted > MOST_SHOUTED * len(filled):
        return list(lines)
    return [f"## {line.strip()}" if n in marks else line for n, line in enumerate(lines)]


def _heads(lines: Sequence[str], number: int, begin: Collection[int]) -> bool:
    """Whether a line stands by itself under the end of a sentence and over a label."""
    line = lines[number].strip()
    if not line or len(line) > 80 or number in begin or lines[number - 1].strip():
        return False
    if lines[number + 1].strip() or not is_ended(line_above(number, lines)):
        return False
    capitals = CAPITALS.fullmatch(line) is not None and WORD.search(line) is not None
    if not capitals and COUNTED.fullmatch(line) is None:
        return False
    below = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), -1)
    return below in begin
