"""Labels that end with a full stop: plays and the minutes of parliaments.

`HIGGINS. Text`, `HARPAGON, à part. Text` and `LIZA [rising] Text` stand in plays,
`M. le président. Text` and `HON. A. B. ODE.- Text` in debates. A sentence begins alike, so
such labels count only where they begin paragraphs all over the document.
"""

import re
from collections import Counter
from itertools import pairwise

from corpus.labels import label_shape
from corpus.labels.clauses import is_clause, is_counted_part
from corpus.labels.honorifics import ABBREVIATED as ABBREVIATED_TITLES
from corpus.labels.honorifics import TITLE
from corpus.labels.line_grammar import Candidate
from corpus.labels.questions import ASKING

FORM = "NAME. text"
DASHED_FORM = "Name.- text"
HEAD = 300
LONGEST = 80

UPPER = r"[^\W\d_a-zß-öø-ÿ]"  # a letter that is no small one of western Europe
WORD = rf"(?:{UPPER}(?:{UPPER}|['’.-](?=\w))*\.?|[&,]|(?:of|de|du|des|la|le|von|und|et|and|y)\b)"
BRACKETS = r"(?:[ ]?\([^()\n]{1,120}\)|[ ]?\[[^\[\]\n]{1,200}\]?)"
# In capitals, perhaps behind a title that is not; with what is done before or behind its end.
PLAY = re.compile(
    rf"[ \t]{{0,8}}(?P<label>(?:(?:Miss|Mrs|Mr|Ms|Mme|Mlle|M|Dr|Mc|St)\b\.?[ ]?"
    rf"|The[ ](?={UPPER}{{3}}))?{UPPER}{WORD}?"
    rf"(?:[ ]{WORD}){{0,6}}?)"
    rf"(?:(?P<comma>,[ ][^.:\[\n]{{1,80}})?(?P<direction>{BRACKETS})?\.(?:[ ]?[-–—]{{1,2}})?"
    rf"(?=[ ]|$|[\[(])|(?=[ ][\[(]))"
)
TITLED = re.compile(
    rf"[ \t]{{0,8}}(?P<label>(?:M|Mme|Mlle|MM|{TITLE})\b\.?[ ](?:(?:le|la|les)[ ]|l['’])?[^\W\d_]"
    r"[^.:\n]{0,60}?(?:[ ]\([^()\n]{1,80}\))?)\.(?:[ ]?[-–—]{1,2})?(?=[ ])"
)
DASHED = re.compile(
    rf"[ \t]{{0,8}}(?P<label>[^\W\d_a-z](?:[^.:\n!?]|\.(?=[ ]?[^\W\d_a-z])){{1,{LONGEST}}}?"
    r"(?:[ ]\([^()\n]{1,120}\))?)\.[ ]?[-–—]{1,2}(?=[ ]|[^\W\d_a-z]|$)"
)
# `_Soc._ text`, as books in plain text set names in italics.
ITALIC = re.compile(
    r"[ \t]{0,8}_(?P<label>[^\W\d_][^_.\n]{0,40}?)\._(?:[ ]?\([^()\n]{1,120}\))?(?=[ ]|$)"
)
ABBREVIATED = (" JR.", " SR.", " ESQ.")
# A last name in capitals, behind a title: `Ms. TODD of Iowa`.
SHOUTED = re.compile(rf"[ ]{UPPER}{{3,}}\b")
ROMAN = re.compile(r"[IVXLC]+")
#: So many labels, and their share of the paragraphs between the first and the last.
FEWEST, LEAST = 4, 0.3
FEWEST_DASHED = 3
#: In so large a share of turns a paragraph is all, if no turn has more.
MOST_SINGLE = 0.8


def find(lines: list[str]) -> list[Candidate]:
    """The lines that start turns; none where the document does not set labels so."""
    dashed = _with(DASHED, lines, DASHED_FORM)
    if _recur(dashed, lines, fewest=FEWEST_DASHED):
        return dashed
    italic = _with(ITALIC, lines, FORM)
    if _recur(italic, lines, fewest=FEWEST):
        return italic
    play, titled = _with(PLAY, lines, FORM), _with(TITLED, lines, FORM)
    # Where names stand in capitals, a title begins a sentence about somebody.
    counts = Counter(_key(one.label) for one in titled)
    titled = [
        one
        for one in titled
        if counts[_key(one.label)] > 1 or len(play) < len(titled) or SHOUTED.search(one.label)
    ]
    found = {one.line: one for one in (*titled, *play)}
    together = sorted(found.values(), key=lambda one: one.line)
    return together if _recur(together, lines, fewest=FEWEST) else []


def are_paragraphs(starts: list[Candidate], lines: list[str]) -> bool:
    """Whether a turn is a paragraph: what no label begins is then said by nobody."""
    if not starts or starts[0].form != FORM:
        return False
    single = 0
    for one, two in pairwise(starts):
        gaps = (n for n in range(one.line + 1, two.line) if not lines[n].strip())
        first = next(gaps, two.line)
        single += not any(lines[n].strip() for n in range(first, two.line))
    return single >= MOST_SINGLE * (len(starts) - 1)


def _with(pattern: re.Pattern[str], lines: list[str], form: str) -> list[Candidate]:
    found = []
    before = ""
    for number, line in enumerate(lines):
        above, before = before, line
        if line[:1].islower() or (above.strip() and form == FORM):
            continue
        match = pattern.match(line[:HEAD])
        if match is None:
            continue
        label = " ".join(match["label"].split())
        if label.endswith(".") and not label.endswith(ABBREVIATED) and "." not in label[:-1]:
            label = label[:-1]  # a direction in brackets stands behind the full stop
        rest = line[match.end() :].strip()
        if _is_label(label, form) and (rest or form == DASHED_FORM):
            found.append(Candidate(number, label, rest, not above.strip(), form, marked=True))
    return found


def _is_label(label: str, form: str) -> bool:
    letters = [c for c in label if c.isalpha()]
    if len(letters) < 2 or ROMAN.fullmatch(label) or is_counted_part(label) or is_clause(label):
        return False
    key = label_shape.key(label)
    words = key.split()
    if len(words) > 2 and words[-1] in ABBREVIATED_TITLES:
        return False  # the sentence goes on with a name: `STATEMENT OF DR. SANDS`
    if key in label_shape.LEAD_INS and not (form == DASHED_FORM and key in ASKING):
        return False
    if label_shape.is_marker_label(label) or len(label) > LONGEST:
        return False
    # What somebody is, or how he says it, may stand behind a comma.
    bare = label.partition(", ")[0]
    if form == DASHED_FORM:
        return label_shape.shape(bare) in ("person", "name")
    words = bare.partition(" (")[0].split()
    lower = [w for w in words if w[0].islower() and w not in label_shape.PARTICLES and "’" not in w]
    return not lower or label_shape.starts_with_office(label)


def _key(label: str) -> str:
    return label_shape.key(label.partition(" (")[0].partition(", ")[0])


def _recur(found: list[Candidate], lines: list[str], *, fewest: int) -> bool:
    """Whether the labels recur, and begin many of the paragraphs between the first and last."""
    counts = Counter(_key(one.label) for one in found)
    recurring = sum(count for count in counts.values() if count > 1)
    if len(found) < fewest or len(counts) < 2 or recurring < 0.5 * len(found):
        return False
    span = lines[found[0].line : found[-1].line + 1]
    blocks = 1 + sum(1 for one, two in pairwise(span) if two.strip() and not one.strip())
    return len(found) >= LEAST * blocks
