"""The speakers of cues: from the cues of any caption format to the turns of a conversation.

A cue says who speaks with `<v Name>`, `Name:`, `>> NAME:` or `(Name)` before its
text, with its identifier, or with a name on its first line. A cue that says nothing
goes on with the speaker of the one before, unless this file repeats the name in every
cue: then nobody knows who says it.
"""

import html
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from corpus.draft import UNNAMED, Draft
from corpus.labels import inline_labels, label_shape, line_grammar
from corpus.labels.clauses import is_clause
from corpus.labels.decision import Decision, decide
from corpus.labels.line_grammar import Candidate
from corpus.readers.captions.cues import Cue
from corpus.readers.captions.rolling import said_once
from corpus.segmentation import Piece, join, label_of, turns

# `<v >` has the place for a name, and none stands there.
VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?(?:[ \t]+([^<>]{0,100}))?>")
TAG = re.compile(
    r"</?(?:[a-z]{1,10}(?:\.[^\s<>]{0,60})?(?:[ \t][^<>]{0,200})?|\d{1,3}:[\d:.]{1,12})>", re.I
)
OVERRIDE = re.compile(r"\{\\[^{}]{1,60}\}")
IN_PARENTHESES = re.compile(r"\((?P<label>[^\W\d_][^():]{0,59})\)[ \t]*:?[ \t]*(?P<rest>.*)")
SOUND = re.compile(
    r"\[(?i:auto-?generated|automatic|machine)[^\[\]]{1,100}\]$|[♪♫\s]+$"
    r"|\[[^\[\]]{1,60}\]$|\((?:[a-z][^()]{0,59}|[A-Z][A-Z ]{1,59})\)$"
)
# A cue that is in brackets as a whole was put in by whoever wrote the captions; an
# address with a rectangle is a picture for the player.
NOTE = re.compile(r"\[[^\[\]]{1,300}\]|\S{1,300}#xywh=\S{1,60}")
DASHED = re.compile(r"[-–—][ \t]?(?=\S)")
# One of these is in every line that a form of label fits.
LABEL_SIGN = re.compile(r"[:：\[(<>&|\t]|\s[-–—]\s|^\W*[QA]")
CHANGE = re.compile(r"(?<=\S)[ \t]+(?=>>+[ \t])")
DASH_CHANGE = re.compile(r"(?<=[.?!…\"”’)\]])[ \t]+(?=[-–—][ \t]?[^\W_a-z])")
# What is done while somebody speaks: `(SIGHS) I know.`, `(IN SPANISH)`, `(SOFTLY)`.
DONE = re.compile(
    r"(?:IN|ON|OVER|TO|AS|WITH|FROM|VIA|THROUGH|BOTH|MIMICKING)\b|.*(?:ING|LY)\b"
    r"|(?:SIGH|CHUCKLE|LAUGH|GASP|WHISPER|SCOFF|GRUNT|GROAN|SOB|SNIFFLE|SNIFF|SCREAM|SHOUT|YELL"
    r"|MUTTER|MUMBLE|COUGH|CLEAR|HUM|WHISTLE|CHEER|CR[YI]E?|WEEP|MOAN|PANT|SNORE|SNEEZE|EXHALE"
    r"|INHALE|STAMMER|STUTTER|WHIMPER|GROWL|BARK|GIGGLE|SNORT|IMITATE|SING|SPEAK|APPLAUSE|MUSIC"
    r"|SMACK|KISS|CLICK|KNOCK|BEEP|RING|HONK|BUZZ|CLAP|CROAK|HISS|ROAR|SQUEAL|YAWN|GULP|SWALLOW)"
    r"(?:E?S)?\b"
)
# Webex writes `7 "Ann Lee" (1234567)` above the times of a cue.
QUOTED = re.compile(r'\d{1,6} "(?P<name>[^"]{1,100})" \(\d{1,20}\)')
NUMBERED = re.compile(r"(?P<who>[^\W\d_]{2,20})[ _-]?\d{1,3}")

#: The share of cues with a name above their text in captions that are written so.
NAMED_ABOVE = 0.6
#: From so many cues on, that each begins with a colon's words is no coincidence.
FEWEST_CUES = 5
#: The share of cues with a name from which one without is nobody's that is known.
NAMED_EACH = 0.8


NO_TAG: Final = "<>"  # no name holds such signs


def converse(found: Iterable[Cue]) -> Draft:
    """A draft with the turns of the cues, and the labels that were refused."""
    cues = list(said_once([part for cue in found for part in _parts(cue)]))
    cues = _named_above(_named_by_identifier(cues))
    pieces, refused = _pieces(cues)
    return Draft(turns=turns(pieces), refused=refused)


