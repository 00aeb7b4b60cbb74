"""EXMARaLDA, .exb: a `<tier type="t" speaker="SPK0">` of events between points of a timeline.

Events bring their own spaces, and an event may end inside a word. Tiers of another type
are descriptions and annotations.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers.annotation.tiers import Tier, drafted
from corpus.readers.xml.xml_tree import attribute, below, first, parse, root_name, text_of
from corpus.segmentation import Piece
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

# `((laughs))`, `((1.2s))`, and the signs of pauses, breath and intonation.
NOT_SAID = re.compile(r"\(\([^()]{0,100}\)\)|[•˙]|(?<!\S)/(?!\S)")


def recognises(source: Source) -> bool:
    """Whether the root element is a basic transcription."""
    return root_name(source) == "basic-transcription"


def read(source: Source) -> Iterator[Draft]:
    """The one recording of the file."""
    root = parse(source)
    order = [attribute(point, "id") for point in below(root, "tli")]
    times = _times(root)
    names = {
        attribute(speaker, "id"): (
            text_of(short) if (short := first(speaker, "abbreviation")) is not None else ""
        )
        or attribute(speaker, "id")
        for speaker in below(root, "speaker")
    }
    places = {point: place for place, point in enumerate(order)}
    tiers = []
    for element in below(root, "tier"):
        if attribute(element, "type") == "t":
            identity = attribute(element, "speaker")
            name = attribute(element, "display-name", "id") or ""
            tiers.append(Tier(name, names.get(identity, identity), _pieces(element, times, places)))
    draft = drafted(tiers)
    if not draft.turns:
        raise NotATranscript(source.path, "no tier of transcription holds any words")
    title = first(root, "meta-information", "transcription-name")
    draft.title = (text_of(title) or None) if title is not None else None
    project = first(root, "meta-information", "project-name")
    draft.series = (text_of(project) or None) if project is not None else None
    yield draft


def _times(root: etree._Element) -> dict[str | None, float]:
    """The seconds of the points; one without a time has that of the point before it."""
    times: dict[str | None, float] = {}
    latest = 0.0
    for point in below(root, "tli"):
        with contextlib.suppress(ValueError):
            latest = max(latest, round(float(attribute(point, "time") or ""), 3))
        times[attribute(point, "id")] = latest
    return times


def _pieces(
    tier: etree._Element, times: dict[str | None, float], places: dict[str | None, int]
) -> list[Piece]:
    """The utterances of a tier: events that follow each other without a gap are one."""
    found: list[Piece] = []
    raw: list[str] = []
    ends: str | None = None
    events = sorted(
        below(tier, "event"), key=lambda event: places.get(attribute(event, "start"), 0)
    )
    for event in events:
        start, end = attribute(event, "start"), attribute(event, "end")
        text = "".join(str(part) for part in event.itertext())
        if found and start == ends and not raw[-1][-1:].isspace():
            raw[-1] += text  # the word goes on
            found[-1].end = times.get(end)
        else:
            raw.append(text)
            found.append(Piece(None, "", times.get(start), times.get(end)))
        ends = end
    for piece, text in zip(found, raw, strict=True):
        piece.text = " ".join(NOT_SAID.sub(" ", text).split())
    return [piece for piece in found if piece.text]
