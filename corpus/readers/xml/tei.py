"""TEI and Parla-CLARIN: utterances `<u who="#id">`, and speeches `<sp who="#id">` of plays.

The label is what the source prints: the note or the `<speaker>` before a turn.
Who that is, the id says, by the name that a list of persons has for it. Notes,
gaps and noises inside an utterance were not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.people.source_names import name_labels
from corpus.readers.xml.xml_tree import (
    attribute,
    below,
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

ROOTS = frozenset({"TEI", "TEI.2", "teiCorpus"})
BLOCKS = frozenset({"seg", "p", "ab", "lg", "l"})
NOT_SAID = frozenset(
    """
    note gap desc vocal kinesic incident writing stage speaker head pb cb fw figure graphic sic
    orig abbr fs linkGrp spanGrp spanGrp timeline
    """.split()
)
LISTS = frozenset({"castList", "castGroup", "list", "table", "figure", "listBibl", "listPerson"})


@dataclass(slots=True)
class _Voice:
    """Who speaks in a turn: the id, and what is printed before the turn."""

    who: str | None
    printed: str | None


def recognises(source: Source) -> bool:
    """Whether the root element is TEI's."""
    return root_name(source) in ROOTS


def read(source: Source) -> Iterator[Draft]:
    """The transcript of the file; each `<TEI>` of a corpus is one of its own."""
    root = parse(source)
    texts = [tei for tei in below(root, "TEI", "TEI.2") if first(tei, "text") is not None]
    found = False
    for number, tei in enumerate(texts, start=1):
        draft = Draft()
        voices = list(_turns(tei, draft))
        if not draft.turns:
            continue
        _name(draft, voices, _persons(root) | _persons(tei))
        _take_roles(draft, voices, tei)
        _describe(tei, draft)
        if len(texts) > 1:
            draft.key = attribute(tei, "xml:id", "n") or str(number)
        found = True
        yield draft
    if not found:
        raise NotATranscript(source.path, "the TEI holds no utterance (`<u>` or `<sp>`)")


def _turns(tei: etree._Element, draft: Draft) -> Iterator[_Voice]:
    """Add the turns to the draft, and say who speaks in each."""
    text = next(e for e in below(tei, "text"))
    times = _timeline(tei)
    printed: str | None = None
    heads: list[str] = []
    follows_head = False
    for element in below(text, "u", "sp", "note", "head"):
        name = local(element)
        if name == "head" and _is_of_a_list(element):
            continue
        if name == "head":
            heads = heads if follows_head else []
            heads.append(text_of(element, NOT_SAID - {"head"}))
        follows_head = name == "head"
        if name == "note":
            if attribute(element, "type") == "speaker":
                printed = text_of(element).rstrip(" :")
        elif name in ("u", "sp"):
            if name == "sp" and (speaker := first(element, "speaker")) is not None:
                printed = text_of(speaker).rstrip(" :.")
            if said := paragraphs(element, BLOCKS, NOT_SAID):
                start, end = (
                    times.get((attribute(element, edge) or "").lstrip("#"))
                    for edge in ("start", "end")
                )
                section = " ".join(heads) or None
                draft.turns.append(DraftTurn("", said, start, end, section))
                who = (attribute(element, "who") or "").split()
                yield _Voice(who[0].lstrip("#") if who else None, printed or None)
            printed = None


def _is_of_a_list(head: etree._Element) -> bool:
    """Whether a head stands over a cast or another list, not over what is said."""
    around = head.getparent()
    return around is not None and local(around) in LISTS


def _persons(tei: etree._Element) -> dict[str, str]:
    """The names of the persons in the header, by their ids."""
    names = {}
    for person in below(tei, "person", "personGrp", "castItem"):
        identity = attribute(person, "xml:id")
        name = first(person, "persName")
        if name is None:
            name = first(person, "name") if local(person) != "castItem" else first(person, "role")
        if identity and name is not None and (full := _full_name(name)):
            names[identity] = full
    return names


def _take_roles(draft: Draft, voices: list[_Voice], tei: etree._Element) -> None:
    """Take the roles that the list of persons gives, such as `interviewer`."""
    roles = {attribute(p, "xml:id"): attribute(p, "role") for p in below(tei, "person")}
    for turn, voice in zip(draft.turns, voices, strict=True):
        if voice.who and (role := roles.get(voice.who)):
            name = draft.names.get(turn.label, turn.label)
            draft.speakers[name] = draft.speakers.get(name) or role


