r"""SubStation Alpha (.ass, .ssa): a line `Dialogue:` for each cue, its columns named by `Format:`.

The column Name (Actor in old files) says who speaks; where it is empty everywhere and
several styles are in use, a style that is called like a person does. Override codes
(`{\i1}`) are no words, drawings (`{\p1}m 0 0 l 9 9`) no speech, and a comment was not said.
"""

import re
from collections.abc import Iterator

from corpus.draft import UNNAMED, Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.metadata.dates import seconds
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.source import Source

SECTION = re.compile(r"^\[(Script Info|V4\+? Styles|V4 Styles\+|Events)\]\s*$", re.I | re.M)
COLUMNS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
TIME = re.compile(r"\d{1,2}:\d{1,2}:\d{1,2}(?:[.:]\d{1,3})?")
CODES = re.compile(r"\{[^{}]{0,400}\}")
DRAWING = re.compile(r"\\p([0-9])")
BREAK = re.compile(r"\\[Nn]")
# A style that holds what is seen or sung, and nobody's speech.
NOT_SAID = re.compile(
    r"\b(?:credits?|ed|karaoke|kfx|lyrics?|op|romaji|signs?|songs?|title|typeset|ts)\b", re.I
)
# A style that says how text is set, and not who speaks.
PLAIN_STYLE = re.compile(
    r"\*?(?:default|main|dialog(?:ue)?|subtitles?|normal|standard|top|bottom|alt\w*|italics?"
    r"|overlap|flashback|thoughts?|narrat\w*|caption|regular|text|style)\b.*",
    re.I,
)


def recognises(source: Source) -> bool:
    """Whether one of the first lines heads a section of such a file."""
    head = source.text[:4000]
    return (head[:1] == "[" or "\n[" in head) and SECTION.search(head) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    events = [event for event in _events(source) if not NOT_SAID.search(event.get("style", ""))]
    named = any(event.get("name") for event in events)
    styles = {event.get("style", "") for event in events}
    styled = not named and len(styles) > 1 and not any(PLAIN_STYLE.fullmatch(s) for s in styles)
    column = "style" if styled else "name" if named else None
    # Lines stand in any order, and a player shows them by time.
    cues = sorted(
        (_cue(event, column) for event in events), key=lambda cue: (cue.start is None, cue.start)
    )
    draft = converse(cues)
    if not draft.turns:
        raise NotATranscript(source.path, "the subtitles hold no words that are said")
    title = re.search(r"^Title:[ \t]*(\S[^\n]{0,200})", source.text[:4000], re.M)
    if title and title[1].strip().casefold() not in (
        "<untitled>",
        "untitled",
        "default aegisub file",
    ):
        draft.title = title[1].strip()
    yield draft


def _events(source: Source) -> Iterator[dict[str, str]]:
    """The lines of dialogue, with the names of their columns in lower case."""
    columns = _columns(COLUMNS)
    inside = False
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.startswith("["):
            inside = line.strip().casefold() == "[events]"
        if not inside:
            continue
        key, _, value = line.partition(":")
        if key == "Format":
            columns = _columns(value)
            if "text" not in columns:
                raise CorpusError(
                    source.path, "the events have no column `Text`", place=f"line {number}"
                )
        elif key == "Dialogue":
            yield dict(
                zip(columns, (part.strip() for part in value.split(",", len(columns) - 1)),
                    strict=False)
            )  # fmt: skip


def _columns(line: str) -> list[str]:
    names = [name.strip().casefold() for name in line.split(",")]
    return ["name" if name == "actor" else name for name in names]


def _cue(event: dict[str, str], column: str | None) -> Cue:
    start, end = _time(event.get("start", "")), _time(event.get("end", ""))
    if start is not None and end is not None and end < start:
        end = None
    voice = event.get(column, UNNAMED) if column else None
    return Cue(start, end, _text(event.get("text", "")), voice=voice)


def _time(stamp: str) -> float | None:
    return seconds(stamp) if TIME.fullmatch(stamp) else None


def _text(raw: str) -> str:
    r"""The words of a line, without codes and drawings; `\N` breaks it, `\h` is a blank."""
    words = []
    draws = False
    at = 0
    for code in CODES.finditer(raw):
        if not draws:
            words.append(raw[at : code.start()])
        for switch in DRAWING.finditer(code[0]):
            draws = switch[1] != "0"
        at = code.end()
    if not draws:
        words.append(raw[at:])
    return BREAK.sub("\n", "".join(words).replace(r"\h", " "))
