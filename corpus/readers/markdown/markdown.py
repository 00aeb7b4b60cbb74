"""Markdown in which bold type names the speaker: `**Name:** text`, and its slips.

Text stays as it is said: links give their words, escapes and emphasis go, an
escaped `[04:08]` at the head of a turn is its time.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

from corpus import time_marks
from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import bold, label_shape
from corpus.labels.clauses import is_clause, is_counted_part, is_dated
from corpus.labels.line_grammar import CITATION
from corpus.labels.minutes_items import is_note
from corpus.labels.wrapped import is_ended
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import spoken
from corpus.metadata.dates import date_of_line, iso_date, seconds
from corpus.readers.text import opening_talk, unlabelled_questions
from corpus.readers.text.inline_markup import inline
from corpus.readers.text.paragraphs import is_evenly_spaced
from corpus.readers.text.refusals import holds_keys, refuse_questions
from corpus.source import Source

# The colon stands inside the bold type, outside of it, doubled, or before the name;
# a stray sign or a sound may stand before it all, and emphasis around it.
TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?"
LABEL = re.compile(
    r"^[ \t]{0,3}(?:[\d'\"“‘]{1,2}|\\?\[[^\[\]\n]{1,60}\\?\][ \t]*|#{1,6}[ \t]+)?"
    r"(?P<em>\*(?=\*\*[^*\s]))?\*\*(?P<open>:?)[ \t]*(?P<label>[^\s*:][^*\n:]{0,99}?)[ \t]*"
    rf"(?:\\?[\[(](?P<time>{TIME})\\?[\])][ \t]*)?"
    r"(?:(?P<twice>:[ \t]*[^*\n:]{1,100})??(?P<inside>[ \t]*:+[ \t]*)|[ \t]*)"
    rf"\*\*(?P<outside>(?:[ \t]{{0,3}}\\?[\[(](?P<late>{TIME})\\?[\])])?[ \t]{{0,3}}:+)?"
    r"(?P<alone>[ \t]*(?=\n|$))?",
    re.MULTILINE,
)
# The form that most labels have, with ordinary text behind it: what LABEL finds there, sooner.
USUAL = re.compile(
    r"\*\*(?P<label>[^\s*:\[(\\][^*\n:\[(\\]{0,99}):\*\*(?=[ \t]?[^\s:\[(\\])", re.MULTILINE
)
PLAIN = re.compile(r"\n(?P<label>[^\W\d_][^:*\n]{0,59}):(?=[ \t]|$)", re.MULTILINE)
EMPHASISED = re.compile(
    r"\n[*_](?P<label>[^\W\d_][^:*_\n]{0,59})(?::[*_]|[*_]:)(?=[ \t]|$)", re.MULTILINE
)
HEADING = re.compile(r"^(#{1,6})[ \t]+(\S[^\n]*)$", re.MULTILINE)
STAMP = re.compile(
    r"\\?\[\s?(\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?)\s?\\?\][ \t]*(?:to(?=[ \t]*\\?\[))?[ \t]*"
)
STAMP_INSIDE = re.compile(r"\[\s?\d{1,3}:\d")
STAMP_ALONE = re.compile(r"\s*(\d{1,2}:\d{2}(?::\d{2})?)[ \t]*(?=\n|$)")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")

# A paragraph that is a date and little else.
LONGEST_DATE = 40

# Nothing behind the colon, and an item below.
LIST_BELOW = re.compile(r"[ \t]*\n\s*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S")
HEADS_LIST = "it is a heading over a list"
IS_NOTE = "it heads a note, which nobody says"
NOT_SAID = frozenset((HEADS_LIST, IS_NOTE))
BREAKS = NOT_SAID | {"it marks a break"}

# What is played or told under these is the recording's, and not the last speaker's.
PLAYED = frozenset("audio intro jingle music outro remix sample song sponsor sponsors".split())


@dataclass(slots=True)
class _Label:
    """Bold type, or a plain word, that starts a turn or marks a break.

    It is not frozen, since that takes four times as long to make, and there are many.
    """

    begin: int
    end: int
    label: str
    inside: bool
    outside: bool
    emphasis: bool = False
    alone: bool = False
    start: float | None = None


@dataclass(frozen=True, slots=True)
class _Parted:
    """What a file holds: front matter, text, labels, and why other bold type is none."""

    matter: dict[str, Any]
    text: str
    starts: list[_Label]
    refused: dict[str, str]


def recognises(source: Source) -> bool:
    """Whether at least one line starts with a bold label."""
    parted = source.once(_parted)
    return any(parted.refused.get(start.label) not in BREAKS for start in parted.starts)


def refused(source: Source) -> dict[str, str]:
    """Bold type that looks like a label and is none, with the reason."""
    return source.once(_parted).refused


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    parted = source.once(_parted)
    found, text = parted.starts, parted.text
    draft = Draft(refused=dict(parted.refused))
    front_matter.apply(draft, parted.matter)
    section = _head(draft, text[: found[0].begin] if found else text)
    unsaid = {label for label, reason in parted.refused.items() if reason in NOT_SAID}
    breaks = set(filter(label_shape.is_marker_label, {start.label for start in found}))
    marked, even = time_marks.OPEN in text, is_evenly_spaced(text, source)
    end = _end_of_talk(text, found)
    ends = [label.begin for label in found[1:]] + [end]
    for start, end in zip(found, ends, strict=True):
        said = text[start.end : end]
        if start.label in unsaid:
            pass  # what stands under it was said by nobody
        elif start.label in breaks:
            draft.refused[start.label] = "it marks a break"
            if label_shape.key(start.label) not in PLAYED:
                _go_on(draft, said)
        else:
            if start.emphasis:
                said = _without_emphasis(said)
            time, blocks = _paragraphs(said, even=even)
            time = start.start if time is None else time
            moments: list[tuple[int, float]] = []
            blocks = spoken(blocks)
            if marked or "[" in said:
                blocks, moments = time_marks.take(blocks)
            if blocks:
                turn = DraftTurn(start.label, blocks, time, section=section, moments=moments)
                draft.turns.append(turn)
        if "#" in said:
            section = _last_heading(said) or section
    if not draft.turns:
        raise NotATranscript(source.path, "no bold label is followed by anything said")
    if holds_keys(draft.turns):
        raise NotATranscript(source.path, "values stand behind its bold words, as in a form")
    draft.turns = unlabelled_questions.apart(draft.turns, [])
    if end < len(text):
        behind = _paragraphs(text[end:])[1]
        draft.description = "\n\n".join(filter(None, (draft.description, *behind)))
    above = text[: found[0].begin].splitlines() if found else []
    if talk := opening_talk.talk_above(above, draft.turns, interrupted=False):
        for one in talk:
            one.paragraphs = [inline(paragraph) for paragraph in one.paragraphs]
            one.label = next(iter(draft.speakers)) if len(draft.speakers) == 1 else one.label
        draft.turns, draft.description = [*talk, *draft.turns], None
    refuse_questions(source, [draft.title or ""], [turn.label for turn in draft.turns])
    yield draft


def _end_of_talk(text: str, found: list[_Label]) -> int:
    """Where the talk ends: mostly with the text, else before a heading over something else."""
    if not found or "\n#" not in text[found[-1].end :]:
        return len(text)
    lines = text.split("\n")
    labels = {text.count("\n", 0, label.begin) for label in found}
    end = opening_talk.end_of_talk(lines, labels)
    return len("\n".join(lines[:end])) if end < len(lines) else len(text)


def _parted(source: Source) -> _Parted:
    """The front matter of a file, its text, and the labels in it."""
    matter, text = front_matter.part(source.text)
    text = bold.usual(text)
    return _Parted(matter, text, *(_decide(text) if "**" in text else ([], {})))


def _decide(text: str) -> tuple[list[_Label], dict[str, str]]:
    """The labels of a text in their order, and why other bold type is none."""
    found = list(_bold(text))
    kinds = [(one.label, one.inside, one.outside) for one in found]
    sure, outside = _counted(kinds)
    if not sure and not outside:
        found = _alone(found)
        kinds = [(one.label, one.inside, one.outside) for one in found]
        sure, _ = _counted(kinds)
    paragraphs = text.count("\n\n") + 1
    dense = (sure.total() + outside.total()) >= 0.4 * paragraphs
    reasons: dict[tuple[str, bool, bool], str | None] = {}
    starts, refused, asked = [], {}, set[str]()
    for one, kind in zip(found, kinds, strict=True):
        if kind not in reasons:
            reasons[kind] = _against(one, sure, outside, dense=dense)
        reason = reasons[kind]
        if reason is None and one.label in asked:  # most are like one that was looked at
            starts.append(one)
            continue
        # A label that recurs heads no list; to ask costs more than to count.
        if reason not in BREAKS and one.label not in asked:
            asked.add(one.label)
            if one.inside and _heads_list(one, text, sure):
                reason = HEADS_LIST
        if reason is None or reason in BREAKS:
            starts.append(one)
        if reason is not None:
            refused[one.label] = reason
    names = {label_shape.key(start.label) for start in starts}
    if names:
        starts += _plain(text, names)
        starts.sort(key=lambda label: label.begin)
    return starts, refused


def _counted(kinds: list[tuple[str, bool, bool]]) -> tuple[Counter[str], Counter[str]]:
    """How often each label has its colon inside the bold type, and only outside of it."""
    sure, outside = Counter[str](), Counter[str]()
    for (label, is_inside, is_outside), count in Counter(kinds).items():
        if is_inside:
            sure[label_shape.key(label)] += count
        elif is_outside:
            outside[label_shape.key(label)] += count
    return sure, outside


def _bold(text: str) -> Iterator[_Label]:
    """The bold type at the head of lines.

    To find asterisks first is much faster than to try at every line what begins with them.
    """
    at = text.find("**")
    while at >= 0:
        begin = text.rfind("\n", 0, at) + 1
        if usual := USUAL.match(text, begin):
            at = usual.end()
            if label := _cleaned(usual[1]):
                yield _Label(begin, at, label, True, False)
        elif match := LABEL.match(text, begin):
            inside = bool(match["inside"] or match["open"] or match["twice"])
            if label := _cleaned(match["label"]):
                yield _Label(
                    begin,
                    match.end(),
                    label,
                    inside,
                    bool(match["outside"]),
                    bool(match["em"]),
                    match["alone"] is not None,
                    seconds(time) if (time := match["time"] or match["late"]) else None,
                )
        end = text.find("\n", at)
        at = text.find("**", end) if end >= 0 else -1


@lru_cache(maxsize=1024)
def _cleaned(label: str) -> str:
    """A label without blanks and escapes around it; nothing where it has no letter."""
    label = " ".join(CITATION.sub("", label).split()).strip("\\ ")
    return label if any(c.isalnum() for c in label) else ""


def _alone(found: list[_Label]) -> list[_Label]:
    """Names alone on their lines, as labels of a text in which no bold type has a colon."""
    counts = Counter(
        label_shape.key(one.label) for one in found if one.alone and label_shape.shape(one.label)
    )
    names = {name for name, count in counts.items() if count > 1}
    if len(names) < 2:
        return found
    return [replace(one, inside=one.alone and label_shape.key(one.label) in names) for one in found]


def _plain(text: str, names: set[str]) -> Iterator[_Label]:
    """Labels that lost their bold type: the words of one that has it, or a break's.

    Where the sentence of the line above goes on, they are no labels.
    """
    # A line end as the first sign of a pattern is found much faster than `^` is.
    text = "\n" + text
    for match in chain(PLAIN.finditer(text), EMPHASISED.finditer(text)):
        label = " ".join(match["label"].split())
        if label_shape.key(label) in names or label_shape.key(label) == "break":
            above = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
            small = text[match.end() :].lstrip()[:1].islower()
            if not above or is_ended(above) or not small:
                yield _Label(match.start(), match.end() - 1, label, inside=True, outside=False)


def _against(one: _Label, sure: Counter[str], outside: Counter[str], *, dense: bool) -> str | None:
    """Why bold type at the start of a line is no label, or None."""
    name, form = label_shape.key(one.label), label_shape.shape(one.label)
    if label_shape.is_marker_label(one.label):
        return "it marks a break"
    if is_note(one.label):
        return IS_NOTE
    if is_counted_part(one.label) or is_dated(one.label) or is_clause(one.label):
        return "it is no name"
    if not (one.inside or one.outside):
        return None if sure[name] and form else "it has no colon"
    if name in label_shape.LEAD_INS and sure[name] + outside[name] < 3:
        return "it introduces what is said"
    count = sure[name] if one.inside else outside[name] + sure[name]
    if count > 1 and (form or dense):
        return None
    if one.inside and (form or (dense and one.label[0].isupper() and len(one.label) <= 60)):
        return None if dense or not sure or form == "person" else "it stands only once"
    if one.outside and (form == "person" or (form and not sure and len(outside) > 1 and dense)):
        return None
    return "it stands only once" if form else "it is not shaped like a name"


def _heads_list(one: _Label, text: str, sure: Counter[str]) -> bool:
    """Whether bold type stands once over a list and nothing else: a heading of show notes."""
    if sure[label_shape.key(one.label)] > 1 or label_shape.shape(one.label) == "person":
        return False
    below = text[one.end : one.end + 300]
    return LIST_BELOW.match(below) is not None


def _without_emphasis(said: str) -> str:
    """A turn set in emphasis as a whole, without the mark that ends it."""
    first, gap, rest = said.partition("\n\n")
    return first.rstrip().removesuffix("*") + gap + rest


def _go_on(draft: Draft, said: str) -> None:
    """Paragraphs behind a marker go on with the turn before it."""
    _, blocks = _paragraphs(said)
    if draft.turns:
        draft.turns[-1].paragraphs += time_marks.take(spoken(["", *blocks])[1:])[0]


def _head(draft: Draft, head: str) -> str | None:
    """Title and description from above the first label; the section that is open there."""
    section = None
    for match in HEADING.finditer(head):
        if draft.title is None and match[1] == "#":
            draft.title = inline(match[2].rstrip("# \t"))
        else:
            section = inline(match[2].rstrip("# \t"))
    blocks, _ = time_marks.take(_paragraphs(HEADING.sub("", head))[1])
    dates = [block for block in blocks if len(block) < LONGEST_DATE and date_of_line(block)]
    if dates:
        draft.date = draft.date or iso_date(dates[0])
        blocks.remove(dates[0])
    if draft.description is None:
        draft.description = "\n\n".join(blocks) or None
    return section


def _last_heading(said: str) -> str | None:
    if "#" not in said:
        return None
    headings = HEADING.findall(said)
    return inline(headings[-1][1].rstrip("# \t")) if headings else None


def _paragraphs(said: str, *, even: bool = False) -> tuple[float | None, list[str]]:
    """The time at the head of a turn, if it has one, and its paragraphs, with marks of times.

    Args:
        said: what stands under a label.
        even: whether its only white space is single blanks and line ends.
    """
    if "#" in said:
        said = HEADING.sub("", said)
    start = None
    said = said.strip()
    if said[:1].isdigit() and (alone := STAMP_ALONE.match(said)):
        start, said = seconds(alone[1]), said[alone.end() :].lstrip()
    if "[" in said:
        if stamp := STAMP.match(said):
            start, said = seconds(stamp[1]), said[stamp.end() :].lstrip()
        if STAMP_INSIDE.search(said):
            said = STAMP.sub(lambda stamp: time_marks.mark(seconds(stamp[1])), said).strip()
    if "\n" not in said:
        block = inline(said if even else _folded(said))
        return start, [block] if block else []
    blocks = [inline(_folded(block)) for block in BLANK_LINE.split(said)]
    return start, [block for block in blocks if block]


def _folded(text: str) -> str:
    """Text with its white space folded; most has none but single blanks."""
    if text.isprintable() and "  " not in text:  # the only blank that is printable
        return text.strip()
    return " ".join(text.split())
