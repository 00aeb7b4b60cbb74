"""Captions, WebVTT and SRT: cues with times, joined into turns.

A cue says who speaks with `<v Name>`, `Name:`, `>> NAME:` or `(Name)` before its
text; a cue that says nothing goes on with the speaker of the one before.
Neighbouring cues of one speaker are one turn. Captions that name nobody are one
voice, `Speaker`, in passages.
"""

import html
import re
from collections.abc import Iterator

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.labels import line_grammar, shape
from corpus.labels.decision import decide
from corpus.labels.line_grammar import Candidate
from corpus.readers.captions.cues import Cue, cues, is_times
from corpus.segmentation import Piece, turns
from corpus.source import Source

VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?[ \t]+([^<>]{1,100})>")
TAG = re.compile(
    r"</?(?:[a-z]{1,10}(?:\.[^\s<>]{0,60})?(?:[ \t][^<>]{0,200})?|\d{1,3}:[\d:.]{1,12})>", re.I
)
OVERRIDE = re.compile(r"\{\\[^{}]{1,60}\}")
IN_PARENTHESES = re.compile(r"\((?P<label>[^\W\d_][^():]{0,59})\)[ \t]*:?[ \t]*(?P<rest>.*)")
SOUND = re.compile(r"[♪♫\s]+$|\[[^\[\]]{1,60}\]$|\((?:[a-z][^()]{0,59}|[A-Z][A-Z ]{1,59})\)$")
# A cue that is in brackets as a whole was put in by whoever wrote the captions.
NOTE = re.compile(r"\[[^\[\]]{1,300}\]")
DASHED = re.compile(r"[-–—][ \t]?(?=\S)")


def recognises(source: Source) -> bool:
    """Whether the text is headed WEBVTT or has the times of a cue near its start."""
    head = source.text[:5000].lstrip("\n ")
    return head.startswith("WEBVTT") or any(is_times(line) for line in head.split("\n")[:60])


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    draft = Draft()
    if title := re.match(r"WEBVTT[ \t]+(?:-[ \t]*)?(\S[^\n]*)", source.text[:400]):
        draft.title = title[1].strip()
    for line in source.text[:2000].split("\n\n", 1)[0].split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip().casefold() == "language":
            draft.language = value.strip() or None
    pieces = list(_rolled(_voices(source)))
    found, draft.refused = _labels(pieces)
    named = any(voice is not None for voice, _ in found)
    draft.turns = _named(found) if named else _unnamed(found)
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    yield draft


def _voices(source: Source) -> Iterator[Cue]:
    """The cues without their marks, those of several voices parted by voice."""
    for cue in cues(source):
        parts = VOICE.split(cue.text) if "<v" in cue.text else [cue.text]
        for voice, said in [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
            if (text := _plain(said)) and not NOTE.fullmatch(text):
                name = " ".join(html.unescape(voice).split()) if voice else None
                yield Cue(cue.start, cue.end, text, cue.place, name or cue.voice)


def _plain(said: str) -> str:
    """The lines of a cue without tags and blank lines, entities read."""
    if "<" in said:
        said = TAG.sub("", said)
    if "{\\" in said:
        said = OVERRIDE.sub("", said)
    lines = (" ".join(html.unescape(line).split()) for line in said.split("\n"))
    return "\n".join(line for line in lines if line)


def _rolled(found: Iterator[Cue]) -> Iterator[Cue]:
    """The cues with what rolls up from the cue before told once.

    YouTube's captions show each line twice, and once more on its way up: a cue
    begins with the lines that the cue before it ended with.
    """
    before: list[str] = []
    voice: str | None = None
    end = 0.0
    for cue in found:
        lines = cue.text.split("\n")
        new = lines
        if cue.voice == voice and cue.start - end < 1.0:
            for length in range(min(len(before), len(lines)), 0, -1):
                # One line said twice is no roll: somebody may say "No." and "No." again.
                is_roll = len(lines) > length or len(before) > length or cue.start - end < 0.05
                if before[-length:] == lines[:length] and is_roll and _long(lines[:length]):
                    new = lines[length:]
                    break
        before, voice, end = lines, cue.voice, cue.end
        if new:
            yield Cue(cue.start, cue.end, "\n".join(new), cue.place, cue.voice)


def _long(lines: list[str]) -> bool:
    return sum(len(line.split()) for line in lines) > 2


def _labels(pieces: list[Cue]) -> tuple[list[tuple[str | None, Cue]], dict[str, str]]:
    """What is said, each piece with the label before it if it has one."""
    lines = [(number, line) for number, cue in enumerate(pieces) for line in cue.text.split("\n")]
    candidates = []
    for number, (_, line) in enumerate(lines):
        bare = DASHED.sub("", line, count=1) if line[:1] in "-–—" else line
        found = line_grammar.candidate(number, bare, 0, after_blank=True) or _parenthesis(
            number, bare
        )
        if found is not None:
            candidates.append(found)
    decision = decide(candidates, paragraphs=len(pieces), lines=len(lines), captions=True)
    taken = {c.line: c for c in candidates if decision.takes(c)}
    said: list[tuple[str | None, Cue]] = []
    for number, (index, line) in enumerate(lines):
        cue = pieces[index]
        voice, text = cue.voice, line
        if number in taken:
            voice, text = taken[number].label, taken[number].rest
        said.append((voice, Cue(cue.start, cue.end, text, cue.place, cue.voice)))
    return said, decision.refused


def _parenthesis(number: int, line: str) -> Candidate | None:
    match = IN_PARENTHESES.match(line[:400])
    if match is None or shape.shape(match["label"]) not in ("person", "name"):
        return None
    if shape.key(match["label"]).split()[0] in shape.SOUNDS or match["label"].isupper():
        return None
    rest = line[match.start("rest") :].strip()
    return Candidate(number, " ".join(match["label"].split()), rest, after_blank=True)


def _named(said: list[tuple[str | None, Cue]]) -> list[DraftTurn]:
    """Turns of named voices; what comes before the first name is an unnamed one's."""
    turns: list[DraftTurn] = []
    label: str | None = None
    for voice, cue in said:
        changed = voice is not None and (voice != label or voice == UNNAMED)
        label = voice or label
        if not cue.text or SOUND.match(cue.text):
            continue
        if turns and not changed and turns[-1].label == (label or UNNAMED):
            turns[-1].paragraphs[0] += " " + cue.text
            turns[-1].end = cue.end
        else:
            turns.append(DraftTurn(label or UNNAMED, [cue.text], start=cue.start, end=cue.end))
    return turns


def _unnamed(said: list[tuple[str | None, Cue]]) -> list[DraftTurn]:
    return turns(
        Piece(None, cue.text, cue.start, cue.end)
        for _, cue in said
        if cue.text and not SOUND.match(cue.text)
    )
