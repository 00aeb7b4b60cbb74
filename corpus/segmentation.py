"""Pieces of speech joined into turns: cues, words and sentences of a recording.

Every reader of recordings cuts here, so the same recording gives the same turns
whichever file it was exported to. Where nobody is named no change of speaker shows,
and one turn of an hour could be neither quoted nor read: such a turn ends with a
sentence. Pauses do not count, because not every export keeps the times.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.draft import UNNAMED, DraftTurn

#: Characters, about a minute of talk, after which a turn of an unnamed voice ends with
#: its sentence; speech recognition without sentences is cut at twice as many.
LONG_ENOUGH = 1000

SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', "。", "？", "！")
CLOSING = frozenset(".,;:!?…%)]}’”。、，？！")
# Scripts that put no space between words.
UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\u0e00", "\u0e7f"))


@dataclass(slots=True)
class Piece:
    """A word, a sentence or a paragraph that one voice says.

    Attributes:
        label: who says it; None where the source does not say.
        text: what is said, white space folded.
        start, end: seconds, or None.
        is_paragraph: it is a paragraph by itself.
    """

    label: str | None
    text: str
    start: float | None = None
    end: float | None = None
    is_paragraph: bool = False


def label_of(name: str | None) -> str | None:
    """A label for a speaker that has a number or a letter for a name: `0` is `Speaker 0`."""
    if name is not None and (name.isdigit() or (len(name) == 1 and name.isalpha())):
        return f"Speaker {name}"
    return name


def turns(pieces: Iterable[Piece], section: str | None = None) -> list[DraftTurn]:
    """Neighbouring pieces of one speaker as one turn each.

    A piece without a speaker goes on with the one before. Where no piece has a
    speaker, the voice is called `Speaker` and its turns end with sentences.
    """
    said = [piece for piece in pieces if piece.text]
    if all(piece.label is None for piece in said):
        return [_turn(UNNAMED, run, section) for run in _passages(said)]
    label = UNNAMED
    for piece in said:
        label = piece.label = piece.label or label
    return [
        _turn(label, list(run), section) for label, run in groupby(said, lambda p: p.label or "")
    ]


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
    paragraphs = []
    loose: list[str] = []
    for piece in run:
        if piece.is_paragraph:
            paragraphs += [join(loose), piece.text]
            loose = []
        else:
            loose.append(piece.text)
    paragraphs.append(join(loose))
    return DraftTurn(label, [p for p in paragraphs if p], start, end, section)


def join(parts: list[str]) -> str:
    """Parts as running text: no space before a comma, none inside Chinese or Thai."""
    joined: list[str] = []
    before = ""
    for part in filter(None, parts):
        if joined and not (
            all(character in CLOSING for character in part)
            or (_is_unspaced(before) and _is_unspaced(part[0]))
        ):
            joined.append(" ")
        joined.append(part)
        before = part[-1]
    return "".join(joined)


def _is_unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in UNSPACED) or character in "。、，？！"
