"""Captions, WebVTT and SRT: cues with times, joined into turns.

A cue says who speaks with `<v Name>` or with `Name:` before its text; a cue that
says nothing goes on with the speaker of the one before. Neighbouring cues of one
speaker are one turn.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import labels
from corpus.draft import Draft, DraftTurn
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata import seconds
from corpus.source import Source

TIMES = re.compile(
    r"^[ \t]*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]*-->[ \t]*"
    r"(?P<end>(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:[ \t][^\n]*)?$",
    re.MULTILINE,
)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,100})>")
TAG = re.compile(r"</?(?:[a-z]+(?:\.[^\s>]*)?(?:[ \t][^>]*)?|\d{1,3}:[\d:.]+)>", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """A piece of a cue that one voice says."""

    start: float
    end: float
    voice: str | None
    text: str


def recognises(source: Source) -> bool:
    """Whether the text is headed WEBVTT or has the times of a cue near its start."""
    head = source.text[:5000]
    return head.startswith("WEBVTT") or TIMES.search(head) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    lines = list(_lines(source))
    said = [line.text for line in lines]
    candidates = labels.find(said)
    decision = labels.decide(candidates, paragraphs=len(said))
    named = {c.line: c for c in candidates if c.label in decision.taken}
    draft = Draft(refused=decision.refused)
    if title := re.match(r"WEBVTT[ \t]+(?:-[ \t]*)?(\S.*)", source.text):
        draft.title = title[1].strip()
    label = None
    for number, line in enumerate(lines):
        text = line.text
        if line.voice:
            voice: str | None = line.voice
        elif number in named:
            voice, text = named[number].label, named[number].rest
        else:
            voice = label
        if voice is None or not text:
            label = voice or label
            continue
        if draft.turns and voice == label:
            turn = draft.turns[-1]
            turn.paragraphs[0] += " " + text
            turn.end = line.end
        else:
            draft.turns.append(DraftTurn(voice, [text], start=line.start, end=line.end))
        label = voice
    if not draft.turns:
        raise NotATranscript(
            source.path,
            "the captions name no speaker",
            advice="`Name:` or `<v Name>` in a cue does",
        )
    yield draft


def _lines(source: Source) -> Iterator[_Line]:
    """The cues in the order of the file, those of several voices parted by voice."""
    text = source.text
    times = list(TIMES.finditer(text))
    if not times:
        raise CorpusError(source.path, "the captions hold no cue with times")
    ends = [match.start() for match in times[1:]] + [len(text)]
    for match, end in zip(times, ends, strict=True):
        payload = text[match.end() : end]
        if end < len(text):  # the line above the next times is its number or its name
            payload = _without_identifier(payload)
        payload = payload.split("\n\n", 1)[0] if payload.lstrip("\n") == payload[1:] else payload
        begin, stop = seconds(match["start"]), seconds(match["end"])
        parts = VOICE.split(payload)
        for voice, said in [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
            words = " ".join(html.unescape(TAG.sub("", said)).split())
            if words:
                yield _Line(begin, stop, " ".join(voice.split()) if voice else None, words)


def _without_identifier(payload: str) -> str:
    body, _, last = payload.rstrip("\n").rpartition("\n")
    if not last.strip() or not body.strip():
        return payload if last.strip() and not last.strip().isdigit() else body
    # A name of a cue stands behind a blank line; text does not.
    if body.endswith("\n") or last.strip().isdigit():
        return body
    return payload
