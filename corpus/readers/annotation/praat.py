"""Praat, .TextGrid, in its long and its short form: tiers of intervals with a text each.

Both forms are one sequence of numbers, flags and quoted texts once the names of the
long form are left out; a quotation mark in a text is doubled.
"""

import re
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
from corpus.readers.annotation.tiers import Tier, drafted, spoken
from corpus.segmentation import Piece
from corpus.source import Source

OPENING = re.compile(
    rb'\s*File type\s*=\s*"ooTextFile(?: short)?"\s*(?:Object class\s*=\s*)?"TextGrid"'
)
TOKEN = re.compile(
    r'"(?P<text>(?:[^"]|"")*)"|(?<![\w\[.])(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w\].])'
    r"|(?P<flag><\w+>)"
)


def recognises(source: Source) -> bool:
    """Whether the head of the file says that it is a TextGrid."""
    head = source.data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return OPENING.match(head) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one recording of the file."""
    draft = drafted(_tiers(source))
    if not draft.turns:
        raise NotATranscript(source.path, "no tier of the TextGrid holds any words")
    yield draft


def _tiers(source: Source) -> list[Tier]:
    """The tiers of intervals.

    Raises:
        CorpusError: a tier is cut off.
    """
    tokens = _tokens(source.text)
    tiers: list[Tier] = []
    try:
        for _ in range(2):
            next(tokens)  # the type of the file and the class of the object
        for _ in range(2):
            _number(next(tokens))  # the times of the whole
        if next(tokens) != "<exists>":
            return []
        for _ in range(_count(next(tokens))):
            kind, name = next(tokens), next(tokens)
            next(tokens), next(tokens)  # the times of the tier
            tier = Tier(str(name))
            for _ in range(_count(next(tokens))):
                tier.pieces.append(_piece(tokens, is_point=kind == "TextTier"))
            if kind == "IntervalTier":
                tiers.append(tier)
    except (StopIteration, ValueError) as error:
        raise CorpusError(
            source.path,
            "the TextGrid ends inside of a tier, or has something else than a number in it",
            advice="was the file saved or copied to its end?",
        ) from error
    return tiers


def _piece(tokens: Iterator[str | float], *, is_point: bool) -> Piece:
    start = _number(next(tokens))
    end = start if is_point else _number(next(tokens))
    return Piece(None, spoken(str(next(tokens))), round(start, 3), round(end, 3))


def _tokens(text: str) -> Iterator[str | float]:
    for match in TOKEN.finditer(text):
        if match["number"] is not None:
            yield float(match["number"])
        elif match["text"] is not None:
            yield match["text"].replace('""', '"')
        else:
            yield match["flag"]


def _number(token: str | float) -> float:
    if isinstance(token, str):
        raise ValueError(token)
    return token


def _count(token: str | float) -> int:
    """How many tiers or intervals follow; more than a file can hold end in its end."""
    return max(0, min(int(_number(token)), 10_000_000))
