"""Akoma Ntoso debates: `<speech by="#id">`, questions and answers, with `<from>` as the label.

Times are those of the clock, in seconds since midnight, as the source prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.people.source_names import name_labels
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

SPEECHES = ("speech", "question", "answer")
BLOCKS = frozenset({"p", "block", "blockList", "item", "li", "ul", "ol", "blockContainer"})
NOT_SAID = frozenset(
    """
    from heading subheading num scene narrative summary remark authorialNote recordedTime
    docTitle docDate eol marker noteRef
    """.split()
)
LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "deu": "de", "ger": "de",
             "ita": "it", "por": "pt", "nld": "nl", "dut": "nl", "pol": "pl", "ces": "cs",
             "swe": "sv", "fin": "fi", "dan": "da", "slv": "sl", "ell": "el", "jpn": "ja",
             "zho": "zh", "swa": "sw", "afr": "af", "cym": "cy"}  # fmt: skip


def recognises(source: Source) -> bool:
    """Whether the root element is Akoma Ntoso's."""
    return (root_name(source) or "").casefold() == "akomantoso"


def read(source: Source) -> Iterator[Draft]:
    """The one debate of the file."""
    root = parse(source)
    draft = Draft()
    people = _shown(root, "TLCPerson")
    roles = _shown(root, "TLCRole")
    section: str | None = None
    by: list[str | None] = []
    for element in below(root, "heading", *SPEECHES):
        if local(element) == "heading":
            section = text_of(element, NOT_SAID - {"heading"}) or section
            continue
        said = paragraphs(element, BLOCKS, NOT_SAID)
        if not said:
            continue
        name = people.get((attribute(element, "by") or "").lstrip("#"))
        printed = first(element, "from")
        label = (text_of(printed).rstrip(" :") if printed is not None else "") or name or UNNAMED
        if name:
            role = roles.get((attribute(element, "as") or "").lstrip("#"))
            draft.speakers[name] = draft.speakers.get(name) or role
        draft.turns.append(
            DraftTurn(label, said, clock(attribute(element, "startTime")), section=section)
        )
        by.append(name)
    name_labels(draft, by)
    if not draft.turns:
        raise NotATranscript(source.path, "the document holds no speech, question or answer")
    _describe(root, draft)
    yield draft


def _shown(root: etree._Element, kind: str) -> dict[str, str]:
    """The names that the references show, by their ids."""
    shown = {}
    for reference in below(root, kind):
        identity, name = attribute(reference, "eId", "id"), attribute(reference, "showAs")
        if identity and name:
            shown[identity] = name
    return shown


def _describe(root: etree._Element, draft: Draft) -> None:
    """Take title, date, language and link from the preface and the identification."""
    title = first(root, "docTitle")
    if title is None:
        title = first(root, "FRBRtitle")
    if title is not None:
        draft.title = text_of(title) or attribute(title, "value")
    for date in below(root, "docDate", "FRBRdate"):
        draft.date = draft.date or iso_date(attribute(date, "date") or text_of(date))
    language = first(root, "FRBRlanguage")
    if language is not None and (code := attribute(language, "language")):
        draft.language = LANGUAGES.get(code, code)
    for link in below(root, "FRBRuri", "FRBRthis"):
        value = attribute(link, "value") or ""
        if draft.url is None and value.startswith(("http://", "https://")):
            draft.url = value
