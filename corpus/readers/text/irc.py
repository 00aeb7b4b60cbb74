"""Logs of IRC: `14:59:27 <nick> text`, as clients and meeting bots write them.

Every line is a turn, since everybody writes when they like. Who comes and goes, and what
somebody `* does`, was written by nobody. `#topic` is the section.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date, seconds
from corpus.source import Source

DATE = r"(?P<date>\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|[A-Z][a-z]{2} \d{1,2})"
TIME = r"(?P<time>\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?:Z|[+-]\d\d:?\d\d)?"
STAMP = rf"[ \t]*[\[(]?(?:{DATE}[ T,]+)?(?:{TIME})?[\])]?:?[ \t]*"
LINE = re.compile(rf"{STAMP}<[ \t]?[@+%&~!]?(?P<nick>[^\s<>/]{{1,40}})>(?:[ \t]+(?P<text>.*))?$")
# WeeChat puts tabs around the nick.
TABBED = re.compile(
    rf"(?:{DATE}[ T])?{TIME}\t[@+%&~!]?(?P<nick>[^\s<>=*-][^\s<>]{{0,39}})\t(?P<text>.*)$"
)
EVENT = re.compile(rf"{STAMP}(?:\*{{1,3}}[ \t]|-!-|-->|<--|<->|--[ \t]|==[ \t]|—[ \t]|\* \S)")
DAY = re.compile(r"(?:-{2,}|\*{3,}|#)[ \t]*(?:Log (?:opened|closed|started)|Day changed|Session)\b")
COMMAND = re.compile(
    r"#(?P<name>topic|startmeeting|meetingtopic|meetingname)\b[ \t]*(?P<rest>.*)", re.I
)
#: A log has so many lines, nearly all of them of its form.
FEWEST = 3
ASKED = 400
MOST = 0.8


def recognises(source: Source) -> bool:
    """Whether nearly all lines are messages with a nick in angle brackets, or events."""
    head = source.text[:200_000]
    if "<" not in head and "\t" not in head:
        return False
    lines = [line[:300] for line in head.split("\n")[:ASKED] if line.strip()]
    found = [match for line in lines if (match := _message(line))]
    timed = sum(1 for match in found if match["time"])
    nicks = {match["nick"] for match in found}
    if len(found) < FEWEST or (timed < 0.9 * len(found) and len(nicks) < 2):
        return False
    events = sum(1 for line in lines if EVENT.match(line) or DAY.match(line))
    return len(found) + events >= MOST * len(lines)


def _message(line: str) -> re.Match[str] | None:
    return LINE.match(line) or (TABBED.match(line) if "\t" in line[:60] else None)


def read(source: Source) -> Iterator[Draft]:
    """The one log of the file."""
    draft = Draft()
    section: str | None = None
    for line in source.text.split("\n"):
        match = _message(line)
        if match is None:
            if draft.date is None and DAY.match(line):
                draft.date = iso_date(line[:100])
            continue
        text = " ".join((match["text"] or "").split())
        if draft.date is None and match["date"]:
            draft.date = iso_date(match["date"])
        if command := COMMAND.match(text):
            if command["name"].casefold() == "topic":
                section = command["rest"] or section
            else:
                draft.title = draft.title or command["rest"] or None
        if text:
            start = seconds(match["time"]) if match["time"] else None
            draft.turns.append(DraftTurn(match["nick"], [text], start=start, section=section))
    if not draft.turns:
        raise NotATranscript(source.path, "nobody says anything in this log")
    yield draft
