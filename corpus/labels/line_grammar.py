"""The lines that may start a turn: a table of forms, each told from the head of a line.

A form says what a line looks like, not what it is: `corpus.labels.decision` decides that
over the whole document. Every pattern looks at the first characters of a line
only, and at each of them a bounded number of times.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.draft import UNNAMED
from corpus.metadata.dates import seconds

LONGEST_LABEL = 60

# So many times with words behind them are those of a recording.
FEWEST_STAMPS = 3
# How much of a line is looked at: a label with a time on each side of it.
HEAD = 200

TIME = (
    r"(?:\d{1,3}(?::\d{1,2}){0,2}:(?:\d{2}(?:[.,]\d{1,3})?|\d[.,]\d{1,3})"
    r"|\d{1,2}h ?\d{1,2}m(?: ?\d{1,2}s)?)"
)
STAMP = rf"[\[(<]?(?P<start>{TIME})(?:\s?(?:-->|-|–|—|to|,)\s?(?P<end>{TIME}))?[\])>]?"
SPAN = rf"[\[(]\s?(?P<start>{TIME})(?:\s?(?:-->|-|–|—|to)\s?(?P<end>{TIME}))?\s?[\])]"
# What people are in brackets behind a name may be long: a party, an office, a constituency.
BRACKETS = r"(?:[ ]\([^:\n]{1,90}\)){0,2}"
# An office before the name of who holds it is longer than any name.
OFFICE = r"(?:The|Der|Die|El|La|Le|O|A|Il)[ ][^:：\n\t()]{4,110}?[ ]\([^\W\d][^:\n()]{2,60}\)"
# `Otto Kern, Minister for Harbours`: what somebody is, behind a comma.
HOLDS = (
    r"[^\W\d_][^:：\n\t,]{3,50},[ ](?=[^:\n]{0,60}?"
    r"(?:[Mm]inister|[Ss]ekret|[Ss]ecretary|[Cc]ommission"
    r"|Beauftragte|[Rr]apporteur|on behalf of|im Namen|au nom d))[^:：\n\t]{4,120}?"
)
NAME = rf"(?P<label>[^\W\d_][^:：\n\t]{{0,{LONGEST_LABEL - 1}}}?{BRACKETS}|{OFFICE}|{HOLDS})"
# The number of a question before a member with a constituency: `Q1. [12345] Ann Lee (Kent):`.
NUMBERED = re.compile(
    r"[ \t]{0,8}[TQ]?\d{1,3}\.[ \t]+(?:\[\d{3,7}\][ \t]*)?"
    r"(?=[^\W\d_][^:\n]{2,110}?"
    r"(?:\)|(?P<asked>(?<=[)\w])[ ]to[ ](?:the|Mr|Mrs|Ms)\b[^:\n]{3,90})):)"
)
# The number of a question before who asks it: `2. Interviewer: And the other one?`
COUNTED = re.compile(r"[ \t]{0,8}\d{1,3}[.)][ \t]+(?=[^\W\d_])")
NUMBERS = tuple("0123456789TQ")
# An item of a list.
BULLET = re.compile(r"(?P<indent>[ \t]{0,24})(?:[-*+•‣◦▪–][ \t]+(?=\S))")
COLON = r"[ \t]?[:：](?=[\s\[(\"“]|$|[^\W\d])"

STAMP_AT_HEAD = re.compile(
    rf"[ \t]*{STAMP}(?![ \t]?[AaPp]\.?[Mm]\b)(?:[ \t]*[-–—|:](?=\s))?(?=\s|$|<v|\[|(?<=\])\w)[ \t]*"
)
# A time of day before a name is none of the recording: `9:02 AM Ann Lee: text`.
TIME_OF_DAY = re.compile(
    r"[ \t]*[\[(]?\d{1,2}:\d{2}(?::\d{2})?[ \t]?[AaPp]\.?[Mm]\b\.?[\])]?"
    r"(?:[ \t]*[-–—|:](?=\s))?[ \t]+(?=[^\W\d_])"
)
STAMP_ALONE = re.compile(rf"[ \t]*{STAMP}[ \t]*")
STAMP_AFTER_LABEL = re.compile(rf"[ \t]*(?:{SPAN}|(?P<alone>{TIME})(?=[ \t]*$))[ \t]*")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a label.

    Attributes:
        name: what it is called in explanations.
        pattern: the label, perhaps a time; what follows the match is said.
        marked: the form's own signs set a label apart from prose.
        signs: one of these is in every line of the form.
    """

    name: str
    pattern: str
    marked: bool
    signs: tuple[str, ...]


