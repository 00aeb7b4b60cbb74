"""Debates in XML of parliaments: `<speech speakername="…">` between headings.

This is the form of the published debates of the United Kingdom; others that
call their elements alike are read too. Times are those of the clock, in seconds
since midnight, as the source prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.xml.xml_tree import (
    attribute,
    below,
    clock,
    first,
    local,
    paragraphs,
    parse,
    root_name,
    text_of,
)
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

BLOCKS = frozenset({"p", "blockquote", "ul", "ol", "li", "para", "quote"})
NOT_SAID = frozenset(
    """
    speaker name talker division divisionlist list table note col colnum time timestamp
    procedural stage heading title
    """.split()
)
HEADINGS = (
    "major-heading", "minor-heading", "oral-heading", "heading", "major_heading", "minor_heading",
    "title",
)  # fmt: skip
# Written questions and their answers are no speeches by name.
SPEECHES = ("speech", "ques", "reply")
# UTF-16 has a NUL beside each letter.
SPEECH = re.compile(
    "|".join("\0?".join(("<", r"(?:[\w.-]+:)?", *name, r"[\s/>]")) for name in SPEECHES).encode()
)
NAME = ("speakername", "speaker", "name", "by", "who")


def recognises(source: Source) -> bool:
    """Whether it is XML with a `<speech>` in it."""
    return root_name(source) is not None and SPEECH.search(source.data) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one sitting of the file."""
    root = parse(source)
    draft = Draft()
    section: str | None = None
    for element in below(root, *SPEECHES, *HEADINGS):
        if local(element) not in SPEECHES:
            section = text_of(element) or section
            continue
        label = _label(element)
        if label is None:
            continue  # "The House divided": what the clerk notes down
        said = paragraphs(element, BLOCKS, NOT_SAID)
        if not said:
            continue
        start = clock(attribute(element, "time"))
        draft.turns.append(DraftTurn(label, said, start, section=section))
        role = attribute(element, "speakeroffice", "office", "role")
        draft.speakers[label] = draft.speakers.get(label) or role
        if draft.url is None and (url := attribute(element, "url")):
            draft.url = url.partition("#")[0]
        if draft.date is None:
            draft.date = iso_date(attribute(element, "date", "id") or "")
    if not draft.turns:
        raise NotATranscript(source.path, "no speech says who speaks")
    draft.language = attribute(root, "xml:lang", "lang")
    draft.title = attribute(root, "title")
    draft.date = draft.date or iso_date(attribute(root, "date") or "")
    yield draft


def _label(speech: etree._Element) -> str | None:
    """The speaker that the attributes name, or the element that prints the name."""
    if attribute(speech, "nospeaker") == "true":
        return None
    if name := attribute(speech, *NAME):
        return name.lstrip("#")
    printed = first(speech, "speaker")
    if printed is None:
        printed = first(speech, "name")
    return (text_of(printed).rstrip(" :") or None) if printed is not None else None
