"""Chats as text: WhatsApp, Signal, Discord, Zoom, Teams, each message under its date or time.

    12/05/2021, 14:03 - Ann Lee: text          WhatsApp of Android
    [12.05.21, 14:03:22] Ann Lee: text         WhatsApp of iOS, Signal
    [12-May-21 02:03 PM] ann                   Discord and Teams, the text on the next lines
    14:03:22 From Ann Lee to Everyone: text    Zoom
    May 17, 2022 5:29:42 PM (Read by you)      iMessage, name and text on the next lines

A line without a stamp goes on with its message. A stamped line that names nobody ("Ann added
Bob") is a notice of the program, and no speech; neither is what stands for a picture.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date, seconds
from corpus.readers.messages.message import Message, draft_of
from corpus.readers.text.paragraphs import paragraphs
from corpus.source import Source

# Signs that say how a line runs, and are not to be seen.
UNSEEN = "\u200e\u200f\u202a\u202b\u202c\ufeff"
BLANK = r"[ \u00a0\u202f]"
DAY = (
    r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?|\d{1,2}[-. ][^\W\d_]{3,12}\.?[-. ]\d{2,4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}, \d{4})"
)
HALF = r"(?:[ap]\.?[ \u00a0\u202f]?m\b\.?|上午|下午|午前|午後|오전|오후)"
TIME = rf"(?:{HALF}{BLANK}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:{BLANK}?{HALF})?"
BETWEEN = rf"(?:,?{BLANK}(?:à|às|um|at|alle|a las|klo|kl\.){BLANK}|,?{BLANK})"
STAMPS = {
    "dash": re.compile(
        rf"{DAY}{BETWEEN}(?P<time>{TIME})(?:{BLANK}(?:UTC|GMT|Z))?{BLANK}[-–—]{BLANK}(?P<rest>.*)",
        re.I,
    ),
    "brackets": re.compile(rf"\[{DAY}{BETWEEN}(?P<time>{TIME})\]{BLANK}?(?P<rest>.*)", re.I),
    "above": re.compile(
        rf"(?P<day>[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}}){BLANK}{{1,2}}(?P<time>{TIME})"
        r"(?:[ ]?\((?:Read|Delivered|Edited)\b[^()]{0,120}\))?[ ]?(?P<rest>)$",
        re.I,
    ),
    "zoom": re.compile(
        r"(?P<day>\d{4}-\d{2}-\d{2}\s)?(?P<time>\d{1,2}:\d{2}:\d{2})\s{1,3}"
        r"(?:From|Von|De|Da|Van|Från|Fra|Od|От)\s{1,3}(?P<rest>.*)"
    ),
    "clock": re.compile(
        rf"\[(?:(?P<day>\d{{1,2}}/\d{{1,2}}) )?(?P<time>{TIME})\]{BLANK}(?P<rest>.*)", re.I
    ),
}
LONGEST_STAMP = 60
# An address of Matrix has a colon in it: `@ann:example.org: text`.
MATRIX = r"@?[\w.=/+-]{1,80}:[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}(?::\d{2,5})?(?=:\s)"
SENDER = re.compile(rf"(?P<who>{MATRIX}|[^:\n]{{1,80}}?)\s?:(?:\s|$)")
CLOSE = re.compile(r"(?P<who>[^:\n]{1,80}):")
# "From Ann to Everyone", in the languages that Zoom writes.
TO = re.compile(r"\s{1,3}(?:to|an|à|a|para|naar|aan|till|til|do|кому)\s{1,3}.{1,200}$", re.I)
LOGGED = re.compile(r"(?:\w+\.)?(?:INFO|NOTICE|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|CRITICAL)")
# What stands for a picture, a call or a message that was taken back.
PLACEHOLDER = re.compile(
    r"<[^<>\n]{3,60}>|null|\{(?:attachments|embed|stickers|reactions)\}"
    r"|(?:image|video|audio|sticker|gif|document|contact card|photo) omitted"
    r"|(?:bild|video|audio|sticker|gif|dokument|kontaktkarte) weggelassen"
    r"|(?:imagen|vídeo|video|audio|sticker|gif|documento) omitid[oa]"
    r"|(?:image|vidéo|audio|document) (?:omise?|absente?)"
    r"|(?:this message was deleted|you deleted this message|message deleted"
    r"|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht"
    r"|se eliminó este mensaje|eliminaste este mensaje"
    r"|ce message a été supprimé|vous avez supprimé ce message"
    r"|esta mensagem foi apagada|mensagem apagada|questo messaggio è stato eliminato)\.?"
    r"|(?:missed|verpasster|llamada perdida|appel) ?(?:voice|video|vocal)? ?(?:call|sprachanruf)?"
    r"|.{1,200} \((?:file attached|datei angehängt|archivo adjunto|fichier joint"
    r"|arquivo anexado|file allegato|bestand bijgevoegd)\)",
    re.I,
)
EDITED = re.compile(r"\s*\u200e?<(?:This message was edited|[^<>\n]{8,60})>$")
END = 100
PINNED = re.compile(r" \(pinned\)$")
# What somebody else has written, and a message repeats over its own text.
REPEATED = re.compile(r">.*|Re(?:plying|acted|plied) to \".*", re.I)
EXPORTED = re.compile(r"=+|(?:Guild|Server|Channel|Topic|After|Before): .*|Exported \d+ message.*")
# So many lines are asked what form a chat has.
ASKED = 400
FEWEST_MESSAGES = 2
FEWEST_SHARE = 0.1
TWO_DIGITS = 100
SHORT_DATE = re.compile(r"(\d{1,2})[-. ]([^\W\d_]{3,12})\.?[-. ](\d{2})")
# Where year, month and day stand in a date.
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = (2, 1, 0), (2, 0, 1), (0, 1, 2)


@dataclass(slots=True)
class _Entry:
    """A stamped line and the lines under it."""

    day: str
    time: str
    rest: str
    below: list[str]


def recognises(source: Source) -> bool:
    """Whether the text opens with a stamped message, and others follow."""
    return source.once(_form) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one chat of the file."""
    form = source.once(_form) or "dash"
    entries, title = _entries(source.text, form)
    halves = any(entry.time.rstrip(".").casefold().endswith("m") for entry in entries)
    days = _days([entry.day for entry in entries], month_first=halves)
    senders = _senders(entries)
    messages = [
        _message(entry, day, senders, form) for entry, day in zip(entries, days, strict=True)
    ]
    draft = draft_of(messages, title)
    if not draft.turns:
        raise NotATranscript(source.path, "nobody wrote anything in this chat but notices")
    yield draft


