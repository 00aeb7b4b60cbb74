"""Labels within the lines of a text that has lost its line ends, as text out of a PDF does.

There a label stands behind a gap of several blanks: `… to come.    Al Sikora:  Thank you.`
"""

import re
from collections import Counter

from corpus.labels import label_shape
from corpus.labels.clauses import is_clause

#: A text has lost its line ends where a line holds so many labels.
FEWEST_WITHIN = 3
#: Lines shorter than this are whole.
LONG_LINE = 200

LABEL = r"[^\W\d_][^:：\n\t\[\]]{0,59}?"
# A gap is tried from its first blank only: from each of them would take the square of its length.
GAP = re.compile(rf"(?:(?<=\])[ \t]+|(?<![ \t])[ \t]{{3,}}|\t)(?P<label>{LABEL}):(?=\s|$)")


def on_lines_of_their_own(lines: list[str]) -> list[str]:
    """The lines, those that hold several labels parted before each of them."""
    if not any(len(line) >= LONG_LINE and "   " in line for line in lines):
        return lines
    found = [match for line in lines if "   " in line for match in GAP.finditer(line)]
    names = Counter(label_shape.key(match["label"]) for match in found if _names(match["label"]))
    if sum(names.values()) < FEWEST_WITHIN or max(names.values()) < 2:
        return lines
    parted: list[str] = []
    for line in lines:
        at = 0
        for match in GAP.finditer(line):
            if label_shape.key(match["label"]) in names:
                parted += [line[at : match.start()], ""]
                at = match.start("label")
        parted.append(line[at:])
    return parted


def _names(label: str) -> bool:
    return (
        label_shape.shape(label) in ("person", "name", "initial")
        and label_shape.key(label) not in label_shape.LEAD_INS
        and not is_clause(label)
    )
