"""A draft as it is shown again: each quotation with its verdict, and what was really said."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.prose import Paragraph
from searcher.output.values.verdict_parts import (
    LEFT_OUT,
    MOST_PLACES,
    is_anybodys,
    meanings,
    notes,
    parts,
    said_and_quoted,
)
from searcher.safe_text import counted, one_line, shortened
from searcher.verify.draft import Drafted
from searcher.verify.verdict import ALTERING, Difference, Kind, Ruling, Unchecked, Verdict
from searcher.web.view.said import Shown, shown

#: A sign beside the word of each ruling: nobody needs to see its colour.
SIGNS = {
    Ruling.VERBATIM: "✓",
    Ruling.CLEANED: "≈",
    Ruling.ALTERED: "≠",
    Ruling.STITCHED: "+",
    Ruling.MISATTRIBUTED: "✗",
    Ruling.NOT_FOUND: "?",
}
#: What each ruling means.
MEANINGS = {
    Ruling.VERBATIM: "word for word as it was said",
    Ruling.CLEANED: "near: only fillers, repetitions, punctuation or spelling differ",
    Ruling.ALTERED: "words were changed, added or left out",
    Ruling.STITCHED: "put together from several places",
    Ruling.MISATTRIBUTED: "somebody else said it",
    Ruling.NOT_FOUND: "nobody said this, or anything near it",
}
#: About how many characters of each place are shown.
_PLACE = 420


class Piece(NamedTuple):
    """A part of what was said beside a quotation.

    Attributes:
        text: the part.
        kind: "" where both agree, `put` what was said and is not quoted, `out` what is quoted and
            was not said.
        alters: whether the difference alters the quotation.
    """

    text: str
    kind: str = ""
    alters: bool = False


class Place(NamedTuple):
    """Where a quotation, or a part of it, was said.

    Attributes:
        part: the part of the quotation, or "" if it is the whole.
        near: how many percent of the words were said there, or "".
        shown: the turn, with what was quoted marked.
    """

    part: str
    near: str
    shown: Shown


class Judged(NamedTuple):
    """A quotation with its verdict.

    Attributes:
        number: its place among the quotations, from 1.
        text: the quotation.
        ruling: the ruling as a word; "not checked" if there is none.
        sign: its sign.
        is_right: whether it may be printed.
        wrong_person: whether it is ascribed to somebody who did not say it.
        claimed: who is claimed to have said it, or "".
        is_guess: whether that is a guess.
        said_by: who said it, where that is not the one who is claimed, or "".
        changes: what may change the meaning.
        pieces: what was said beside it; empty where nothing differs.
        notes: what the marks do not say.
        places: where it was said.
    """

    number: int
    text: str
    ruling: str
    sign: str
    is_right: bool
    wrong_person: bool
    claimed: str
    is_guess: bool
    said_by: str
    changes: tuple[str, ...]
    pieces: list[Piece]
    notes: list[str]
    places: list[Place]

    @property
    def kind(self) -> str:
        """A name for its style: right, near or wrong."""
        if self.ruling == "not checked":
            return "open"
        if not self.is_right:
            return "wrong"
        return "right" if self.sign == SIGNS[Ruling.VERBATIM] else "near"


def judged(number: int, one: Drafted, found: Verdict | Unchecked, *, media: bool) -> Judged:
    """A quotation with its verdict as a page shows it.

    Args:
        number: its place among the quotations, from 1.
        one: the quotation.
        found: its verdict, or why it was not checked.
        media: whether this server has recordings.
    """
    text = one_line(one.text)
    if isinstance(found, Unchecked):
        note = f"Not checked: {found.reason}."
        return Judged(number, text, "not checked", "–", is_right=False, wrong_person=False,
                      claimed=one_line(one.claim.name) if one.claim else "", is_guess=False,
                      said_by="", changes=(), pieces=[], notes=[note], places=[])  # fmt: skip
    known = found.places
    speakers = dict.fromkeys(place.quote.turn.speaker for place in known)
    return Judged(
        number,
        text,
        found.ruling.value,
        SIGNS[found.ruling],
        is_right=found.is_right,
        wrong_person=found.ascribed is False,
        claimed=one_line(found.claimed or ""),
        is_guess=found.is_guess,
        said_by=one_line(", ".join(speakers)) if found.ascribed is False else "",
        changes=meanings(found),
        pieces=[*_pieces(found)] if found.ruling != Ruling.NOT_FOUND else [],
        notes=[*_notes(found)],
        places=[*_places(found, media=media)],
    )  # fmt: skip


def _pieces(found: Verdict) -> Iterator[Piece]:
    """The quotation with what has to be put in or taken out to make it what was said."""
    found_parts = [*parts(found)]
    if len(found_parts) == 1:
        return
    for part in found_parts:
        if isinstance(part, str):
            yield Piece(part)
        else:
            yield from _changed(part)


def _changed(one: Difference) -> Iterator[Piece]:
    """A difference: what was said in place of what is quoted."""
    said, quoted = said_and_quoted(one)
    if one.kind == Kind.BRACKETED:
        # Its author says who added it.
        yield Piece(quoted)
        return
    if quoted:
        yield Piece(quoted, "out" if said or one.kind in ALTERING else "", one.alters)
    if said:
        yield Piece(f"{' ' if quoted else ''}{said}{'' if quoted else ' '}", "put", one.alters)


def _notes(found: Verdict) -> Iterator[str]:
    """What the marks do not say."""
    for note in notes(found):
        yield _sentence(note)
    for place in found.places[:MOST_PLACES]:
        if place.corrections:
            yield f"Turn {place.quote.turn.number}: {place.correction_note}"
    if found.said > MOST_PLACES:
        yield f"Said {found.said:,} times; here are the first {MOST_PLACES}."
        if is_anybodys(found):
            yield "So short a sentence may be anybody’s."


def _places(found: Verdict, *, media: bool) -> Iterator[Place]:
    is_stitched = found.ruling == Ruling.STITCHED
    for place in found.places if is_stitched else found.places[:MOST_PLACES]:
        part = shortened(found.text[slice(*place.part)], LEFT_OUT) if is_stitched else ""
        yield Place(part, "", shown(place.quote, media=media, enough=_PLACE))
    if found.nearest:
        near = f"{found.nearest.near:.0%}"
        yield Place("", near, shown(found.nearest.quote, media=media, enough=_PLACE))


def _sentence(note: str) -> str:
    """A note as a sentence; what somebody said may have ended it."""
    return f"{note[:1].upper()}{note[1:]}{'' if note.endswith(('.', '!', '?', '…')) else '.'}"


class Part(NamedTuple):
    """A part of a paragraph: text, or a quotation with its verdict.

    Attributes:
        text: the part.
        judged: the verdict; None for what is no quotation.
        ends: whether the quotation ends here, and its verdict can be told.
    """

    text: str
    judged: Judged | None = None
    ends: bool = False


def draft(
    paragraphs: Sequence[Paragraph], found: Sequence[tuple[Drafted, Judged]]
) -> list[tuple[bool, list[Part]]]:
    """The paragraphs of a draft in parts: whether each is a block quotation, and its parts.

    Args:
        paragraphs: the paragraphs, in their order.
        found: the quotations in them.
    """
    marks: dict[int, list[tuple[int, int, Judged, bool]]] = {}
    for one, verdict in found:
        for mark in one.marks:
            place = (mark.start, mark.end, verdict, mark is one.marks[-1])
            marks.setdefault(mark.line, []).append(place)
    return [(bool(one.block), [*_parts(one.text, marks.get(one.line, []))]) for one in paragraphs]


def _parts(text: str, marks: Sequence[tuple[int, int, Judged, bool]]) -> Iterator[Part]:
    done = 0
    for start, end, verdict, ends in sorted(marks, key=lambda mark: mark[:2]):
        if start < done:
            continue
        if text[done:start]:
            yield Part(text[done:start])
        yield Part(text[start:end], verdict, ends)
        done = end
    if text[done:]:
        yield Part(text[done:])


def told(found: Sequence[Judged]) -> str:
    """How many quotations there are of each ruling, in words."""
    counts = {ruling.value: 0 for ruling in Ruling} | {"not checked": 0}
    for one in found:
        counts[one.ruling] += 1
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def heading(found: Sequence[Judged]) -> str:
    """How many quotations there are, and how many are right."""
    right = sum(one.is_right for one in found)
    return f"{counted(len(found), 'quotation')}, {right:,} right"
