"""Plain text in which a label starts a turn, in the forms of `corpus.labels.line_grammar`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import (
    attendance,
    deposition,
    full_stop,
    label_shape,
    legend,
    names_alone,
    shouted_headings,
    single_occurrence,
    wrapped,
)
from corpus.labels.clauses import is_counted_part
from corpus.labels.decision import Decision, decide
from corpus.labels.line_grammar import STAMP_ALONE, UNDER_TIME, Candidate, Stamp, read_lines
from corpus.labels.questions import ANSWERS, ASKING, QUESTIONS
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import (
    begins_footnotes,
    ends_talk,
    is_credit,
    is_disclaimer,
    is_end_mark,
    is_marker,
    is_page_part,
    is_tail,
    without_pasted,
)
from corpus.metadata.dates import date_of_line
from corpus.readers.text import opening_talk, timed_monologue, unlabelled_questions
from corpus.readers.text import paragraphs as text_paragraphs
from corpus.readers.text.non_speech import (
    clean_lines,
    paragraphs_of,
    under_decisions,
    without_directions,
    without_notes,
)
from corpus.readers.text.paragraphs import paragraphs
from corpus.readers.text.program_marks import rewritten
from corpus.readers.text.refusals import reads_like_code, reads_like_values, refuse_questions
from corpus.readers.text.turn_text import HEADING, META_LINE, turn
from corpus.source import Source

IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
# A table of contents as one line: `1 The island 2 The pier 2.1 Storms`.
CONTENTS = re.compile(r"1\.?\s[^\n]{3,200}?\s2\.?\s[^\n]{3,200}?\s(?:2\.1|3)\.?\s")
# A line of a quotation; two signs mark in captions that somebody else speaks.
QUOTED = re.compile(r"[ ]{0,3}>(?!>)[ ]?")
# `<jon> scribenick: jon` says who takes the minutes from here on.
COMMAND = re.compile(r"scribe(?:nick)?:? ?\S{1,40}|(?:chair|present|regrets)[+-]?:? .{1,80}", re.I)
SHORT_LINE = 60
HEAD_KEYS = {"SUMMARY KEYWORDS": "keywords", "SPEAKERS": "speakers", "Attendees": "attendees"}
FEWEST_REGULAR = 8


@dataclass(slots=True)
class Conversation:
    """A text parted into what stands above the first label and the turns.

    Attributes:
        fields: keys and values above the talk.
        legend: short forms that are explained there, with names and roles.
        unnamed: how many of the first turns stand above the first label.
    """

    head: list[str]
    turns: list[DraftTurn]
    refused: dict[str, str]
    fields: dict[str, object] = field(default_factory=dict)
    legend: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    unnamed: int = 0


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
    refuse_questions(source, talk.head[:1], [turn.label for turn in talk.turns])
    draft.turns, draft.refused = talk.turns, talk.refused
    front_matter.apply(draft, talk.fields)
    for short, (name, role) in talk.legend.items():
        draft.initials[short] = name
        draft.speakers[name] = draft.speakers.get(name) or role
    if talk.unnamed and len(draft.speakers) == 1:
        voice = next(iter(draft.speakers))
        others = opening_talk.of_others((one.section for one in talk.turns), voice)
        for one in talk.turns[: talk.unnamed]:
            one.label = UNNAMED if one.section in others else voice
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
    lines = clean_lines(rewritten(lines))
    fields, top = front_matter.header(lines)
    if top:
        lines = [*[""] * top, *lines[top:]]
    roles, numbers = front_matter.roles_above(lines)
    fields = {**roles, **fields}
    lines = ["" if number in numbers else line for number, line in enumerate(lines)]
    short_forms, lines = legend.explained(lines)
    candidates, stamps = read_lines(lines)
    candidates = wrapped.asked_or_named(candidates, lines)
    known = [*known, *short_forms, *attendance.named(lines)]
    noted = under_decisions(lines)
    decided = {one.label for one in candidates if one.line in noted}
    candidates = [one for one in candidates if one.line not in noted]
    candidates, lines = _without_commands(candidates, lines)
    if reads_like_code(lines):
        return Conversation([], [], {"": "the text reads like the source of a program"})
    blocks = text_paragraphs.count(lines)
    decision = decide(
        candidates,
        paragraphs=blocks,
        known=known,
        lines=sum(1 for line in lines if line and not line.isspace()),
        is_word=lambda word: _is_word(word, lines),
    )
    for label in decided - decision.taken:
        decision.refused.setdefault(label, "it stands in a list of what was decided")
    starts, lines = _starts(candidates, lines, decision)
    keys = top if starts and starts[0].line == top else 0
    if starts and reads_like_values(starts, lines, above=keys):
        decision.refused.update({c.label: "values stand behind it, not speech" for c in starts})
        return Conversation(paragraphs(lines), [], decision.refused, fields, short_forms)
    if not starts:
        said = timed_monologue.passages(lines, stamps)
        head = _head(lines[: stamps[0].line]) if said else paragraphs(lines)
        return Conversation(head, said, decision.refused, fields, short_forms)
    first = starts[0].line
    listed, above = _listed_above(lines[:first])
    talk = Conversation(_head(above), [], decision.refused, {**listed, **fields}, short_forms)
    section = _last_heading(lines[:first])
    lines = shouted_headings.marked(lines, starts)
    lines = without_notes(lines, candidates, starts, decision)
    sworn = deposition.oaths(lines, first)
    lines = deposition.without_oaths(lines, sworn, first)
    # Where every paragraph is a turn, one in which nothing was understood is one, too.
    regular = len(starts) >= blocks > FEWEST_REGULAR
    labels = {label_shape.key(candidate.label) for candidate in starts}
    interrupted = opening_talk.is_interrupted(lines, starts, known)
    end_of_talk = opening_talk.end_of_talk(lines, {one.line for one in starts})
    # Who made the recording is in no turn, and does not describe what is said.
    marks = range(starts[-1].line + 1, end_of_talk)
    ends = (n for n in marks if is_end_mark(lines[n]) or begins_footnotes(lines, n, end_of_talk))
    lines = lines[: next(ends, len(lines))]
    end_of_talk = min(end_of_talk, len(lines))
    talk.head += _head([line for line in lines[end_of_talk:] if not HEADING.match(line[:500])])
    lines = lines[:end_of_talk]
    led = interrupted or opening_talk.headings_are_led(lines, {one.line for one in starts})
    placed = _placed(starts, lines, stamps, section, led=led, regular=regular)
    _answered_by_nobody(placed, always=not labels & ANSWERS and (interrupted or labels <= ASKING))
    talk.turns = [one for _, one in placed]
    if talk.turns:
        deposition.name_questioners(lines, sworn, placed)
        talk.turns = unlabelled_questions.apart(talk.turns, talk.head)
        _cut_footer(talk.turns[-1])
        talk.head = without_pasted(talk.head, talk.turns)
        _add_talk_above(talk, lines[:first], interrupted=interrupted)
    return talk


def _starts(
    candidates: list[Candidate], lines: list[str], decision: Decision
) -> tuple[list[Candidate], list[str]]:
    """Where turns start, and the lines without what belongs to these labels.

    If labels at the start of lines are not what tells who speaks, names alone on a line or names
    that end in a full stop may be.
    """
    starts = [candidate for candidate in candidates if decision.takes(candidate)]
    starts = unlabelled_questions.dashed(starts, lines)
    starts = wrapped.without_wrapped(starts, lines, decision)
    starts = wrapped.without_quoted(starts, lines, decision)
    if not starts or all(candidate.form == UNDER_TIME for candidate in starts):
        alone, without_times = names_alone.find(lines)
        if len(alone) > len(starts):
            starts, lines = _timed(alone, starts), without_times
    ended = full_stop.find(lines)
    if len(ended) > len(starts):
        starts, lines = ended, without_directions(lines, ended)
        if full_stop.are_paragraphs(ended, lines):
            lines, unknown = paragraphs_of(ended, lines)
            starts = sorted([*starts, *unknown], key=lambda one: one.line)
    else:
        more = single_occurrence.between_turns(candidates, starts, lines, decision.refused)
        starts = sorted([*starts, *more], key=lambda one: one.line) if more else starts
        for one in more:
            decision.refused.pop(one.label, None)
    return starts, lines


def _placed(
    starts: list[Candidate],
    lines: list[str],
    stamps: Sequence[Stamp],
    section: str | None,
    *,
    led: bool,
    regular: bool,
) -> list[tuple[int, DraftTurn]]:
    """The turns, each with the line of its label.

    Args:
        starts: where they start.
        lines: the lines of the talk.
        stamps: the times in the text.
        section: the heading above the first turn.
        led: whether somebody leads from one heading to the next.
        regular: whether each paragraph is a turn, also one in which nothing is said.
    """
    stamped = {stamp.line: stamp for stamp in stamps}
    placed: list[tuple[int, DraftTurn]] = []
    for candidate, end in zip(starts, [c.line for c in starts[1:]] + [len(lines)], strict=True):
        begin = candidate.line + 1
        for below in _sections(
            candidate,
            lines[begin:end],
            by_heading=led or label_shape.key(candidate.label) in ASKING,
        ):
            section = _last_heading(below[:1]) or section
            said_by = turn(candidate, below, stamped, section)
            if said_by.paragraphs or regular:
                placed.append((candidate.line, said_by))
            section = _last_heading(below) or section
            begin += len(below)
            candidate = Candidate(begin - 1, UNNAMED, "", after_blank=True)
    return placed


def _add_talk_above(talk: Conversation, above: list[str], *, interrupted: bool) -> None:
    """Put what is said above the first label before the turns, as an unknown speaker's."""
    labelled = sum(len(p) for one in talk.turns for p in one.paragraphs)
    if said := opening_talk.talk_above(above, talk.turns, interrupted=interrupted):
        # What is shorter than all that is labelled may also be somebody's introduction.
        is_longer = sum(len(p) for one in said for p in one.paragraphs) >= labelled
        talk.unnamed = len(said) if is_longer else 0
        talk.turns = [*said, *talk.turns]
        talk.head = [block for block in talk.head if len(block) <= SHORT_LINE]