def _form(name: str, pattern: str, *, marked: bool, signs: str) -> Form:
    return Form(name, pattern, marked, tuple(signs.split(" ")))


DIVIDERS = " - – — | \t \u3000".strip(" ")


# Asked in this order: the most telling first.
FORMS = (
    _form("<v Name>text", r"[ \t]*<v(?:\.[^\s>]{0,40})?[ \t]+(?P<label>[^<>\n]{1,100})>",
          marked=True, signs="<v"),
    _form(">> NAME:", rf"[ \t]*(?:>>+|&gt;&gt;)[ \t]*(?:{NAME}{COLON})?", marked=True,
          signs=">> &gt;"),
    _form("[Name] text",
          r"[ \t]*\[(?P<label>[^\W\d][^\[\]:\n]{0,59})\](?:[ ]?(?P<colon>:))?(?=\s|$)",
          marked=False, signs="["),
    _form("Name (0:00): text", rf"[ \t]*{NAME}[ \t]{{0,8}}{SPAN}[ \t]?(?P<colon>:?)(?=\s|$)",
          marked=True, signs="( ["),
    _form("Name: text", rf"[ \t]*{NAME}(?<!\d):(?P<start>{TIME})(?=\s|$)", marked=False, signs=":"),
    _form("Name: text", rf"[ \t]*{NAME}{COLON}", marked=False, signs=": ："),
    _form("Name  0:00",
          rf"[ \t]*{NAME}(?:[ \t]{{1,40}}|[ \t]*[|–—-][ \t]*)(?P<start>{TIME})[ \t]*:?[ \t]*$",
          marked=True, signs=":"),
    _form("Name  0:00",
          rf"[ \t]*{NAME}[ \t]{{1,40}}(?:{TIME})[ ]?[AaPp]\.?[Mm]\.?[ \t]*$",
          marked=True, signs=":"),
    _form("○Name text", r"[ \t\u3000]*[○◯◎◆◇●■□](?P<label>[^\W\d_][^\s:：]{0,40}?)[\u3000 ](?=\S)",
          marked=True, signs="○ ◯ ◎ ◆ ◇ ● ■ □"),
    _form("<nick> text", r"[ \t]*<(?P<label>[^\W\d_][^\s<>:/=]{0,29})>:?[ \t]+(?=[^\s<])",
          marked=True, signs="<"),
    _form("Q. text", r"[ \t]*(?P<label>[QA])(?:\.|[ \t]{2,})(?=\s|$|\S)", marked=False,
          signs="Q A"),
    _form("Q - text", r"[ \t]*(?P<label>[QA])[ ]?[-–—][ ](?=\S)", marked=False, signs="Q A"),
    _form("Q text", r"[ \t]*(?P<label>[QA])[ ](?=\S)", marked=False, signs="Q A"),
    _form("Name - text",
          rf"[ \t]*{NAME}(?:[ ][-–—|][ ]|[ ]?\t[ \t]{{0,8}}|\u3000)(?=\S)", marked=False,
          signs=DIVIDERS),
    Form("NAME  text",
         r"[ \t]{0,40}(?P<label>[^\W\d_a-zß-öø-ÿ]{2}[^a-zß-öø-ÿ:\n\t]{0,38}?)[ ]{2,20}(?=\S)",
         False, ("  ",)),
)  # fmt: skip


@cache
def _compiled() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """The forms with their patterns; to compile these takes longer than to read most files."""
    return tuple((form, re.compile(form.pattern)) for form in FORMS)


ALONE = " alone on its line"

