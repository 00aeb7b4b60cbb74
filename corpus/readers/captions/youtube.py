"""YouTube's captions as its player gets them: json3, and srv1 to srv3 in XML."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.readers.json.json_tree import parse as parse_json
from corpus.readers.xml.xml_tree import attribute, below, root_name
from corpus.readers.xml.xml_tree import parse as parse_xml
from corpus.source import Source

HEAD = 4000


def recognises(source: Source) -> bool:
    """Whether it is `timedtext` or a `transcript` in XML, or JSON of events with segments."""
    name = root_name(source)
    if name is not None:
        return name == "timedtext" or (name == "transcript" and b"<text start=" in source.data)
    head = source.data[:HEAD]  # other readers are asked later, of files that are no text
    return head.lstrip()[:1] == b"{" and b'"events"' in head and b'"tStartMs"' in head


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    draft = converse(_events(source) if source.data.lstrip()[:1] == b"{" else _elements(source))
    if not draft.turns:
        raise NotATranscript(source.path, "the captions hold no words")
    yield draft


def _events(source: Source) -> Iterator[Cue]:
    """The events of json3: an event that appends a line end says nothing."""
    for event in parse_json(source).get("events").each():
        text = "".join(segment.get("utf8").raw_text() for segment in event.get("segs").each())
        start = event.get("tStartMs").seconds(0.001)
        yield Cue(start, _end(start, event.get("dDurationMs").seconds(0.001)), text.strip())


def _elements(source: Source) -> Iterator[Cue]:
    """The lines of srv1 (`<text start>` in seconds), and of srv2 and srv3 in milliseconds."""
    for element in below(parse_xml(source), "text", "p"):
        in_seconds = attribute(element, "start")
        start = _number(in_seconds or attribute(element, "t"), 1.0 if in_seconds else 0.001)
        length = _number(attribute(element, "dur", "d"), 1.0 if in_seconds else 0.001)
        text = "".join(str(part) for part in element.itertext())
        yield Cue(start, _end(start, length), text.strip())


def _number(value: str | None, unit: float) -> float | None:
    try:
        number = round(float(value or "") * unit, 3)
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None


def _end(start: float | None, length: float | None) -> float | None:
    return round(start + length, 3) if start is not None and length is not None else None