def _without_commands(
    candidates: list[Candidate], lines: list[str]
) -> tuple[list[Candidate], list[str]]:
    """Candidates and lines without those that a nick tells the program that takes the minutes."""
    commands = {
        one.line for one in candidates if one.form == "<nick> text" and COMMAND.fullmatch(one.rest)
    }
    if not commands:
        return candidates, lines
    lines = ["" if number in commands else line for number, line in enumerate(lines)]
    return [one for one in candidates if one.line not in commands], lines


def _sections(candidate: Candidate, below: list[str], *, by_heading: bool) -> Iterator[list[str]]:
    """What belongs to a label, and the parts under it that belong to nobody.

    A quotation right under a label is all that belongs to it. A heading ends a question and its
    answer, and every turn where labels interrupt a talk or stand under the other headings: what
    follows may be said by anybody.
    """
    begin = 0
    if not candidate.rest and (quoted := _quotation(below)):
        yield [QUOTED.sub("", line) for line in below[:quoted]]
        begin = quoted
    for number, line in enumerate(below if by_heading else ()):
        if number > begin and "#" in line[:4] and HEADING.match(line[:500]):
            yield below[begin:number]
            begin = number
    yield below[begin:]


def _quotation(lines: list[str]) -> int:
    """The line after the quotation at the head of lines, or 0 where there is none."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    end = first
    while end < len(lines) and QUOTED.match(lines[end]):
        end += 1
    return end if end > first else 0


def _answered_by_nobody(placed: list[tuple[int, DraftTurn]], *, always: bool) -> None:
    """Give what follows the first paragraph of a question to nobody, if no label answers it.

    Args:
        placed: the turns with their lines.
        always: whether no label of the text answers: every label is that of a question.
    """
    following: str | None = None  # the label of the next turn, as a key
    for number in range(len(placed) - 1, -1, -1):
        line, asked = placed[number]
        label = label_shape.key(asked.label)
        is_open = label in QUESTIONS and (following is None or following in QUESTIONS)
        following = label or following
        if not label or len(asked.paragraphs) < 2 or not (always or is_open):
            continue
        answer = DraftTurn(UNNAMED, asked.paragraphs[1:], section=asked.section)
        asked.paragraphs = asked.paragraphs[:1]
        length = len(asked.paragraphs[0])
        behind = length + len("\n\n")
        answer.moments = [(at - behind, time) for at, time in asked.moments if at >= behind]
        asked.moments = [(at, time) for at, time in asked.moments if at < length]
        placed.insert(number + 1, (line, answer))


def _is_word(word: str, lines: list[str]) -> bool:
    """Whether a text has a word in small letters, as it has no name."""
    pattern = re.compile(rf"(?<![\w@#/.-]){re.escape(word)}(?![\w-])")
    return any(pattern.search(line) for line in lines if word in line)


def _timed(alone: list[Candidate], starts: list[Candidate]) -> list[Candidate]:
    """Names alone on their lines, with the times above those that have one."""
    times = {one.line: one.start for one in starts}
    return [replace(one, start=times.get(one.line, one.start)) for one in alone]


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
        "" if STAMP_ALONE.fullmatch(line[:60]) or is_tail(line) else IMAGE.sub("", line)
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
    """Drop what stands behind the last words: a credit, links, a list of who took part."""
    for number, paragraph in enumerate(turn.paragraphs):
        if number and ends_talk(paragraph):
            del turn.paragraphs[number:]
            break
    while len(turn.paragraphs) > 1 and is_page_part(turn.paragraphs[-1]):
        turn.paragraphs.pop()
    length = len("\n\n".join(turn.paragraphs))
    turn.moments = [(at, time) for at, time in turn.moments if at <= length]


def describe(draft: Draft, head: list[str]) -> None:
    """Take title, date and description from the paragraphs above the first label."""
    for paragraph in head:
        if draft.date is None and len(paragraph) < 60 and (date := date_of_line(paragraph)):
            draft.date = date
            if draft.title is not None:
                continue
        if is_counted_part(paragraph.rstrip(":")) or paragraph.strip("- *_").upper() == "DRAFT":
            continue  # an item of the agenda
        if is_disclaimer(paragraph) or is_credit(paragraph) or is_marker(paragraph):
            continue
        if is_page_part(paragraph) or CONTENTS.match(paragraph):
            continue
        heading = HEADING.match(paragraph[:500])
        if draft.title is None and _is_title(paragraph):
            draft.title = paragraph.lstrip("# ")
        elif heading:
            continue  # it is the section of a turn, or of nothing
        elif draft.description is None:
            draft.description = paragraph
        else:
            draft.description += "\n\n" + paragraph


def _is_title(paragraph: str) -> bool:
    """Whether a paragraph is short enough for a title, and no sentence."""
    is_sentence = paragraph.endswith((".", ":")) and len(paragraph.split()) > 8
    return len(paragraph) <= 150 and not is_sentence