def _form(source: Source) -> str | None:
    """The form of the stamps of a chat; None where the text is no chat."""
    first = list(islice(_lines(source.text, ASKED), 3))
    lines: list[str] = []
    for form, stamp in STAMPS.items():
        if not any(stamp.match(line[:400]) for line in first):
            continue  # most files are no chats
        lines = lines or list(_lines(source.text, ASKED))
        rests = [match["rest"] for line in lines if (match := stamp.match(line[:400]))]
        if len(rests) < max(FEWEST_MESSAGES, FEWEST_SHARE * len(lines)):
            continue
        labelled = [match["who"] for rest in rests if (match := SENDER.match(rest.lstrip(UNSEEN)))]
        logged = sum(1 for rest in rests if LOGGED.match(rest))
        if logged > 0.2 * len(rests):
            continue
        if form == "above":
            return form
        if form == "clock":
            return form if not labelled and _recur(rests) else None
        if labelled or (form == "brackets" and _recur(rests)):
            return form
    return None


def _lines(text: str, most: int) -> Iterator[str]:
    """The first lines of a text in which something is written, at most so many."""
    at = 0
    for _ in range(most):
        end = text.find("\n", at)
        line = text[at:end] if end >= 0 else text[at:]
        if line.strip() and not EXPORTED.fullmatch((line := line.lstrip(UNSEEN))[:200]):
            yield line
        if end < 0:
            return
        at = end + 1


def _recur(rests: list[str]) -> bool:
    """Whether stamps have nothing behind them but names that come again."""
    counts = Counter(rests)
    return "" not in counts and all(len(rest) <= 80 for rest in rests) and len(counts) < len(rests)


def _entries(text: str, form: str) -> tuple[list[_Entry], str | None]:
    """The messages and notices with the lines under them, and the title that stands above."""
    stamp = STAMPS[form]
    entries: list[_Entry] = []
    above: list[str] = []
    for whole in text.split("\n"):
        line = whole.lstrip(UNSEEN)
        match = stamp.match(line[: LONGEST_STAMP + 400])
        if match is not None:
            rest = line[match.start("rest") :]
            entries.append(_Entry((match["day"] or "").strip(), match["time"], rest, []))
        elif entries:
            entries[-1].below.append(whole)
        else:
            above.append(whole)
    names = [line.partition(": ")[2] for line in above if line.startswith(("Guild:", "Channel:"))]
    return entries, " · ".join(filter(None, names)) or None


