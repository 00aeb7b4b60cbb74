"""Names on lines of their own, without a sign that tells them from other lines.

A play and a pasted chat write `MARIE` or `Ann Lee` over what she says. One such
line could be a heading; several that come again and again are speakers.
"""

import re
from collections import Counter
from itertools import pairwise

from corpus.labels import label_shape
from corpus.labels.clauses import is_counted_part
from corpus.labels.line_grammar import Candidate
from corpus.segmentation import SENTENCE_ENDS

LONGEST = 60
# Under a name with blank lines around it stands a sentence, or a paragraph of some length.
SHORTEST_SAID = 60
# So many of the paragraphs are such names, of which each may have several paragraphs below.
LEAST_SPACED = 0.2
# A chat that was copied has the time of day under the name: `  9:02 AM`.
CLOCK = re.compile(r"\d{1,2}:\d{2} ?[AaPp]\.?[Mm]\.?")
FEWEST_CLOCKED = 3
FORM = "Name alone on its line"
BRACKET = re.compile(r"\s*\([^()]{1,40}\)$")
# `Ann Lee -- Bank of Northport -- Analyst`: what somebody is, behind the name.
ROLE = re.compile(r"\s+(?:--|[-–—|])\s+\S.*")
# Teams writes the time out, under the name.
WRITTEN_TIME = re.compile(
    r"(?:(?P<h>\d{1,2}) hours? ?)?(?:(?P<m>\d{1,2}) minutes? ?)?(?:(?P<s>\d{1,2}) seconds?)?"
)


def find(lines: list[str]) -> tuple[list[Candidate], list[str]]:
    """The lines that start turns, and the text without the times that are written out.

    There are none where names do not recur all over the document.
    """
    found = []
    clocked: list[Candidate] = []
    spaced = _spaced(lines)
    blocks = 0
    before = ""
    for number, line in enumerate(lines):
        bare = line.strip()
        blocks += bool(bare) and not before
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        timed = below[-7:].rstrip("s").endswith("second") or below[-7:].rstrip("s") == "minute"
        clock = CLOCK.fullmatch(below[:12]) is not None and len(below) <= 12
        if clock and not before and _is_name(bare):
            clocked.append(Candidate(number, _label(bare), "", True, FORM, False))
        if below and (timed or not before) and _is_name(bare):
            start = _written(below) if timed else None
            found.append(Candidate(number, _label(bare), "", not before, FORM, False, start))
        before = bare
    if len(clocked) >= FEWEST_CLOCKED and len({_key(one.label) for one in clocked}) < len(clocked):
        times = {one.line + 1 for one in clocked}
        return clocked, ["" if n in times else line for n, line in enumerate(lines)]
    if len(spaced) > len(found) and _alternate(spaced, lines):
        return spaced, lines
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


def recurring(lines: list[str]) -> set[str]:
    """The lines that are names by themselves and come again; none where only one does."""
    counts = Counter(line for line in lines if line and len(line) <= LONGEST)
    found = {line for line, count in counts.items() if count > 1 and _is_name(line.strip())}
    return found if len(found) > 1 else set()


def _spaced(lines: list[str]) -> list[Candidate]:
    """Names with a blank line above and below, and a paragraph that is no name under them."""
    found = []
    for number in range(len(lines) - 2):
        line, below = ROLE.sub("", lines[number].strip()), lines[number + 2].strip()
        around = lines[number - 1] if number else ""
        if not line or around.strip() or lines[number + 1].strip() or not _is_name(line):
            continue
        if len(below) >= SHORTEST_SAID or below.endswith(SENTENCE_ENDS):
            found.append(Candidate(number, _label(line), "", True, FORM, False))
    return found


def _alternate(found: list[Candidate], lines: list[str]) -> bool:
    """Whether such names are speakers: they recur, change, and stand all over the text."""
    counts = Counter(_key(one.label) for one in found)
    recurring = sum(count for count in counts.values() if count > 1)
    changes = sum(1 for one, two in pairwise(found) if _key(one.label) != _key(two.label))
    blocks = 1 + sum(1 for one, two in pairwise(lines) if two.strip() and not one.strip())
    return (
        sum(1 for count in counts.values() if count > 1) > 1
        and recurring >= 0.6 * len(found)
        and changes >= 0.9 * (len(found) - 1)
        and len(found) >= LEAST_SPACED * blocks
    )


def _is_name(line: str) -> bool:
    if not line or len(line) > LONGEST or line[-1] in ",;:!?…-" or not line[0].isalpha():
        return False
    label = BRACKET.sub("", line)
    if label.endswith("."):  # `HAMLET.` over what he says
        label = label.removesuffix(".")
        if "," in label:
            return False
        return label_shape.shape(label) in ("person", "name") and not is_counted_part(label)
    held = BRACKET.search(line)
    if held and label_shape.shape(held[0].strip(" ()")) == "person" and line[0].isupper():
        return True
    if (
        is_counted_part(label)
        or label_shape.is_marker_label(label)
        or label_shape.key(label) in label_shape.LEAD_INS
    ):
        return False
    if line[0].isupper() and label_shape.key(label) in label_shape.WHO:
        return True  # `Operator`, `Interviewer`
    return (label.isupper() and len(label) > 1) or label_shape.shape(label) == "person"


def _label(line: str) -> str:
    """The name of a line, without the full stop that plays put behind it."""
    label = " ".join(line.split())
    word = label.removesuffix(".")
    return word if label_shape.shape(word) == "name" or word.isupper() else label


def _key(label: str) -> str:
    return label_shape.key(BRACKET.sub("", label).removesuffix("."))


def _written(text: str) -> float | None:
    match = WRITTEN_TIME.fullmatch(text)
    if match is None:
        return None
    return sum(float(match[part] or 0) * unit for part, unit in (("h", 3600), ("m", 60), ("s", 1)))
