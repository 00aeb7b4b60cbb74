"""Proceedings of the German Bundestag in XML, as published since 2017: `<dbtplenarprotokoll>`.

A `<p klasse="redner">` and a `<name>` (the chair) begin a turn; a `<kommentar>` was not
said by who speaks, and paragraphs of the class T are the agenda.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.readers.xml.xml_tree import attribute, below, first, local, parse, root_name, text_of
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree

NOT_SAID = frozenset({"kommentar", "fussnote", "redner", "a", "anlagen"})
# A paragraph of the agenda: what is debated, not what is said.
AGENDA = ("T_", "AL_")


def recognises(source: Source) -> bool:
    """Whether the root element is that of the proceedings."""
    return root_name(source) == "dbtplenarprotokoll"


def read(source: Source) -> Iterator[Draft]:
    """The one sitting of the file."""
    root = parse(source)
    draft = Draft(language="de", date=_date(attribute(root, "sitzung-datum")))
    number = first(root, "plenarprotokoll-nummer")
    if number is not None and (title := text_of(number)):
        draft.title = title if title.startswith("Plenar") else f"Plenarprotokoll {title}"
    course = first(root, "sitzungsverlauf")
    if course is not None:
        _walk(course, draft)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    if not draft.turns:
        raise NotATranscript(source.path, "nobody speaks in the proceedings")
    yield draft


def _walk(course: etree._Element, draft: Draft) -> None:
    """Add the turns of a sitting in the order of the file."""
    section: str | None = None
    titled = False
    turn: DraftTurn | None = None
    for element in below(course, "tagesordnungspunkt", "rede", "p", "name"):
        kind = local(element)
        css = attribute(element, "klasse") or ""
        if kind == "tagesordnungspunkt":
            section, titled, turn = attribute(element, "top-id"), False, None
        elif kind == "name":
            parent = element.getparent()
            is_record = parent is not None and local(parent) == "redner"
            if not is_record and (label := text_of(element).rstrip(" :")):
                turn = DraftTurn(label, section=section)
                draft.turns.append(turn)
        elif css == "redner":
            turn = _speaker(element, section, draft)
            draft.turns.append(turn)
        elif css.startswith(AGENDA):
            if "fett" in css and not titled and (title := text_of(element, NOT_SAID)):
                section, titled = title, True
        elif kind == "p" and turn is not None and (said := text_of(element, NOT_SAID)):
            turn.section = turn.section if turn.paragraphs else section
            turn.paragraphs.append(said)


def _speaker(element: etree._Element, section: str | None, draft: Draft) -> DraftTurn:
    """A turn of the member whom the paragraph names, with the role that its record gives."""
    label = text_of(element, NOT_SAID).rstrip(" :")
    name = first(element, "redner", "name")
    given = [
        text_of(part)
        for key in ("titel", "vorname", "namenszusatz", "nachname")
        if name is not None and (part := first(name, key)) is not None
    ]
    full = " ".join(part for part in given if part)
    label = label or full
    if full and full != label:
        draft.names[label] = full
    role = first(name, "fraktion") if name is not None else None
    if name is not None and role is None:
        role = first(name, "rolle", "rolle_lang")
    if role is not None and (says := text_of(role)):
        draft.speakers[draft.names.get(label, label)] = says
    return DraftTurn(label, section=section)


def _date(german: str | None) -> str | None:
    """`2020-02-12` for `12.02.2020`."""
    parts = (german or "").split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    day, month, year = parts
    return f"{year}-{int(month):02}-{int(day):02}"