def _parts(cue: Cue) -> Iterator[Cue]:
    """The cue without its marks, one of several voices as a cue for each."""
    parts = VOICE.split(cue.text) if "<v" in cue.text else [cue.text]
    for voice, said in [(NO_TAG, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        if (text := _plain(said)) and not NOTE.fullmatch(text):
            yield replace(cue, text=text, voice=cue.voice if voice is NO_TAG else _name_in(voice))


def _name_in(voice: str | None) -> str:
    """The name in a tag; nobody that is known where it is empty."""
    return " ".join(html.unescape(voice or "").split()) or UNNAMED


def _plain(said: str) -> str:
    """The lines of a cue without tags and blank lines, entities read."""
    if "<" in said:
        said = TAG.sub("", said)
    if "{\\" in said:
        said = OVERRIDE.sub("", said)
    lines = (" ".join(html.unescape(line).split()) for line in said.split("\n"))
    return "\n".join(line for line in lines if line)


def _named_by_identifier(cues: list[Cue]) -> list[Cue]:
    """The cues with their identifiers as voices, where these are names."""
    cues = [
        replace(cue, voice=quoted["name"])
        if cue.voice is None and (quoted := QUOTED.fullmatch(cue.identifier or ""))
        else cue
        for cue in cues
    ]
    counts = Counter(cue.identifier for cue in cues if cue.identifier and cue.voice is None)
    names = {
        name for name, count in counts.items() if _is_voice(name) or (count > 1 and _is_name(name))
    }
    if not names:
        return cues
    # Where most cues have a name there, one that has none is nobody's that is known.
    other = UNNAMED if sum(counts[name] for name in names) > 0.5 * len(cues) else None
    return [
        replace(cue, voice=cue.identifier if cue.identifier in names else other)
        if cue.voice is None
        else cue
        for cue in cues
    ]


def _is_voice(name: str) -> bool:
    """Whether a name is `Speaker 1` or a full name; `Chapter 1` and `cue-7` are none."""
    return _is_voice_of_somebody(name) or (
        _is_name(name) and len(name.split()) > 1 and not any(c.isdigit() for c in name)
    )


def _is_voice_of_somebody(label: str) -> bool:
    """Whether a label is that of somebody without a name: `Interviewer`, `Speaker 2`."""
    match = NUMBERED.fullmatch(label)
    return (match["who"] if match else label).casefold() in label_shape.WHO


def _is_name(text: str) -> bool:
    return (
        not text[:1].islower()
        and label_shape.shape(text) in ("person", "name")
        and not label_shape.is_marker_label(text)
        and label_shape.key(text) not in label_shape.LEAD_INS
    )


def _named_above(cues: list[Cue]) -> list[Cue]:
    """The cues with a name on their first line as voice, where most are written so."""
    lines = [cue.text.split("\n", 1) for cue in cues]
    lines = [[above[0].strip("[]:"), *above[1:]] if above[1:] else above for above in lines]
    names = Counter(above[0] for above in lines if len(above) > 1 and _is_name(above[0]))
    recurring = sum(count for count in names.values() if count > 1)
    if recurring < NAMED_ABOVE * len(cues):
        return cues
    return [
        replace(cue, voice=above[0], text=above[1])
        if len(above) > 1 and above[0] in names and cue.voice is None
        else cue
        for cue, above in zip(cues, lines, strict=True)
    ]


def _pieces(cues: list[Cue]) -> tuple[list[Piece], dict[str, str]]:
    """What is said, a piece for each voice of a cue, and the labels that were refused."""
    lines = [
        (number, part)
        for number, cue in enumerate(cues)
        for line in cue.text.split("\n")
        for part in _changes(line)
    ]
    lines = _one_label_each(lines)
    candidates = [
        found for number, (_, line) in enumerate(lines) if (found := _candidate(number, line))
    ]
    decision = decide(candidates, paragraphs=len(cues), lines=len(lines), captions=True)
    _take_more(decision, candidates)
    _take_each_first(decision, candidates, lines)
    taken = {c.line: c for c in candidates if decision.takes(c)}
    pieces: list[Piece] = []
    held: list[list[str]] = []  # the lines of each piece
    at = -1
    voiced = any(cue.voice for cue in cues)
    dashes = Counter(number for number, line in lines if line[0] in "-–—")
    for number, (index, line) in enumerate(lines):
        cue = cues[index]
        label, begins = (cue.voice if index != at else None), False
        if number in taken:
            label, line = taken[number].label, taken[number].rest
            begins = label == UNNAMED  # `>>` without a name
        elif dashes[index] > 1 and line[0] in "-–—":
            if taken or voiced:
                label, begins = UNNAMED, True  # one of two in a cue, and nobody says who
            line = DASHED.sub("", line, count=1)
        label = label_of(label) if label else label
        if index != at or label is not None:
            pieces.append(Piece(label, "", cue.start, cue.end, begins=begins))
            held.append([])
        at = index
        if not SOUND.match(line):
            held[-1].append(line)
    for piece, said in zip(pieces, held, strict=True):
        piece.text = join(said)
    return _with_unknown(pieces), decision.refused


def _changes(line: str) -> Iterable[str]:
    """The parts of a line that different people say, where `>>` or dashes part them."""
    if ">> " in line:
        return CHANGE.split(line)
    return DASH_CHANGE.split(line) if line[:1] in "-–—" else (line,)


def _one_label_each(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines of cues, those in which several people speak parted before each name.

    A name behind a sentence begins to speak if it stands at the head of a line elsewhere, or
    comes again as the names of this file are written.
    """
    found = [
        match for _, line in lines if ": " in line for match in inline_labels.behind_sentences(line)
    ]
    if not found:
        return lines
    heads = Counter(
        label_shape.key(one.label)
        for number, (_, line) in enumerate(lines)
        if (one := _candidate(number, line)) and label_shape.shape(one.label) in ("person", "name")
    )
    inner = Counter(label_shape.key(match["label"]) for match in found)

    def is_name(label: str) -> bool:
        name = label_shape.key(label)
        if name in label_shape.LEAD_INS or is_clause(label):
            return False
        surely = label.isupper() or label_shape.shape(label) == "person"
        return heads[name] > 0 or (surely and inner[name] > 1 and bool(heads))

    names = {label_shape.key(match["label"]) for match in found if is_name(match["label"])}
    parted: list[tuple[int, str]] = []
    for number, line in lines:
        at = 0
        for match in inline_labels.behind_sentences(line) if names and ": " in line else ():
            if label_shape.key(match["label"]) in names:
                parted.append((number, line[at : match.start("gap")]))
                at = match.end("gap")
        parted.append((number, line[at:]))
    return parted


def _candidate(number: int, line: str) -> Candidate | None:
    if not LABEL_SIGN.search(line[:200]):
        return None  # most lines of captions: no form of label fits
    bare = DASHED.sub("", line, count=1) if line[:1] in "-–—" else line
    return line_grammar.candidate(number, bare, 0, after_blank=True) or _parenthesis(number, bare)


def _take_more(decision: Decision, candidates: list[Candidate]) -> None:
    """Take what is a label in captions, and would be none in running text.

    That is `>>`, which always shows that somebody else speaks, `[Interviewer]`, though nobody
    else stands in brackets, `[Ann Lee]` once, where others stand in brackets, and who is called
    by the full name first, and by a part of it from then on.
    """
    for one in candidates:
        if one.form.startswith(">>") and one.label == UNNAMED:
            decision.taken.add(UNNAMED)
            decision.refused.pop(UNNAMED, None)
        if one.form.startswith("[Name]") and _is_voice_of_somebody(one.label):
            decision.taken.add(one.label)
            decision.refused.pop(one.label, None)
    parts = {word for label in decision.taken for word in label_shape.key(label).split()}
    bracketed = any(
        one.form.startswith("[Name]") and one.label in decision.taken for one in candidates
    )
    for one in candidates:
        if (
            bracketed
            and one.form.startswith("[Name]")
            and one.label in decision.refused
            and label_shape.shape(one.label) == "person"
            and one.rest
            and not one.label.isupper()
            and label_shape.key(one.label).split()[0] not in label_shape.SOUNDS
        ):
            # Somebody who speaks once, and is written as the others are.
            decision.taken.add(one.label)
            del decision.refused[one.label]
            continue
        if (
            one.label in decision.refused
            and one.form.startswith("Name: text")
            and label_shape.shape(one.label) == "person"
            and parts & set(label_shape.key(one.label).split())
        ):
            decision.taken.add(one.label)
            del decision.refused[one.label]


def _take_each_first(
    decision: Decision, candidates: list[Candidate], lines: list[tuple[int, str]]
) -> None:
    """Take what is no name by its shape, where each cue begins with a label: `iPhone (2): Yes.`"""
    at = -1
    first = set()
    for number, (index, _) in enumerate(lines):
        if index != at:
            first.add(number)
        at = index
    begin = [one for one in candidates if one.line in first and one.form == "Name: text"]
    taken = sum(1 for one in begin if one.label in decision.taken)
    if len(first) < FEWEST_CUES or len(begin) < len(first) or taken < NAMED_ABOVE * len(begin):
        return
    for one in begin:
        if one.label not in decision.taken and not is_clause(one.label):
            decision.taken.add(one.label)
            decision.refused.pop(one.label, None)


def _with_unknown(pieces: list[Piece]) -> list[Piece]:
    """The pieces with those as unnamed that have no name where every cue has one.

    Who repeats a name in the next cue would have written it above this one, too.
    """
    named = [piece for piece in pieces if piece.label]
    repeats = any(
        one.label and one.label == other.label for one, other in itertools.pairwise(pieces)
    )
    if not repeats or len(named) < NAMED_EACH * len(pieces):
        return pieces
    for piece in pieces:
        if piece.label is None and piece.text:
            piece.label = UNNAMED
    return pieces


def _parenthesis(number: int, line: str) -> Candidate | None:
    match = IN_PARENTHESES.match(line[:400])
    if match is None or label_shape.shape(match["label"]) not in ("person", "name"):
        return None
    if label_shape.key(match["label"]).split()[0] in label_shape.SOUNDS:
        return None
    rest = line[match.start("rest") :].strip()
    if match["label"].isupper() and (not rest or DONE.match(match["label"])):
        return None
    return Candidate(number, " ".join(match["label"].split()), rest, after_blank=True)
