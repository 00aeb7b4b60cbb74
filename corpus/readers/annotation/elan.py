"""ELAN, .eaf: tiers of annotations between time slots; PARTICIPANT says who speaks.

A tier that depends on another (PARENT_REF) describes it, as glosses and translations do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.annotation.tiers import Tier, drafted, spoken
from corpus.readers.xml.xml_tree import attribute, below, first, parse, root_name, text_of
from corpus.segmentation import Piece
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree


def recognises(source: Source) -> bool:
    """Whether the root element is ELAN's."""
    return root_name(source) == "ANNOTATION_DOCUMENT"


def read(source: Source) -> Iterator[Draft]:
    """The one recording of the file."""
    root = parse(source)
    slots = {
        attribute(slot, "TIME_SLOT_ID"): _seconds(attribute(slot, "TIME_VALUE"))
        for slot in below(root, "TIME_SLOT")
    }
    tiers = [
        _tier(element, slots)
        for element in below(root, "TIER")
        if attribute(element, "PARENT_REF") is None
    ]
    draft = drafted(tiers)
    if not draft.turns:
        raise NotATranscript(source.path, "no independent tier holds any words")
    draft.date = iso_date((attribute(root, "DATE") or "")[:10])
    media = first(root, "HEADER", "MEDIA_DESCRIPTOR")
    url = attribute(media, "MEDIA_URL") if media is not None else None
    if url is not None and url.startswith(("https://", "http://")):
        draft.media_url = url
    yield draft


def _tier(element: etree._Element, slots: dict[str | None, float | None]) -> Tier:
    tier = Tier(attribute(element, "TIER_ID") or "", attribute(element, "PARTICIPANT"))
    for annotation in below(element, "ALIGNABLE_ANNOTATION"):
        value = first(annotation, "ANNOTATION_VALUE")
        tier.pieces.append(
            Piece(
                None,
                spoken(text_of(value)) if value is not None else "",
                slots.get(attribute(annotation, "TIME_SLOT_REF1")),
                slots.get(attribute(annotation, "TIME_SLOT_REF2")),
            )
        )
    return tier


def _seconds(value: str | None) -> float | None:
    return int(value) / 1000 if value is not None and value.isdigit() and len(value) < 13 else None