def _full_name(name: etree._Element) -> str:
    """First name first, wherever the file has it."""
    parts = [
        text_of(part)
        for kinds in (("forename",), ("nameLink",), ("surname",))
        for part in below(name, *kinds)
    ]
    return " ".join(part for part in parts if part) or text_of(name)


def _name(draft: Draft, voices: list[_Voice], persons: dict[str, str]) -> None:
    """Give each turn its label, and each label the name that its id stands for."""
    names: dict[str, str] = {}
    for voice in voices:
        if voice.who is None:
            continue
        name, role = persons.get(voice.who), None
        if name is None:
            name, role = _name_from(voice.who, voice.printed)
        # The first spelling of a name stays; a role may be told later.
        name = names.setdefault(voice.who, name)
        draft.speakers[name] = draft.speakers.get(name) or role
    by = [names[voice.who] if voice.who else None for voice in voices]
    for turn, voice, name in zip(draft.turns, voices, by, strict=True):
        turn.label = voice.printed or name or UNNAMED
    name_labels(draft, by)


def _name_from(who: str, printed: str | None) -> tuple[str, str | None]:
    """A name and a role from an id such as `LeeAnn` and the label `CHAIR ANN LEE`."""
    parts = _id_words(who) or [who]
    if printed:
        folded = {part.casefold(): part for part in parts}
        words = printed.split()
        matched = [word for word in words if word.casefold() in folded]
        if len(matched) == len(parts):
            before = " ".join(words[: words.index(matched[0])])
            name = " ".join(
                word if not word.isupper() else _cased(folded[word.casefold()]) for word in matched
            )
            return name, before.capitalize() if before and not before.endswith(".") else None
        return printed, None
    return " ".join(parts) if len(parts) > 1 else who, None


def _cased(word: str) -> str:
    return word.capitalize() if word.islower() else word


def _id_words(who: str) -> list[str]:
    """The words of an id: `LeeAnn`, `lee.ann` and `Lee_Ann` are two."""
    words: list[str] = []
    before = ""
    for character in who:
        if not character.isalnum():
            before = ""
            continue
        if not before or (character.isupper() and before.islower()):
            words.append("")
        words[-1] += character
        before = character
    return words


def _timeline(tei: etree._Element) -> dict[str, float]:
    """The seconds of each point of the timeline, by its id."""
    times: dict[str, float] = {}
    for timeline in below(tei, "timeline"):
        unit = 0.001 if attribute(timeline, "unit") == "ms" else 1.0
        for when in below(timeline, "when"):
            identity, interval = attribute(when, "xml:id"), attribute(when, "interval")
            since = (attribute(when, "since") or "").lstrip("#")
            if identity is None:
                continue
            if interval is None:
                times.setdefault(identity, 0.0)
            elif re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", interval):
                times[identity] = round(times.get(since, 0.0) + float(interval) * unit, 3)
    return times


def _describe(tei: etree._Element, draft: Draft) -> None:
    """Take title, date, language and links from the header."""
    draft.language = attribute(tei, "xml:lang")
    header = first(tei, "teiHeader")
    if header is None:
        return
    draft.title = _title(header, draft.language)
    for place in (("settingDesc",), ("recording",), ("sourceDesc",), ("profileDesc",)):
        element = first(header, *place)
        for date in below(element, "date") if element is not None else ():
            when = attribute(date, "when", "from", "notBefore") or text_of(date)
            draft.date = draft.date or iso_date(when)
    for identity in below(header, "idno"):
        if (attribute(identity, "type") or "").upper() in ("URI", "URL") and draft.url is None:
            draft.url = text_of(identity) or None
    media = first(header, "recording", "media")
    draft.media_url = attribute(media, "url") if media is not None else None


def _title(header: etree._Element, language: str | None) -> str | None:
    """The title of what was recorded, where the source is titled as the file is; else the main one.

    In a corpus of parliaments the main title is the corpus's, the sitting's is below it.
    """
    statement = first(header, "titleStmt")
    if statement is None:
        return None
    titles = [title for title in statement if local(title) == "title"]
    own = [t for t in titles if attribute(t, "xml:lang") in (None, language)] or titles
    source = first(header, "sourceDesc")
    sources = {text_of(t) for t in below(source, "title")} if source is not None else set()
    repeated = [t for t in own if text_of(t) in sources]
    main = [t for t in own if attribute(t, "type") in (None, "main")]
    return next((text for t in (*repeated, *main, *own) if (text := text_of(t))), None)
