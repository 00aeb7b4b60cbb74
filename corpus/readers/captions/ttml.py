"""TTML and DFXP, timed text in XML: `<p begin="…" end="…" ttm:agent="#id">`.

An agent or a `<ttm:name>` says who speaks. Times are those of the clock, of frames, of
ticks, or a number with its unit, and count from the element around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import seconds
from corpus.readers.captions.cue_speakers import converse
from corpus.readers.captions.cues import Cue
from corpus.readers.xml.xml_tree import attribute, below, first, local, parse, root_name, text_of
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

CLOCK = re.compile(r"(\d{1,3}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?|\d{1,3}:\d{1,2}(?:\.\d{1,9})?)")
FRAMES = re.compile(r"(\d{1,3}:\d{1,2}:\d{1,2}):(\d{1,3})(?:\.\d{1,3})?")
OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|f|t)?")
UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
NOT_SAID = frozenset({"metadata", "agent", "name", "desc"})


def recognises(source: Source) -> bool:
    """Whether the root element is TTML's."""
    return root_name(source) == "tt"


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the file."""
    root = parse(source)
    draft = converse(_cues(root))
    if not draft.turns:
        raise NotATranscript(source.path, "the timed text holds no words")
    title = first(root, "head", "title")
    draft.title = (text_of(title) or None) if title is not None else None
    draft.language = attribute(root, "xml:lang")
    yield draft


def _cues(root: etree._Element) -> Iterator[Cue]:
    """The paragraphs in the order of the file."""
    names = _agents(root)
    body = first(root, "body")
    named = names or (body is not None and any(_agent(p) for p in below(body, "p")))
    for paragraph in below(body, "p") if body is not None else ():
        begin = _begin(paragraph, root)
        end = _time(attribute(paragraph, "end"), root)
        if end is None and (length := _time(attribute(paragraph, "dur"), root)) is not None:
            end = (begin or 0.0) + length
        if begin is not None and end is not None and end < begin:
            end = None
        for agent, text in _voices(paragraph):
            # An agent without a name is somebody, whose id tells him from the others.
            voice = names.get(agent or "", agent or UNNAMED) if named else None
            yield Cue(begin, end, text, voice=voice)


def _agents(root: etree._Element) -> dict[str, str]:
    """The names of the agents, by their ids."""
    names = {}
    for agent in below(root, "agent"):
        identity, name = attribute(agent, "xml:id"), first(agent, "name")
        if identity and name is not None and text_of(name):
            names[identity] = text_of(name)
    return names


def _agent(paragraph: etree._Element) -> str | None:
    """The id of the agent of a paragraph, or of what is around it or in it."""
    around = [paragraph, *paragraph.iterancestors(), *below(paragraph, "span")]
    return next((agent for element in around if (agent := _agent_of(element))), None)


def _voices(paragraph: etree._Element) -> Iterator[tuple[str | None, str]]:
    """The agents of a paragraph, each with what it says: spans may have agents of their own."""
    spans = [span for span in paragraph if local(span) == "span" and _agent_of(span)]
    if len({_agent_of(span) for span in spans}) < 2:
        yield _agent(paragraph), _text(paragraph)
        return
    around = next((a for e in (paragraph, *paragraph.iterancestors()) if (a := _agent_of(e))), None)
    if text := " ".join((paragraph.text or "").split()):
        yield around, text
    for child in paragraph:
        if local(child) and local(child) != "br" and (text := _text(child)):
            yield _agent_of(child) or around, text
        if text := " ".join((child.tail or "").split()):
            yield around, text


def _agent_of(element: etree._Element) -> str | None:
    """The id of the agent that an element names by itself."""
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2] == "agent" and str(value).strip():
            return str(value).split()[0].lstrip("#")
    return None


def _begin(paragraph: etree._Element, root: etree._Element) -> float | None:
    """When a paragraph begins, or the first span in it."""
    begin = _time(attribute(paragraph, "begin"), root)
    if begin is None:
        spans = (_time(attribute(span, "begin"), root) for span in below(paragraph, "span"))
        begin = next((time for time in spans if time is not None), None)
    return begin


def _time(stamp: str | None, root: etree._Element) -> float | None:
    """The seconds of `00:00:01.5`, `00:00:01:12` (frames), `1.5s`, `1500ms` or `15000t`."""
    if stamp is None:
        return None
    if CLOCK.fullmatch(stamp):
        return seconds(stamp)
    if frames := FRAMES.fullmatch(stamp):
        return round(seconds(frames[1]) + int(frames[2]) / _rate(root, "frameRate", 30.0), 3)
    if offset := OFFSET.fullmatch(stamp):
        unit = offset[2] or "s"
        if unit in UNITS:
            return round(float(offset[1]) * UNITS[unit], 3)
        name, usual = ("frameRate", 30.0) if unit == "f" else ("tickRate", 10_000_000.0)
        return round(float(offset[1]) / _rate(root, name, usual), 3)
    return None


def _rate(root: etree._Element, name: str, usual: float) -> float:
    for key, value in root.attrib.items():
        if str(key).rpartition("}")[2] == name and str(value).isdigit() and int(value) > 0:
            return float(int(value))
    return usual


def _text(paragraph: etree._Element) -> str:
    """The lines of a paragraph; words in spans that no blank divides are apart in time."""
    parts: list[str] = []
    _gather(paragraph, parts)
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\0"))


def _gather(element: etree._Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if local(child) == "br":
            parts.append("\0")
        elif local(child) and local(child) not in NOT_SAID:
            _gather(child, parts)
        # Apple's podcasts put no blank between the spans of words and of sentences.
        parts.append((child.tail or "") + (" " if _unit(child) in ("word", "sentence") else ""))


def _unit(span: etree._Element) -> str | None:
    """What a span is, where it says so: a word, a sentence."""
    return next(
        (str(v) for k, v in span.attrib.items() if str(k).rpartition("}")[2] == "unit"), None
    )
