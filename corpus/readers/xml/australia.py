"""Debates of the Australian Parliament in XML: `<talk.start><talker>` before what is said.

Speeches, questions, answers, interjections and what a member goes on with are elements
of their own. In files since 2011 they stand twice, and the text is one flow in
`<talk.text>`: there a link of the class `Member…` or `Office…` names who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.xml.xml_tree import (
    attribute,
    below,
    clock,
    first,
    local,
    parse,
    root_name,
    text_of,
)
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

NOT_SAID = frozenset({"talker", "time.stamp", "page.no", "name", "talk.start", "inline.time"})
SPEAKS = re.compile(r"(?:HPS-)?(?:Member|Office|General|GeneralI|Minister)\w*")
# What stands between a name and what is said: electorate, office, time, a colon, a dash.
AFTER_NAME = re.compile(
    r"(?:\s*\([^()]{0,200}\))*\s*(?:\(?\d{1,2}:\d\d\)?)?\s*(?:interjecting|continuing)?\s*[:—–-]*\s*"
)


def recognises(source: Source) -> bool:
    """Whether the root element is a debate with talkers in it."""
    return (root_name(source) or "").casefold() in ("hansard", "debate") and (
        b"<talker>" in source.data or b"<talk.start>" in source.data
    )


def read(source: Source) -> Iterator[Draft]:
    """The one sitting of the file."""
    root = parse(source)
    draft = Draft(language="en")
    header = first(root, "session.header")
    if header is not None and (date := first(header, "date")) is not None:
        draft.date = iso_date(text_of(date))
    section: str | None = None
    for element in root.iter():
        kind = local(element)
        if (
            kind in ("debateinfo", "subdebateinfo")
            and (title := first(element, "title")) is not None
        ):
            section = text_of(title) or section
        elif kind == "talk.start":
            _start(element, section, draft)
        elif kind in ("para", "p") and (parent := element.getparent()) is not None:
            _say(element, local(parent), section, draft)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    if not draft.turns:
        raise NotATranscript(source.path, "nobody speaks in the debate")
    yield draft


def _start(element: etree._Element, section: str | None, draft: Draft) -> None:
    """Begin a turn with who is named, unless the flow of text does so itself."""
    around = element.getparent()
    before = around.itersiblings(preceding=True) if around is not None else ()
    if any(local(sibling) == "talk.text" for sibling in before):
        return
    shown: dict[str | None, str] = {}
    for name in below(element, "name"):
        shown.setdefault(attribute(name, "role"), text_of(name))
    label = shown.get("display") or shown.get("metadata") or shown.get(None) or ""
    stamp = first(element, "time.stamp")
    start = clock(text_of(stamp)) if stamp is not None else None
    draft.turns.append(DraftTurn(label.rstrip(" :") or UNNAMED, start=start, section=section))


def _say(paragraph: etree._Element, around: str, section: str | None, draft: Draft) -> None:
    """Take a paragraph; a link at its head names who begins to speak."""
    said = text_of(paragraph, NOT_SAID)
    label = None
    for link in below(paragraph, "a", "span"):
        kind = attribute(link, "type", "class") or ""
        text = text_of(link)
        if text and SPEAKS.fullmatch(kind) and said.lstrip("( ").startswith(text):
            label = text.rstrip(" :")
            said = AFTER_NAME.sub("", said.lstrip("( ")[len(text) :], count=1)
            break
    if label and not (draft.turns and not draft.turns[-1].paragraphs and _same(draft, label)):
        draft.turns.append(DraftTurn(label, section=section))
    if said and draft.turns:
        draft.turns[-1].paragraphs.append(said)


def _same(draft: Draft, label: str) -> bool:
    """Whether the label is that of the turn that was just begun."""
    begun = draft.turns[-1]
    if label.split()[-1].casefold() in begun.label.casefold() or not begun.label:
        begun.label = label  # as the debate prints it
        return True
    return False
