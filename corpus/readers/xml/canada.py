"""Debates of the Canadian House of Commons in XML, and the evidence of its committees.

An `<Intervention>` is a turn: `<PersonSpeaking>` names who speaks, `<ParaText>` holds the
paragraphs. Times are those of the clock, in seconds since midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.readers.xml.xml_tree import (
    attribute,
    below,
    first,
    local,
    parse,
    root_name,
    text_of,
)
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

TITLES = ("OrderOfBusinessTitle", "SubjectOfBusinessTitle", "SubjectOfBusinessQualifier")
NOT_SAID = frozenset({"Timestamp", "FloorLanguage", "ProceduralText", "Note"})


def recognises(source: Source) -> bool:
    """Whether the root element is that of the debates."""
    return root_name(source) == "Hansard" and b"<Intervention" in source.data


def read(source: Source) -> Iterator[Draft]:
    """The one sitting of the file."""
    root = parse(source)
    facts = {attribute(item, "Name"): text_of(item) for item in below(root, "ExtractedItem")}
    draft = Draft(date=_date(facts))
    draft.language = "fr" if facts.get("Language", "").casefold().startswith("fr") else None
    titles: dict[str, str] = {}
    at: float | None = None
    for element in below(root, "Intervention", "Timestamp", *TITLES):
        kind = local(element)
        if kind in TITLES:
            title = text_of(element)
            if kind == TITLES[0]:
                titles.clear()
            titles[kind] = title
        elif kind == "Timestamp":
            at = _clock(element)
        else:
            own = first(element, "Timestamp")
            _add(draft, element, titles.get(TITLES[1]) or titles.get(TITLES[0]))
            if draft.turns and own is None and not draft.turns[-1].start:
                draft.turns[-1].start = at
                at = None
    if not draft.turns:
        raise NotATranscript(source.path, "nobody speaks in the debate")
    yield draft


def _add(draft: Draft, intervention: etree._Element, section: str | None) -> None:
    """Take an intervention that says something."""
    said = [text_of(paragraph, NOT_SAID) for paragraph in below(intervention, "ParaText")]
    said = [paragraph for paragraph in said if paragraph]
    if not said:
        return
    speaking = first(intervention, "PersonSpeaking")
    label = text_of(speaking).rstrip(" :") if speaking is not None else ""
    draft.turns.append(DraftTurn(label or UNNAMED, said, section=section))


def _clock(stamp: etree._Element) -> float | None:
    hour, minute = attribute(stamp, "Hr") or "", attribute(stamp, "Mn") or ""
    if not (hour.isdigit() and minute.isdigit()) or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * 3600.0 + int(minute) * 60.0


def _date(facts: dict[str | None, str]) -> str | None:
    parts = [facts.get(f"MetaDateNum{part}", "") for part in ("Year", "Month", "Day")]
    if not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts)
    return f"{year}-{month:02}-{day:02}"