def _senders(entries: list[_Entry]) -> set[str]:
    """The names before a colon and a blank, but for those that only a notice has."""
    counts: Counter[str] = Counter()
    for entry in entries:
        if match := SENDER.match(entry.rest.lstrip(UNSEEN)):
            counts[_name(match["who"])] += 1
    return {
        name for name, count in counts.items() if count > 1 or not any(c in name for c in '"“”«»„')
    }


def _name(text: str) -> str:
    return " ".join(PINNED.sub("", text.strip(UNSEEN + " ~")).split())


def _message(entry: _Entry, day: str | None, senders: set[str], form: str) -> Message:
    """The message of an entry; without paragraphs where nobody wrote it."""
    rest = entry.rest.lstrip(UNSEEN)
    if form == "above":  # the lines under the stamp: who sent it, and the text
        who = _name(entry.below[0]) if entry.below else ""
        return Message(who, _said("", entry.below[1:]), day)
    if form == "zoom":
        who, _, text = rest.partition(" : ") if " : " in rest else rest.partition(":")
        start = seconds(entry.time) if day is None else None
        return Message(_name(TO.sub("", who)), _said(text, entry.below), day, start)
    match = SENDER.match(rest) or CLOSE.match(rest)
    if match is not None and _name(match["who"]) in senders:
        return Message(_name(match["who"]), _said(rest[match.end() :], entry.below), day)
    if not senders and entry.below:
        return Message(_name(rest), _said("", entry.below), day)
    return Message("", [], day)


def _said(first: str, below: list[str]) -> list[str]:
    """The paragraphs of a message, without what stands for pictures and attachments."""
    if first.startswith(("\u200e", " \u200e")) and not below:
        return []  # only the program begins so: a picture, a call, a notice
    kept: list[str] = []
    for number, line in enumerate([first, *below]):
        # Only the end of a line is asked: its blanks could be a million.
        line = line[:-END] + EDITED.sub("", line[-END:])
        bare = line.strip(UNSEEN + " \t")
        if bare.casefold() in ("{attachments}", "{embed}", "{stickers}", "{reactions}"):
            break
        if number and REPEATED.match(bare):
            continue
        if not EXPORTED.fullmatch(bare[:200]) or not bare:
            kept.append("" if PLACEHOLDER.fullmatch(bare[:300]) else bare)
    return paragraphs(kept)


def _days(written: list[str], *, month_first: bool) -> list[str | None]:
    """The ISO dates of stamps, in the order of day and month that all of them allow.

    Where several do, it is the one in which the chat goes on from day to day, and then the
    one of the clock: who counts twelve hours writes the month first.
    """
    numbers = [re.findall(r"\d+", day) for day in written]
    if any(len(part) != 3 for part in numbers) or any(c.isalpha() for d in written for c in d):
        return [iso_date(_spelled(day)) if day else None for day in written]
    orders = [DAY_FIRST, MONTH_FIRST, YEAR_FIRST]
    if month_first:
        orders = [MONTH_FIRST, DAY_FIRST, YEAR_FIRST]
    if all(len(part[0]) == 4 for part in numbers):
        orders = [YEAR_FIRST]
    best: list[str | None] = [None] * len(written)
    fewest: tuple[int, int] | None = None
    for year, month, day in orders:
        days = [_day(int(part[year]), int(part[month]), int(part[day])) for part in numbers]
        known = [one for one in days if one is not None]
        if len(known) < len(days):
            continue
        back = sum(1 for one, two in pairwise(known) if two < one)
        months = len({one[:7] for one in known})  # 2 January and 1 February are neighbours
        if fewest is None or (back, months) < fewest:
            best, fewest = list(days), (back, months)
    return best


def _spelled(day: str) -> str:
    """A date with a name of a month as it is usually written: `28-Dec-21` is `28 Dec 2021`."""
    match = SHORT_DATE.fullmatch(day)
    return f"{match[1]} {match[2]} 20{match[3]}" if match else day.replace("-", " ")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year + 2000 if year < TWO_DIGITS else year, month, day).isoformat()
    except ValueError:
        return None