# A name by itself, where a time before it or above it says that somebody begins.
BARE = re.compile(rf"[ \t]*(?:[-–—][ \t])?(?P<label>[^\W\d_][^:：\n]{{0,{LONGEST_LABEL - 1}}})")
UNDER_TIME = "0:00 Name"
BULLETED = "- Name: text"
NUMBERED_NAME = "1. Name: text"

# Meetings print their chat as `09:01:12 From Ann Lee to Everyone: text`.
CHAT_LABEL = re.compile(r"From (?P<label>.{1,50}?) to (?:[Ee]veryone|.{1,50})")

# A number that points to a footnote is no part of a name.
CITATION = re.compile(r"\[(?:\d{1,3}|\^\w{1,20})\]")

# Signs that say how a line runs, left or right, and are not to be seen.
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may start a turn.

    Attributes:
        line: number of the line in its document, from 0.
        label: what stands where a label stands, spaces folded.
        rest: what stands behind it.
        after_blank: the line before it is blank, or there is none.
        form: name of the form of the line.
        marked: signs of its own set the label apart from prose.
        start, end: seconds, where the line or a stamp above it gives them.
        indent: how far an item of a list is set in, where the line is one.
    """

    line: int
    label: str
    rest: str
    after_blank: bool
    form: str = "Name: text"
    marked: bool = False
    start: float | None = None
    end: float | None = None
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at the head of a line that names nobody.

    Attributes:
        line: number of the line in its document, from 0.
        rest: what stands behind it.
        start: seconds.
    """

    line: int
    rest: str
    start: float


def read_lines(lines: Sequence[str]) -> tuple[list[Candidate], list[Stamp]]:
    """The lines that may start a turn, and the times that stand by themselves.

    A time on a line of its own belongs to the candidates right under it.
    """
    candidates: list[Candidate] = []
    stamps: list[Stamp] = []
    after_blank = True
    pending: float | None = None
    used = False  # a time stands for all that speak under it, up to a blank line
    follows_time = False
    for number, whole in enumerate(lines):
        line = whole.lstrip(DIRECTIONS) if whole[:1] in DIRECTIONS else whole
        if not line or line.isspace():
            after_blank = True
            pending = None if used else pending
            continue
        head = line[:HEAD]
        begin, stop, offset = None, None, 0
        if (":" in head or "h" in head[:24]) and (stamp := STAMP_AT_HEAD.match(head)):
            begin, stop, offset = _time(stamp["start"]), _time(stamp["end"]), stamp.end()
            if offset == len(line):
                pending, used, follows_time = begin, False, True
                stamps.append(Stamp(number, "", begin or 0.0))
                continue
        elif ":" in head[:8] and (day := TIME_OF_DAY.match(head)):
            offset = day.end()
        indent = None
        if not offset and (bullet := BULLET.match(head)):
            offset, indent = bullet.end(), len(bullet["indent"].expandtabs(4))
        elif not offset and head[:9].strip()[:1] in NUMBERS and (asked := NUMBERED.match(head)):
            offset = asked.end()
            if asked["asked"]:  # whom the question is for is no part of the name
                line = line[: asked.start("asked")] + line[asked.end("asked") :]
        found = candidate(number, line, offset, after_blank)
        if found is not None and indent is not None:
            found = _listed(found, indent)
        if found is None and not offset and (counted := COUNTED.match(head)):
            found = _counted(candidate(number, line, counted.end(), after_blank))
        used = used or found is not None
        if found is not None and " - " in found.label and found.form.startswith("Name: text"):
            begins = begin if begin is not None else pending
            candidates.append(_timed(_divided(found, line, offset), begins, stop))
        if found is None and (begin is not None or follows_time):
            found = _bare(number, line, offset, after_blank)
            used = used or found is not None
        if found is not None:
            candidates.append(_timed(found, begin if begin is not None else pending, stop))
        if found is None and begin is None and line[0] not in "([*_":
            pending = None  # the time above belongs to this line, and to no label below
        follows_time = False
        if begin is not None:
            stamps.append(Stamp(number, line[offset:].strip(), begin))
        if not line.lstrip().startswith("_"):  # a line such as `_page: 3` says nothing
            after_blank = False
    return candidates, _told(stamps, lines)


