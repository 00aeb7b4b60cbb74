"""Captions, WebVTT and SRT: cues with times, joined into turns.

Neighbouring cues of one speaker are one turn. Captions that name nobody are one
voice in passages. An odd cue is read by its text, and said in a notice.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue, cues, is_times
from corpus.source import Source

HEADER = re.compile(r"WEBVTT[ \t]+(?:-[ \t]*)?(\S[^\n]*)")
# What follows WEBVTT and is a setting, or names the program that wrote the file.
NO_TITLE = re.compile(
    r"\w+[ \t]?:(?=[ \t]?\w+[ \t]*(?:;|$))|\bfile\b|https?:|www\.|\bversion\b"
    r"|\b(?:captioned|converted|created|exported|generated|made|powered|produced|transcribed)\b",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"\blanguage[ \t]?:[ \t]?([\w-]{2,20})", re.IGNORECASE)


#: Fewer words a second than anybody says, in cues of so many seconds and words on the average.
SLOWEST_SPEECH = 0.2
SHORTEST_CHAPTER = 20.0
LONGEST_HEADING = 12


def recognises(source: Source) -> bool:
    """Whether the text is headed WEBVTT or has the times of a cue near its start."""
    head = source.text[:5000].lstrip("\n ")
    return head.startswith("WEBVTT") or any(is_times(line) for line in head.split("\n")[:60])


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    notices: list[str] = []
    found = list(cues(source, notices))
    if _hold_data(found):
        raise NotATranscript(source.path, "its cues hold data for a player, and no speech")
    draft = converse(found)
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    if _are_chapters(found) and not any(turn.label for turn in draft.turns):
        raise NotATranscript(source.path, "its cues are the titles of chapters, and no speech")
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


def _hold_data(found: list[Cue]) -> bool:
    """Whether every cue that is not empty is an object of JSON."""
    texts = [text for cue in found if (text := cue.text.strip())]
    return bool(texts) and all(text[0] == "{" and text[-1] == "}" and ":" in text for text in texts)


def _are_chapters(found: list[Cue]) -> bool:
    """Whether cues last as chapters do, and hold no more words than a heading."""
    timed = [(cue.start, cue.end) for cue in found]
    lengths = [end - start for start, end in timed if start is not None and end is not None]
    words = sum(len(cue.text.split()) for cue in found)
    return (
        len(lengths) == len(found) > 1
        and sum(lengths) >= SHORTEST_CHAPTER * len(found)
        and words <= min(LONGEST_HEADING * len(found), SLOWEST_SPEECH * sum(lengths))
        and not any(cue.text.rstrip().endswith((".", "!")) for cue in found)
    )
