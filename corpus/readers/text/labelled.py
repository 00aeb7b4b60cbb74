"""Plain text in which a label starts a turn, in the forms of `corpus.labels.line_grammar`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import deposition, names_alone, shape
from corpus.labels.decision import decide
from corpus.labels.line_grammar import STAMP_ALONE, Candidate, Stamp, read_lines
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import (
    is_credit,
    is_disclaimer,
    is_marker,
    is_page_part,
    is_stage_direction,
    is_tail,
    opens_note,
    spoken,
    without_pasted,
)
from corpus.metadata.dates import iso_date, seconds
from corpus.segmentation import SENTENCE_ENDS, Piece, turns
from corpus.source import Source
from corpus.stamps import mark, take

HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(\S.*)")
META_LINE = re.compile(r"_\w{1,20}\s?:")
INNER_STAMP = re.compile(r"\\?[\[(]\s?(\d{1,3}(?::\d{2}){1,2}(?:\.\d{1,3})?)\s?\\?[\])]\s*")
BREAK_LINE = re.compile(
    r"[\s*#_\[(\\]{0,6}([^\W\d_]{2,20})[\s*:\])\\]{0,6}(?:\\?\[[\d:.\\\]\[ to]*)?$"
)

SHORT_LINE = 60
LONG_LINE = 100_000
SPACES = re.compile(r"\s+")

HEAD_KEYS = {"SUMMARY KEYWORDS": "keywords", "SPEAKERS": "speakers", "Attendees": "attendees"}
# From so many labels on, something must be said behind some of them.
FEWEST_VALUES = 4
ASKED = 200
LOGGED = re.compile(r"\W{0,3}(?:INFO|NOTICE|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b")
CODE_LINES = 600
CODE = re.compile(
    r"\s*(?:(?:from [\w.]+ )?import [\w.{* ]+|def \w+\(|class \w+[(:]|#include\b|return\b.*[;)\]]$"
    r"|(?:if|elif|for|while|with) .{1,150}:$|(?:try|else|finally|except\b.{0,80}):$|@\w+[\w.(]*"
    r"|[\w.\[\]\"']{1,60} ?[-+*|]?= ?\S|[\w.]{1,60}\([^()]{0,150}\);?$|[})\]]+[;,]?$|>>> \w+[.(=]"
    r"|.{0,150}[;{]$|(?:my|our|var|let|const|public|static|sub|function) [\w$@%(])"
)
ASSIGNMENT = re.compile(r"[\w.-]{1,60}\s*=")
FEWEST_REGULAR = 8
LONGEST_NOTE = 5
# With fewer times than this, a text without labels is no transcript.
FEWEST_STAMPS = 3


@dataclass(slots=True)
class Conversation:
    """A text parted into what stands above the first label and the turns."""

    head: list[str]
    turns: list[DraftTurn]
    refused: dict[str, str]
    fields: dict[str, object] = field(default_factory=dict)
    legend: dict[str, tuple[str, str | None]] = field(default_factory=dict)


def recognises(source: Source) -> bool:
    """Whether the text has labels that recur, or is told by times."""
    return bool(source.once(_talk)[1].turns)


def refused(source: Source) -> dict[str, str]:
    """What looks like a label and is none, with the reason."""
    return source.once(_talk)[1].refused


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    matter, talk = source.once(_talk)
    draft = Draft()
    front_matter.apply(draft, matter)
    if not talk.turns:
        raise NotATranscript(source.path, "no label is followed by anything said")
    draft.turns, draft.refused = talk.turns, talk.refused
    front_matter.apply(draft, talk.fields)
    for short, (name, role) in talk.legend.items():
        draft.initials[short] = name
        draft.speakers[name] = draft.speakers.get(name) or role
    describe(draft, talk.head)
    yield draft


def _talk(source: Source) -> tuple[dict[str, Any], Conversation]:
    """The front matter of a file, and the conversation under it."""
    matter, text = front_matter.part(source.text)
    listed = Draft()
    front_matter.apply(listed, matter)
    return matter, converse(text.splitlines(), listed.speakers)


def converse(lines: list[str], known: Iterable[str] = ()) -> Conversation:
    """Part lines into turns, with the labels decided over all of them.

    Args:
        lines: the text, line ends stripped.
        known: names that the text gives elsewhere.
    """
    lines = deposition.without_line_numbers(lines)
    fields, top = front_matter.header(lines)
    if top:
        lines = [*[""] * top, *lines[top:]]
    legend, lines = _legend(lines)
    candidates, stamps = read_lines(lines)
    filled = sum(1 for line in lines if line and not line.isspace())
    known = [*known, *legend]
    if _reads_like_code(lines):
        return Conversation([], [], {"": "the text reads like the source of a program"})
    decision = decide(candidates, paragraphs=_blocks(lines), known=known, lines=filled)
    starts = [candidate for candidate in candidates if decision.takes(candidate)]
    if not starts and not stamps:
        starts, lines = names_alone.find(lines)
    if starts and _reads_like_values(starts, lines):
        decision.refused.update({c.label: "values stand behind it, not speech" for c in starts})
        return Conversation(paragraphs(lines), [], decision.refused, fields, legend)
    if not starts:
        return Conversation(*_by_times(lines, stamps), decision.refused, fields, legend)
    first = starts[0].line
    stamped = {stamp.line: stamp for stamp in stamps}
    listed, above = _listed_above(lines[:first])
    talk = Conversation(_head(above), [], decision.refused, {**listed, **fields}, legend)
    section = _last_heading(lines[:first])
    # Where every paragraph is a turn, one in which nothing was understood is one, too.
    regular = len(starts) >= _blocks(lines) > FEWEST_REGULAR
    placed: list[tuple[int, DraftTurn]] = []
    for candidate, end in zip(starts, [c.line for c in starts[1:]] + [len(lines)], strict=True):
        below = lines[candidate.line + 1 : end]
        turn = _turn(candidate, below, stamped, section)
        if turn.paragraphs or regular:
            placed.append((candidate.line, turn))
        section = _last_heading(below) or section
    talk.turns = [turn for _, turn in placed]
    if talk.turns:
        deposition.name_questioners(lines, placed)
        _cut_footer(talk.turns[-1])
        talk.head = without_pasted(talk.head, talk.turns)
    return talk


def _reads_like_code(lines: list[str]) -> bool:
    """Whether many lines are those of a program: so are `try:` and `default:`."""
    asked = [line[:200] for line in lines[:CODE_LINES] if line and not line.isspace()]
    code = sum(1 for line in asked if CODE.match(line))
    return code > max(2, 0.15 * len(asked))


def _reads_like_values(starts: list[Candidate], lines: list[str]) -> bool:
    """Whether what stands behind labels is keys' values: dates, names, words without a sentence."""
    if len(starts) < FEWEST_VALUES or any(c.marked for c in starts):
        return False
    asked = starts[:ASKED]
    spoken_like = 0
    for one, following in zip(asked, [c.line for c in starts[1:]] + [len(lines)], strict=False):
        said = " ".join([one.rest, *lines[one.line + 1 : min(following, one.line + 5)]]).strip()
        spoken_like += _is_speech(said[:2000])
    return spoken_like < 0.2 * len(asked)