def _told(stamps: list[Stamp], lines: Sequence[str]) -> list[Stamp]:
    """The times without those that somebody says: `10:30 is when the vet comes`."""
    if sum(1 for one in stamps if one.rest) >= FEWEST_STAMPS:
        return stamps
    return [
        one
        for one in stamps
        if not (one.rest[:1].islower() and lines[one.line].lstrip()[:1].isdigit())
    ]


def candidate(number: int, line: str, offset: int, after_blank: bool) -> Candidate | None:
    """What the first form that fits makes of a line, from `offset` on."""
    head = line[offset : offset + HEAD]
    for form, pattern in _compiled():
        if not any(sign in head for sign in form.signs):
            continue
        match = pattern.match(head)
        if match is None or (head.endswith(match[0]) and len(line) - offset > HEAD):
            continue
        found = match.groupdict()
        label = " ".join((found.get("label") or UNNAMED).split())
        if "[" in label:
            label = CITATION.sub("", label).strip()
        label = label.rstrip("-–— ")
        if label.startswith("From ") and (chat := CHAT_LABEL.fullmatch(label)):
            label = chat["label"]
        rest = line[offset + match.end() :].strip()
        if rest[:2] in ("— ", "– "):  # `O Sr. Presidente: — Tem a palavra`
            rest = rest[2:].lstrip()
        begin, stop = _time(found.get("start")), _time(found.get("end"))
        timed = form.name in ("Name: text", "[Name] text")
        if timed and (stamp := STAMP_AFTER_LABEL.match(rest[:HEAD])):
            begin, stop = _time(stamp["start"] or stamp["alone"]), _time(stamp["end"])
            rest = rest[stamp.end() :]
        name = form.name if rest or form.name.endswith("0:00") else form.name + ALONE
        marked = (form.marked or offset > 0 or begin is not None) and not (
            form.name == "[Name] text" and not found.get("colon")
        )
        return Candidate(number, label, rest, after_blank, name, marked, begin, stop)
    return None


def _listed(found: Candidate, indent: int) -> Candidate | None:
    """The candidate as an item of a list, for a document that sets its labels so."""
    if not found.form.startswith("Name: text"):
        return None
    marked = found.start is not None
    return replace(found, form=BULLETED, indent=indent, after_blank=True, marked=marked)


def _counted(found: Candidate | None) -> Candidate | None:
    """The candidate behind the number of a question, for a document that counts these."""
    if found is None or not found.form.startswith("Name: text"):
        return None
    return replace(found, form=found.form.replace("Name", "1. Name", 1), marked=False)


def _divided(found: Candidate, line: str, offset: int) -> Candidate:
    """The same line as `Name - text`, for a document that parts names so."""
    label, _, rest = line[offset:].partition(" - ")
    return replace(found, label=" ".join(label.split()), rest=rest.strip(), form="Name - text")


def _bare(number: int, line: str, offset: int, after_blank: bool) -> Candidate | None:
    """A name alone on the line of a time, or on the line under it."""
    match = BARE.fullmatch(line[offset : offset + HEAD].rstrip())
    if match is None or len(line) - offset > HEAD:
        return None
    label = " ".join(match["label"].split())
    return Candidate(number, label, "", after_blank, UNDER_TIME, marked=False)


def _timed(found: Candidate, start: float | None, end: float | None) -> Candidate:
    """The candidate with the time above it, which also puts it where labels stand."""
    if start is None:
        return found
    if found.start is not None:
        start, end = found.start, found.end
    return replace(found, start=start, end=end, after_blank=True)


def _time(stamp: str | None) -> float | None:
    if not stamp:
        return None
    if "h" in stamp:  # 0h02m30s
        hours, _, rest = stamp.partition("h")
        minutes, _, last = rest.partition("m")
        stamp = f"{hours}:{minutes.strip()}:{last.strip(' s') or '0'}"
    return seconds(stamp)
