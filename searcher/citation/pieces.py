"""The text of a citation, in pieces that are in italics or not."""

from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A part of a citation."""

    text: str
    is_italic: bool = False


Pieces = tuple[Piece, ...]

#: A full stop after these would be one too many.
_ENDS = (".", "?", "!", ".”", "?”", "!”")


def italic(text: str) -> Piece:
    """A title in italics."""
    return Piece(text, is_italic=True)


def plain_text(pieces: Pieces) -> str:
    """The citation without its italics."""
    return "".join(piece.text for piece in pieces)


def sentences(*parts: Iterable[Piece | str]) -> Pieces:
    """Parts that each end with a full stop, unless they end with a mark; empty ones are left out.

    An address has no full stop after it.
    """
    made: list[Piece] = []
    for part in parts:
        pieces = [one if isinstance(one, Piece) else Piece(one) for one in part]
        pieces = [one for one in pieces if one.text]
        if not pieces:
            continue
        if made:
            made.append(Piece(" "))
        made += pieces
        text = plain_text(tuple(pieces))
        if not text.endswith(_ENDS) and "://" not in text.rsplit(" ", 1)[-1]:
            made.append(Piece("."))
    return tuple(made)


def commas(*parts: Piece | str) -> list[Piece]:
    """Parts with commas between them; empty ones are left out."""
    made: list[Piece] = []
    for part in parts:
        piece = part if isinstance(part, Piece) else Piece(part)
        if piece.text:
            made += [Piece(", "), piece] if made else [piece]
    return made


def quoted(title: str, end: str = "") -> str:
    """A title in quotation marks, those in it single, with what follows inside of them.

    A full stop or a comma is left out after a question mark or an exclamation mark.
    """
    inner = title.replace("“", "‘").replace("”", "’")
    while '"' in inner:
        inner = inner.replace('"', "‘", 1).replace('"', "’", 1)
    if inner.endswith(("?", "!", ".")):
        end = "" if end == "." else end
    return f"“{inner}{end}”"
