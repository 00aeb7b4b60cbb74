"""Transcriber, .trs: `<Turn speaker="spk1">` with `<Sync time="…"/>` before each part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.draft import UNNAMED, Draft
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.readers.annotation.tiers import spoken
from corpus.readers.xml.xml_tree import attribute, below, first, local, parse, root_name
from corpus.segmentation import Piece, turns
from corpus.source import Source

if TYPE_CHECKING:
    from lxml import etree


def recognises(source: Source) -> bool:
    """Whether the root element is Transcriber's."""
    return root_name(source) == "Trans"


def read(source: Source) -> Iterator[Draft]:
    """The one recording of the file."""
    root = parse(source)
    names = {
        attribute(speaker, "id"): attribute(speaker, "name") or attribute(speaker, "id")
        for speaker in below(root, "Speaker")
    }
    topics = {attribute(topic, "id"): attribute(topic, "desc") for topic in below(root, "Topic")}
    pieces = []
    for section in below(root, "Section"):
        heading = topics.get(attribute(section, "topic"))
        for turn in below(section, "Turn"):
            for piece in _pieces(turn, names):
                piece.section = heading
                pieces.append(piece)
    draft = Draft(turns=turns(pieces))
    if not draft.turns:
        raise NotATranscript(source.path, "no turn holds any words")
    episode = first(root, "Episode")
    if episode is not None:
        draft.series = attribute(episode, "program")
        draft.date = iso_date(attribute(episode, "air_date") or "")
    draft.language = attribute(root, "xml:lang")
    yield draft


def _pieces(turn: etree._Element, names: dict[str | None, str | None]) -> Iterator[Piece]:
    """The parts of a turn; where several speak at a time, `<Who nb>` says which of them.

    Noises and comments are elements without text of their own, and were not said.
    """
    voices = [names.get(one, one) for one in (attribute(turn, "speaker") or "").split()]
    label = voices[0] if voices else UNNAMED
    start = _seconds(attribute(turn, "startTime"))
    end = _seconds(attribute(turn, "endTime"))
    found: list[Piece] = [Piece(label, turn.text or "", start, end)]
    for child in turn:
        kind = local(child)
        if kind == "Sync":
            at = _seconds(attribute(child, "time"))
            found[-1].end = at if at is not None else found[-1].end
            start = at
            found.append(Piece(label, child.tail or "", start, end))
        elif kind == "Who":
            number = attribute(child, "nb") or ""
            which = int(number) - 1 if number.isdigit() else 0
            label = voices[which] if 0 <= which < len(voices) else UNNAMED
            found.append(Piece(label, child.tail or "", start, end))
        else:
            found[-1].text += child.tail or ""
    for piece in found:
        piece.text = spoken(piece.text)
        if piece.text:
            yield piece


def _seconds(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return round(number, 3) if 0 <= number < 1e9 else None
