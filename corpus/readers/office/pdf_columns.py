"""Columns of a page whose lines are written across all of them, from left to right.

A program that makes a PDF of a table writes `left words` and `right words` of one height as
one line. Two columns of text are read one after the other; a column of names beside a column
of text becomes labels.
"""

from collections import Counter
from dataclasses import dataclass

#: Words further apart than this, in points, stand in two columns.
WIDEST_BLANK = 14.0
# Words of a column begin so near to one another.
NEAR = 3.0
FEWEST_LINES = 4
#: This share of the lines with a gap has its second part at the edge of the column.
SHARE = 0.8
FEWEST_WORDS = 2.5
LONGEST_NAME = 30


@dataclass(slots=True)
class Part:
    """Words of a line with no wide gap between them, and where they begin, in points."""

    left: float
    text: str


def in_order(lines: list[list[Part]]) -> list[str]:
    """The lines of a page as text, a column of text behind the other one."""
    edge = _edge(lines)
    if edge is None:
        return [" ".join(part.text for part in line) for line in lines]
    inside = [n for n, line in enumerate(lines) if _is_parted(line, edge)]
    block = lines[inside[0] : inside[-1] + 1]
    pairs = [_at(line, edge) for line in block]
    above = [" ".join(part.text for part in line) for line in lines[: inside[0]]]
    below = [" ".join(part.text for part in line) for line in lines[inside[-1] + 1 :]]
    lefts = [left for left, _ in pairs if left]
    rights = [right for _, right in pairs if right]
    if _are_names(lefts, pairs):
        middle = [f"{left}\t{right}" if left and right else left or right for left, right in pairs]
    elif _words(lefts) >= FEWEST_WORDS and _words(rights) >= FEWEST_WORDS:
        middle = [*lefts, *rights]
    else:
        middle = [f"{left} {right}".strip() for left, right in pairs]
    return [*above, *middle, *below]


def _edge(lines: list[list[Part]]) -> float | None:
    """Where the second column begins; None where the lines have none."""
    parted = [line for line in lines if len(line) > 1]
    if len(parted) < max(FEWEST_LINES, 0.3 * sum(1 for line in lines if line)):
        return None
    counts = Counter(round(line[1].left / NEAR) for line in parted)
    place, _ = counts.most_common(1)[0]
    near = sum(counts[n] for n in (place - 1, place, place + 1))
    lengths = {len(line) for line in parted}
    return place * NEAR if near >= SHARE * len(parted) and lengths == {2} else None


def _is_parted(line: list[Part], edge: float) -> bool:
    return len(line) == 2 and abs(line[1].left - edge) <= 2 * NEAR


def _at(line: list[Part], edge: float) -> tuple[str, str]:
    """What of a line stands left of an edge, and what right of it."""
    left = " ".join(part.text for part in line if part.left < edge - 2 * NEAR)
    right = " ".join(part.text for part in line if part.left >= edge - 2 * NEAR)
    return left, right


def _are_names(lefts: list[str], pairs: list[tuple[str, str]]) -> bool:
    """Whether the left column has a few names that come again, and always a text beside them."""
    counts = Counter(lefts)
    return (
        1 < len(counts) <= 0.6 * len(lefts)
        and all(right for left, right in pairs if left)
        and all(name[0].isalpha() and len(name) <= LONGEST_NAME for name in counts)
    )


def _words(lines: list[str]) -> float:
    return sum(len(line.split()) for line in lines) / max(1, len(lines))
