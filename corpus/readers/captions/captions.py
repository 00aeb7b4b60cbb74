"""Captions, WebVTT and SRT: cues with times, joined into turns.

Neighbouring cues of one speaker are one turn. Captions that name nobody are one
voice in passages. An odd cue is read by its text, and said in a notice.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.captions.cues import cues, is_times
from corpus.readers.captions.voices import converse
from corpus.source import Source

HEADER = re.compile(r"WEBVTT[ \t]+(?:-[ \t]*)?(\S[^\n]*)")
# What follows WEBVTT and is a setting, or names the program that wrote the file.
NO_TITLE = re.compile(
    r"\w+[ \t]?:(?=[ \t]?\w+[ \t]*(?:;|$))|\bfile\b|https?:|www\.|\bversion\b"
    r"|\b(?:captioned|converted|created|exported|generated|made|powered|produced|transcribed)\b",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"\blanguage[ \t]?:[ \t]?([\w-]{2,20})", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Whether the text is headed WEBVTT or has the times of a cue near its start."""
    head = source.text[:5000].lstrip("\n ")
    return head.startswith("WEBVTT") or any(is_times(line) for line in head.split("\n")[:60])


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    notices: list[str] = []
    draft = converse(cues(source, notices))
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    draft.notices = notices
    header = source.text[:2000].lstrip("\n ").split("\n\n", 1)[0]
    if header.startswith("WEBVTT"):
        title = HEADER.match(header)
        if title and not NO_TITLE.search(title[1]):
            draft.title = title[1].strip()
    # Some say the language in a note of its own.
    if source.text.lstrip("\n ").startswith("WEBVTT") and (
        language := LANGUAGE.search(source.text[:1000].partition("-->")[0])
    ):
        draft.language = language[1]
    yield draft