def _is_speech(said: str) -> bool:
    if ASSIGNMENT.match(said):
        return False
    words = [word for word in said.split() if any(c.isalpha() for c in word)]
    uncapitalised = sum(1 for word in words if word[0].islower())
    return len(words) > 3 or uncapitalised > 1 or said.endswith(SENTENCE_ENDS) or not said.isascii()


def _legend(lines: list[str]) -> tuple[dict[str, tuple[str, str | None]], list[str]]:
    """Short forms explained in the first lines, and the text without these lines."""
    found = front_matter.legend(lines[:60])
    if not found:
        return {}, lines
    top = ["" if front_matter.legend([line]) else line for line in lines[:60]]
    return found, [*top, *lines[60:]]


def _turn(
    candidate: Candidate, below: list[str], stamped: dict[int, Stamp], section: str | None
) -> DraftTurn:
    """What stands under a label and was said; perhaps nothing."""
    said = [candidate.rest]
    start, in_break, in_note = candidate.start, False, 0
    for number, whole in enumerate(below, start=candidate.line + 1):
        stamp = stamped.get(number)
        if stamp is not None and number == candidate.line + 1 and not candidate.rest:
            start = stamp.start if start is None else start
        line = stamp.rest if stamp else whole
        if (line.startswith("_") and META_LINE.match(line[:24])) or deposition.is_examiner(line):
            continue
        in_break = (in_break and bool(line.strip())) or _is_break(line)
        if is_stage_direction(line[:150].strip()) or is_tail(line):
            continue
        if in_note or opens_note(line):
            # It ends where its bracket does, or was none.
            in_note = 0 if line.rstrip().endswith(")") else (in_note + 1) % LONGEST_NOTE
            continue
        if not in_break and not HEADING.match(line[:200]):
            if stamp is not None:
                # A time alone on its line separates paragraphs, as a blank line does.
                said += [f"{mark(stamp.start)} {line}"] if line else ["", mark(stamp.start)]
            else:
                said.append(line)
    if start is None and (inner := INNER_STAMP.match(candidate.rest[:40])):
        start = seconds(inner[1])
    blocks = spoken([b for b in (_bare(block) for block in paragraphs(said)) if b])
    blocks, moments = take(blocks)
    if moments and moments[0] == (0, start):
        del moments[0]  # the time at which the turn begins
    turn = DraftTurn(candidate.label, blocks, start, candidate.end, section)
    turn.moments = moments
    return turn


def _bare(block: str) -> str:
    if "[" in block or "(" in block:
        block = INNER_STAMP.sub(lambda stamp: mark(seconds(stamp[1])), block)
    return block.strip()


