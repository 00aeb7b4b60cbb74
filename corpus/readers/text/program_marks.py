"""Marks of transcription programs, rewritten in the forms that labelled text has.

f4 writes `#00:01:02-3#`, faster-whisper `[0.00s -> 3.00s]`, Audacity two columns of seconds,
whisper.cpp `[SPEAKER_TURN]` where the voice changes, Speechmatics `SPEAKER: S1` over a turn.
What the panels of a comic show is left out: it is drawn. Names in the notation of other formats
(`:Ann: text`, `"Ann": "text"`, `(Ann, 0:10) text`, `ann wrote on 2011-05-01 at 10:10:`) are
written as `Ann: text`, where most of them recur.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise

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
# Whether a text has one of these marks. A line end as the first sign is found much faster
# than `^` is.
# A time code of film with its frames dropped: `00;00;05;12`.
DROP_FRAME = re.compile(r"^(\d{2});(\d{2});(\d{2});(\d{2})(?=[ \t]|$)", re.MULTILINE)
DROP_SPAN = re.compile(
    r"^(\d{2});(\d{2});(\d{2});\d{2}[ ]?[-–][ ]?(\d{2});(\d{2});(\d{2});\d{2}", re.MULTILINE
)
MARKS = re.compile(
    rf"\n(?:[ \t]*\[[ ]?{SECONDS}s?[ ]?[-–→t,]|[A-Z]{{1,3}}1?7[:.)][ \t]"
    r"|\d{1,6}\.\d{1,6}\t\d{1,6}\.\d{1,6}\t|[ \t]*P(?:ANEL|anel)[ \t]"
    r"|\d\d;\d\d;\d\d;\d\d|[^\W\d_][\w .-]{0,30}> |【|Anf\.?[ ]\d|[PR]\.[-–—]{0,2} |#[^\W_]{1,30}#:"
    r"|(?:SPEAKER|Speaker):[ \t]*\S{1,40}(?:\n|$)"
    r"|[(\[][^\W\d_][^()\[\]:\n]{0,62}[ ]\d{1,3}:\d|:[^\W\d_][^:\n]{0,59}:[ ]"
    r"|[ \t]*\"[^\W\d_][^\":\n]{0,59}\":[ ]?\")"
)
# Names that a data set has put codes for: `#Person1#: text`.
CODED = re.compile(r"^#(?P<who>[^\W_]{1,30})#:", re.MULTILINE)
# The number of a speech before who holds it, in the proceedings of Sweden.
SPEECH = re.compile(r"^Anf\.?[ ]\d{1,4}[ ]+(?P<who>\S[^:\n]{1,80}?)[ ]*:?[ ]*$", re.MULTILINE)
# What a panel shows, up to a blank line or to who speaks in it, and the heads of pages.
PANEL = re.compile(
    r"^[ \t]*P(?:ANEL|anel)[ \t]+(?:\d|[A-Z]).*(?:\n(?![ \t]*\n)(?![^\n:]{1,40}:).+)*", re.MULTILINE
)
PAGE = re.compile(r"^[ \t]*P(?:AGE|age)[ \t]+(?:\d|[A-Z]).{0,60}$", re.MULTILINE)
FEWEST_PANELS = 3
FEWEST_PAIRED = 3
# `ANN> text`, `【张三】：text`, and a name with the day and time of a message, as chats copy it.
ARROW = re.compile(r"^(?P<who>[^\W\d_][\w .-]{0,30})>[ \t]+(?=\S)", re.MULTILINE)
LENSES = re.compile(r"^【(?P<who>[^【】\n]{1,20})】[ \t]*[:：]?", re.MULTILINE)
SENT = re.compile(
    r"^(?P<who>[^\W\d_][^\n—]{0,39}?) — (?:(?:Today|Yesterday) at |\d{1,2}/\d{1,2}/\d{2,4},? )"
    r"(?P<time>\d{1,2}:\d{2}(?: [AP]M)?)$",
    re.MULTILINE,
)
# A name and a time in one pair of brackets: `(Ann Lee, 0:10) text`.
ENCLOSED = re.compile(
    r"^[ \t]*(?P<open>[(\[])(?P<who>[^\W\d_][^()\[\]:\n]{0,59}?)(?:,|[ ]at)?[ ]"
    r"(?P<time>\d{1,3}(?::\d{2}){1,2}(?:\.\d{1,3})?)(?:[ ]?[-–—][ ]?[\d:.]{4,12})?[)\]]:?[ \t]*",
    re.MULTILINE,
)
# A list of fields in reStructuredText, and members of a JSON object that nobody closed.
FIELD = re.compile(r"^:(?P<who>[^\W\d_][^:\n]{0,59}):[ \t]+(?=\S)", re.MULTILINE)
MEMBER = re.compile(
    r"^[ \t]*\"(?P<who>[^\W\d_][^\":\n]{0,59})\":[ ]?\"(?P<said>.*)\",?[ \t]*$", re.MULTILINE
)
# What a forum prints over a message: `ann wrote on 2011-05-01 at 10:10:`, `Posted by ann on …`.
DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]|\d{1,2}(?:st|nd|rd|th)?[ ]\w|(?:[^\W\d_]{3,9},?[ ]){1,2}\d)"
SUBJECT = r"^(?:Re: [^\n]{1,200}\n)?"
WROTE = rf"[ ](?:wrote|posted)[ ](?:on[ ]|at[ ])?(?={DAY})"
WHO = r"(?P<who>[^\W_][^:\n»]{0,39}?)"
WHEN = r"[^\n]{4,50}$"
POSTED = (
    re.compile(rf"{SUBJECT}{WHO}{WROTE}{WHEN}", re.MULTILINE),
    re.compile(
        rf"{SUBJECT}Posted by:?[ ]{WHO}[ ](?:on|at|»|-|–|—)[ ](?={DAY}){WHEN}", re.MULTILINE
    ),
    re.compile(rf"^{WHO} says:\n(?={DAY}){WHEN}", re.MULTILINE),
    re.compile(rf"{SUBJECT}by[ ]{WHO}[ ]»[ ](?={DAY}){WHEN}", re.MULTILINE),
)
# Whether a text has one; only a text with one of the words is asked.
POSTED_WORDS = (" says:\n", " wrote ", " posted ", "Posted by", " » ")
POSTED_SIGN = re.compile(rf"{WROTE}|Posted by| says:\n{DAY}|\nby[ ][^\n]{{1,40}}? » ")
# A question and its answer in Spanish, Portuguese and French: `P. ¿Quién?`, `R.- Nadie.`
PAIRED = re.compile(r"^(?P<who>[PR])\.[-–—]{0,2} ", re.MULTILINE)
# The number of a turn behind the letter of who speaks: `T1:`, `C1:`, `T2:`.
TURNS = re.compile(r"^(?P<who>[A-Z]{1,3})(?P<number>\d{1,4})(?P<sign>[:.)][ \t])", re.MULTILINE)
FEWEST_TURNS = 7
#: Fewer of a kind may be chance.
FEWEST = 2


def rewritten(lines: list[str]) -> list[str]:
    """The lines with such marks as `[0:01:02.3]`, `>>` and `S1:`; most texts have none."""
    text = "\n".join(lines)
    if not _has_marks(text):
        return lines
    for pattern, form in (
        (ARROW, r"\g<who>: "),
        (LENSES, "\\g<who>："),
        (SENT, r"\g<who>  \g<time>"),
        (ENCLOSED, r"\g<who> (\g<time>): "),
        (FIELD, r"\g<who>: "),
        (MEMBER, r"\g<who>: \g<said>"),
        *((posted, r"\g<who>:") for posted in POSTED),
    ):
        names = Counter(match["who"] for match in pattern.finditer(text))
        if 1 < len(names) <= names.total() / 2:
            text = pattern.sub(form, text)
    letters = [match["who"] for match in PAIRED.finditer(text)]
    turns = sum(1 for one, two in pairwise(letters) if one != two)
    if len(letters) > FEWEST_PAIRED and turns >= 0.8 * (len(letters) - 1):
        text = PAIRED.sub(r"\g<who>: ", text)
    if ";" in text:
        text = DROP_SPAN.sub(r"\1:\2:\3 - \4:\5:\6", text)
        text = DROP_FRAME.sub(r"\1:\2:\3", text)
    text = SPEECH.sub(r"\g<who>:", text)
    text = CODED.sub(r"\g<who>:", F4.sub(_stamp, text))
    if len(PANEL.findall(text)) >= FEWEST_PANELS:
        text = PAGE.sub("", PANEL.sub("", text))
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
    if _counts_turns(TURNS.findall(text)):
        text = TURNS.sub(r"\g<who>: ", text)
    return text.split("\n")


def _counts_turns(found: list[tuple[str, str, str]]) -> bool:
    """Whether the numbers behind letters count turns: those of each letter, or of them all."""
    own: defaultdict[str, list[int]] = defaultdict(list)
    for who, number, _ in found:
        own[who].append(int(number))
    together = [int(number) for _, number, _ in found]
    if len(own) < 2 or len(own) > 6 or len(found) < 2 * FEWEST_TURNS:
        return False
    return _ascends(together) or all(map(_ascends, own.values()))


def _ascends(numbers: list[int]) -> bool:
    return all(one < two for one, two in pairwise(numbers)) and len(numbers) >= FEWEST_TURNS


def _has_marks(text: str) -> bool:
    if "[SPEAKER_TURN]" in text or MARKS.search(f"\n{text}"):
        return True
    if ("#" in text or "{" in text) and F4.search(text):
        return True
    if any(word in text for word in POSTED_WORDS) and POSTED_SIGN.search(text):
        return True
    return " — " in text and SENT.search(text) is not None


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
