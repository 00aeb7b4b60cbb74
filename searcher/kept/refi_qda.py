"""Tags and notes as a project of REFI-QDA, which programs for qualitative research open.

A file `.qdpx` is a zip: `project.qde` in XML, and the transcripts as plain text, in which a place
is counted in characters of Unicode (REFI-QDA Standard 1.0, https://www.qdasoftware.org).
"""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from corpus.model import Program
from searcher.engines.marked import Marked
from searcher.safe_text import plain_xml

_NAMESPACE = "urn:QDA-XML:project:1.0"
_ORIGIN = "searcher"


def write(
    out: BinaryIO, marks: Iterable[Marked], program: Callable[[str], Program | None], now: str
) -> int:
    """Write tags and notes, with the whole transcripts that they are on; how many were written.

    Those whose turn is gone have no place in a transcript, and are left out.

    Args:
        out: the file.
        marks: the tags and notes.
        program: the program with an id, and its turns, as they may be shown.
        now: the time, as RFC 3339 writes it.
    """
    by_program: dict[str, list[Marked]] = {}
    for one in marks:
        if one.program is not None:
            by_program.setdefault(one.program.id, []).append(one)
    codes = sorted({one.code for some in by_program.values() for one in some if one.code})
    project = etree.fromstring(f'<Project xmlns="{_NAMESPACE}"/>')
    user = _guid("user")
    for name, value in (
        ("name", "Tags and notes"), ("origin", _ORIGIN), ("creatingUserGUID", user),
        ("creationDateTime", now),
    ):  # fmt: skip
        project.set(name, value)
    _add(_add(project, "Users"), "User", guid=user, name=_ORIGIN)
    if codes:
        listed = _add(_add(project, "CodeBook"), "Codes")
        for code in codes:
            _add(listed, "Code", guid=_guid("code", code), name=code, isCodable="true")
    sources = _add(project, "Sources")
    notes = etree.Element(_name("Notes"))
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, some in by_program.items():
            found = program(name)
            if found is None:
                continue
            text, places = _text(found)
            guid = _guid("source", name)
            source = _add(
                sources, "TextSource", guid=guid, name=found.title,
                plainTextPath=f"internal://{guid}.txt", creatingUser=user, creationDateTime=now,
            )  # fmt: skip
            packed.writestr(f"sources/{guid}.txt", text)
            count += _selections(source, notes, some, places, user)
        if len(notes):
            project.append(notes)
        data = etree.tostring(project, encoding="utf-8", xml_declaration=True, pretty_print=True)
        packed.writestr("project.qde", data)
    return count


def _selections(
    source: etree._Element,
    notes: etree._Element,
    marks: Sequence[Marked],
    places: dict[int, tuple[int, int]],
    user: str,
) -> int:
    """Add each tagged turn of a transcript once, with all of its codes and notes."""
    by_turn: dict[int, list[Marked]] = {}
    for one in marks:
        if one.turn is not None and one.turn.number in places:
            by_turn.setdefault(one.turn.number, []).append(one)
    for number, some in sorted(by_turn.items()):
        start, end = places[number]
        of_source = str(source.get("guid"))
        selection = _add(
            source, "PlainTextSelection", guid=_guid("selection", of_source, str(number)),
            name=f"turn {number}", startPosition=str(start), endPosition=str(end),
            creatingUser=user, creationDateTime=some[0].made,
        )  # fmt: skip
        for one in (each for each in some if each.code):
            coding = _add(
                selection, "Coding", guid=_guid("coding", of_source, str(number), one.code),
                creatingUser=user, creationDateTime=one.made,
            )  # fmt: skip
            _add(coding, "CodeRef", targetGUID=_guid("code", one.code))
        for place, one in enumerate(each for each in some if each.note):
            guid = _guid("note", of_source, str(number), str(place), one.note)
            _add(selection, "NoteRef", targetGUID=guid)
            note = _add(
                notes, "Note", guid=guid, name=f"turn {number}",
                creatingUser=user, creationDateTime=one.made,
            )  # fmt: skip
            _add(note, "PlainTextContent").text = plain_xml(one.note)
    return sum(map(len, by_turn.values()))


def _text(program: Program) -> tuple[str, dict[int, tuple[int, int]]]:
    """A transcript as plain text, and where in it the words of each turn are."""
    written: list[str] = []
    places: dict[int, tuple[int, int]] = {}
    at = 0
    for turn in program.turns:
        before = f"{plain_xml(turn.speaker)}: "
        said = plain_xml(turn.text)
        places[turn.number] = at + len(before), at + len(before) + len(said)
        written.append(f"{before}{said}\n\n")
        at += len(written[-1])
    return "".join(written), places


def _add(parent: etree._Element, kind: str, /, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, _name(kind))
    for key, value in attributes.items():
        made.set(key, plain_xml(value))
    return made


def _name(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _guid(*parts: str) -> str:
    """The same for the same thing, so that a project that is imported again is known."""
    name = "\0".join(("searcher", *parts)).encode("utf-8", "replace").decode()
    return str(uuid5(NAMESPACE_URL, name))
