"""Names on lines of their own, without a sign that tells them from other lines.

A play and a pasted chat write `MARIE` or `Ann Lee` over what she says. One such
line could be a heading; several that come again and again are speakers.
"""

import re
from collections import Counter

from corpus.labels import shape
from corpus.labels.clauses import is_counted_part
from corpus.labels.line_grammar import Candidate

LONGEST = 60
FORM = "Name alone on its line"
BRACKET = re.compile(r"\s*\([^()]{1,40}\)$")
# Teams writes the time out, under the name.
WRITTEN_TIME = re.compile(
    r"(?:(?P<h>\d{1,2}) hours? ?)?(?:(?P<m>\d{1,2}) minutes? ?)?(?:(?P<s>\d{1,2}) seconds?)?"
)


def find(lines: list[str]) -> tuple[list[Candidate], list[str]]:
    """The lines that start turns, and the text without the times that are written out.

    There are none where names do not recur all over the document.
    """
    found = []
    blocks = 0
    before = ""
    for number, line in enumerate(lines):
        bare = line.strip()
        blocks += bool(bare) and not before
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        timed = below[-7:].rstrip("s").endswith("second") or below[-7:].rstrip("s") == "minute"
        if below and (timed or not before) and _is_name(bare):
            start = _written(below) if timed else None
            found.append(Candidate(number, _label(bare), "", not before, FORM, False, start))
        before = bare
    if found and sum(1 for one in found if one.start is not None) > 1:
        found = [one for one in found if one.start is not None]
        times = {one.line + 1 for one in found}
        lines = ["" if number in times else line for number, line in enumerate(lines)]
    counts = Counter(_key(one.label) for one in found)
    recurring = {name for name, count in counts.items() if count > 1}
    total = sum(counts[name] for name in recurring)
    if len(recurring) < 2 or total < 0.4 * blocks or total < 0.6 * len(found):
        return [], lines
    return [one for one in found if one.after_blank or one.start is not None], lines


def _is_name(line: str) -> bool:
    if not line or len(line) > LONGEST or line[-1] in ",;:!?…-" or not line[0].isalpha():
        return False
    label = BRACKET.sub("", line)
    if label.endswith("."):  # `HAMLET.` over what he says
        label = label.removesuffix(".")
        return shape.shape(label) in ("person", "name") and not is_counted_part(label)
    held = BRACKET.search(line)
    if held and shape.shape(held[0].strip(" ()")) == "person" and line[0].isupper():
        return True
    if shape.is_marker_label(label) or shape.key(label) in shape.LEAD_INS:
        return False
    return (label.isupper() and len(label) > 1) or shape.shape(label) == "person"


def _label(line: str) -> str:
    """The name of a line, without the full stop that plays put behind it."""
    label = " ".join(line.split())
    word = label.removesuffix(".")
    return word if shape.shape(word) == "name" or word.isupper() else label


def _key(label: str) -> str:
    return shape.key(BRACKET.sub("", label).removesuffix("."))


def _written(text: str) -> float | None:
    match = WRITTEN_TIME.fullmatch(text)
    if match is None:
        return None
    return sum(float(match[part] or 0) * unit for part, unit in (("h", 3600), ("m", 60), ("s", 1)))
