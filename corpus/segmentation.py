"""Pieces of speech joined into turns: cues, words and sentences of a recording.

Every reader of recordings cuts here, so the same recording gives the same turns
whichever file it was exported to. Where nobody is named no change of speaker shows,
and one turn of an hour could be neither quoted nor read: such a turn ends with a
sentence. Pauses do not count, because not every export keeps the times.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.draft import UNNAMED, DraftTurn

#: Characters, about a minute of talk, after which a turn of an unnamed voice ends with
#: its sentence; speech recognition without sentences is cut at twice as many.
LONG_ENOUGH = 1000

#: A word keeps its time if it begins so many seconds after the last time that was kept: a
#: time for every word would double what is stored of a turn. Cues and segments keep theirs.
WORD_GAP = 4.0
#: A time that goes back by so many seconds is the start of another tape.
TAPE_GAP = 60.0

SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', "。", "？", "！")
CLOSING = frozenset(".,;:!?…%)]}’”。、，？！")
# Scripts that put no space between words.
UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\u0e00", "\u0e7f"))


@dataclass(slots=True)
class Piece:
    """A word, a sentence or a paragraph that one voice says.

    Attributes:
        label: who says it; `UNNAMED` for somebody whom the source does not name; None
            where it goes on with the speaker of the piece before.
        text: what is said, white space folded.
        start, end: seconds, or None.
        is_paragraph: it is a paragraph by itself.
        begins: it starts a turn, whoever spoke before.
        is_word: it is one word of many, each with its time.
        section: the heading under which it stands.
    """

    label: str | None
    text: str
    start: float | None = None
    end: float | None = None
    is_paragraph: bool = False
    begins: bool = False
    is_word: bool = False
    section: str | None = None


def label_of(name: str | None) -> str | None:
    """A label for a speaker that has a number or a letter for a name: `0` is `Speaker 0`.

    `Speaker` by itself names nobody.
    """
    if name is not None and name.casefold() == "speaker":
        return UNNAMED
    if name is not None and (name.isdigit() or (len(name) == 1 and name.isalpha())):
        return f"Speaker {name}"
    return name


def turns(pieces: Iterable[Piece], section: str | None = None) -> list[DraftTurn]:
    """Neighbouring pieces of one speaker as one turn each.

    A piece without a label goes on with the one before. Where no piece has a
    label, the voice is unnamed and its turns end with sentences. A new section
    and a new tape start a turn.

    Args:
        pieces: in the order in which they were said.
        section: the section of pieces that name none.
    """
    said = [piece for piece in pieces if piece.text]
    named = any(piece.label for piece in said)
    found: list[DraftTurn] = []
    for run in _runs(said):
        label = run[0].label or UNNAMED
        parts = [run] if label or named else _passages(run)
        found += [_turn(label, part, part[0].section or section) for part in parts]
    return found


def _runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one voice, one section and one tape, each with its label filled in."""
    run: list[Piece] = []
    latest = 0.0
    for piece in pieces:
        before = run[-1] if run else None
        if before is not None and piece.label is None and not piece.begins:
            piece.label = before.label
        rewinds = piece.start is not None and piece.start < latest - TAPE_GAP
        if before is not None and (
            piece.begins
            or rewinds
            or (piece.label or UNNAMED) != (before.label or UNNAMED)
            or piece.section != before.section
        ):
            yield run
            run, latest = [], 0.0
        run.append(piece)
        latest = max(latest, piece.start or 0.0)
    if run:
        yield run


def _passages(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that are about as long as a turn, each ending with a sentence if it can."""
    run: list[Piece] = []
    length = 0
    for piece in pieces:
        run.append(piece)
        length += len(piece.text)
        ends = piece.text.endswith(SENTENCE_ENDS)
        if length >= LONG_ENOUGH if ends else length >= 2 * LONG_ENOUGH:
            yield run
            run, length = [], 0
    if run:
        yield run


def _turn(label: str, run: list[Piece], section: str | None) -> DraftTurn:
    start = next((piece.start for piece in run if piece.start is not None), None)
    end = next((piece.end for piece in reversed(run) if piece.end is not None), None)
    if start is not None and end is not None and end < start:
        end = None  # a time that runs backwards tells nothing
    paragraphs: list[list[str]] = []
    moments: list[tuple[int, float]] = []
    offset = 0  # of what comes next, in the paragraphs with a blank line between them
    loose = False
    for piece in run:
        if piece.is_paragraph or not loose:
            offset += 2 if paragraphs else 0
            paragraphs.append([])
        loose = not piece.is_paragraph
        space = _between(paragraphs[-1], piece)
        paragraphs[-1].append(space + piece.text)
        _add_moment(moments, piece, offset + len(space))
        offset += len(space) + len(piece.text)
    texts = ["".join(parts) for parts in paragraphs]
    if len(moments) == 1 and moments[0][1] == start:
        moments = []  # it says no more than the start of the turn does
    return DraftTurn(label, texts, start, end, section, moments=moments)


def _between(parts: list[str], piece: Piece) -> str:
    """What stands between the parts of a paragraph and the piece after them.

    Cues in Chinese have no full stop, so a space shows where one ends.
    """
    if not parts:
        return ""
    before = parts[-1][-1]
    if not piece.is_word and before.isalnum() and piece.text[0].isalnum():
        return " "
    return _space(before, piece.text)


def _add_moment(moments: list[tuple[int, float]], piece: Piece, offset: int) -> None:
    """Keep the time of a piece at its first word, if it says more than the last one kept."""
    if piece.start is None:
        return
    word = next((at for at, sign in enumerate(piece.text) if sign.isalnum()), None)
    if word is None:
        return
    if moments and piece.start < moments[-1][1] + (WORD_GAP if piece.is_word else 0.0):
        return
    moments.append((offset + word, piece.start))


def join(parts: list[str]) -> str:
    """Parts as running text: no space before a comma, none inside Chinese or Thai."""
    joined: list[str] = []
    for part in filter(None, parts):
        joined.append(_space(joined[-1][-1], part) + part if joined else part)
    return "".join(joined)


def _space(before: str, part: str) -> str:
    """What stands between a character and the part after it."""
    if part[0] in CLOSING and all(character in CLOSING for character in part):
        return ""
    return "" if is_unspaced(before) and is_unspaced(part[0]) else " "


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that puts no space between words, or its comma."""
    if character < "\u0e00":
        return False
    return any(first <= character <= last for first, last in UNSPACED) or character in "。、，？！"