def _is_break(line: str) -> bool:
    """Whether a line by itself marks a break: `Break`, `[BREAK]`, `Break: [10:00]`."""
    if len(line) > 60 or not (match := BREAK_LINE.match(line.strip())):
        return False
    decorated = line.strip() != match[1] or match[1][0].isupper()
    return decorated and shape.is_marker_label(match[1]) and not line.strip().endswith((".", "!"))


def _by_times(lines: list[str], stamps: list[Stamp]) -> tuple[list[str], list[DraftTurn]]:
    """The head and the passages of a text that has times and no names."""
    if len(stamps) < FEWEST_STAMPS:
        return paragraphs(lines), []
    ends = [stamp.line for stamp in stamps[1:]] + [len(lines)]
    pieces = []
    for stamp, end in zip(stamps, ends, strict=True):
        text = " ".join(paragraphs([stamp.rest, *lines[stamp.line + 1 : end]]))
        if text:
            pieces.append(Piece(None, text, stamp.start))
    starts = [stamp.start for stamp in stamps]
    back = sum(1 for one, two in pairwise(starts) if two < one)
    if len(pieces) < FEWEST_STAMPS or back > len(pieces) // 10 or _is_record(pieces):
        return paragraphs(lines), []
    return _head(lines[: stamps[0].line]), turns(pieces)


def _is_record(pieces: list[Piece]) -> bool:
    """Whether times stand before the lines of a log, or the words of a timetable."""
    logged = sum(1 for piece in pieces if LOGGED.match(piece.text))
    brief = sum(len(piece.text.split()) for piece in pieces) < 3 * len(pieces)
    unended = not any(piece.text.endswith(SENTENCE_ENDS) for piece in pieces)
    return logged > 0.5 * len(pieces) or (brief and unended)


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs of lines: wrapped lines joined, runs of white space folded."""
    joined: list[str] = []
    current: list[str] = []
    for line in [*lines, ""]:
        if len(line) > LONG_LINE:  # a list of its words would take twenty times its memory
            parts = range(0, len(line), LONG_LINE)
            folded = "".join(SPACES.sub(" ", line[at : at + LONG_LINE]) for at in parts)
            current += [folded.replace("  ", " ").strip()] if folded.strip() else []
        elif words := line.split():
            current += words
        elif current:
            joined.append(" ".join(current))
            current = []
    return joined


def _blocks(lines: list[str]) -> int:
    """How many paragraphs lines have."""
    count, open_block = 0, False
    for line in lines:
        filled = bool(line) and not line.isspace()
        count += filled and not open_block
        open_block = filled
    return count


def _listed_above(lines: list[str]) -> tuple[dict[str, object], list[str]]:
    """What stands under `SPEAKERS` and `SUMMARY KEYWORDS` in the head of an Otter export."""
    fields: dict[str, object] = {}
    rest = list(lines)
    for number, line in enumerate(lines[:-1]):
        key = HEAD_KEYS.get(line.strip())
        if key and lines[number + 1].strip():
            fields[key] = lines[number + 1].strip()
            rest[number] = rest[number + 1] = ""
    return fields, rest


def _head(lines: list[str]) -> list[str]:
    """The paragraphs above the first turn; short lines, a title over a date, are not wrapped."""
    lines = [
        "" if STAMP_ALONE.fullmatch(line[:60]) or is_tail(line) else line
        for line in lines
        if not META_LINE.match(line[:24])
    ]
    blocks: list[str] = []
    start = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            block, start = lines[start:number], number + 1
            short = all(len(one) <= SHORT_LINE for one in block)
            blocks += [" ".join(one.split()) for one in block] if short else paragraphs(block)
    return [block for block in blocks if block]


def _last_heading(lines: list[str]) -> str | None:
    for line in reversed(lines):
        if "#" in line[:4] and (match := HEADING.match(line[:500])):
            return match[1].strip("# \t`*")
    return None


def _cut_footer(turn: DraftTurn) -> None:
    """Drop the credit of a transcription service from behind the last words."""
    while len(turn.paragraphs) > 1 and is_page_part(turn.paragraphs[-1]):
        turn.paragraphs.pop()


def describe(draft: Draft, head: list[str]) -> None:
    """Take title, date and description from the paragraphs above the first label."""
    for paragraph in head:
        if draft.date is None and len(paragraph) < 60 and (date := iso_date(paragraph)):
            draft.date = date
            if draft.title is not None:
                continue
        if is_disclaimer(paragraph) or is_credit(paragraph) or is_marker(paragraph):
            continue
        if is_page_part(paragraph):
            continue
        if draft.title is None and _is_title(paragraph):
            draft.title = paragraph.lstrip("# ")
        elif draft.description is None:
            draft.description = paragraph
        else:
            draft.description += "\n\n" + paragraph


def _is_title(paragraph: str) -> bool:
    """Whether a paragraph is short enough for a title, and no sentence."""
    is_sentence = paragraph.endswith((".", ":")) and len(paragraph.split()) > 8
    return len(paragraph) <= 150 and not is_sentence
