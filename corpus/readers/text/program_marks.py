"""Marks of transcription programs, rewritten in the forms that labelled text has.

f4 writes `#00:01:02-3#`, faster-whisper `[0.00s -> 3.00s]`, Audacity two columns of seconds,
whisper.cpp `[SPEAKER_TURN]` where the voice changes, Speechmatics `SPEAKER: S1` over a turn.
"""

import re
from collections import Counter

SECONDS = r"\d{1,6}(?:\.\d{1,6})?"
F4 = re.compile(r"[#{](?P<time>\d{1,2}:\d{2}:\d{2})(?:-(?P<tenths>\d{1,3}))?[#}]")
SPAN = re.compile(
    rf"^[ \t]*(?:\[[ ]?(?P<start>{SECONDS})s?[ ]?(?:-{{1,2}}>|-|–|→|to|,)[ ]?"
    rf"(?P<end>{SECONDS})s?[ ]?\]:?"
    rf"|(?P<begin>\d{{1,6}}\.\d{{1,6}})\t(?P<stop>\d{{1,6}}\.\d{{1,6}})\t)[ \t]*",
    re.MULTILINE,
)
TURN = re.compile(
    r"[ \t]*\[SPEAKER_TURN\][ \t]*(?:\n+(?P<stamp>[ \t]*\[[\d:.,> -]{5,40}\][ \t]*)?|$)"
)
STAMPED = re.compile(r"^[ \t]*\[[\d:.,> -]{5,40}\][ \t]*(?!>)", re.MULTILINE)
SPEAKER = re.compile(
    r"^(?:SPEAKER|Speaker):[ \t]*(?P<name>[^\s:][^:\n]{0,39}?)[ \t]*$", re.MULTILINE
)
MARKS = re.compile(
    rf"[#{{]\d{{1,2}}:\d{{2}}:\d{{2}}(?:-\d{{1,3}})?[#}}]|^[ \t]*\[[ ]?{SECONDS}s?[ ]?[-–→t,]"
    r"|^\d{1,6}\.\d{1,6}\t\d{1,6}\.\d{1,6}\t|\[SPEAKER_TURN\]|^(?:SPEAKER|Speaker):[ \t]*\S{1,40}$",
    re.MULTILINE,
)
#: Fewer of a kind may be chance.
FEWEST = 2


def rewritten(lines: list[str]) -> list[str]:
    """The lines with such marks as `[0:01:02.3]`, `>>` and `S1:`; most texts have none."""
    text = "\n".join(lines)
    if not MARKS.search(text):
        return lines
    text = F4.sub(_stamp, text)
    if len(SPAN.findall(text)) >= FEWEST:
        text = SPAN.sub(_span, text)
    if text.count("[SPEAKER_TURN]") >= FEWEST:
        text = TURN.sub(lambda turn: f"\n{turn['stamp'] or ''}>> ", text)
        text = STAMPED.sub(r"\g<0>>> ", text, count=1)
    names = Counter(match["name"] for match in SPEAKER.finditer(text))
    if len(names) <= names.total() / 2 and not any(
        name.endswith((".", "?", "!")) for name in names
    ):
        text = SPEAKER.sub(lambda match: f"\n{match['name']}:", text)
    return text.split("\n")


def _stamp(match: re.Match[str]) -> str:
    tenths = match["tenths"]
    return f"[{match['time']}.{tenths}]" if tenths else f"[{match['time']}]"


def _span(match: re.Match[str]) -> str:
    start, end = (
        _clock(match[one] or match[other]) for one, other in (("start", "begin"), ("end", "stop"))
    )
    return f"[{start} --> {end}] "


def _clock(seconds: str) -> str:
    minutes, rest = divmod(float(seconds), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{rest:06.3f}"
