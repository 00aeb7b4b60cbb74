"""What a word is: how text is parted into words, and under which form they are kept.

Nothing is dropped and nothing is stemmed: one-letter words, stop words and
numbers are words, and a posting holds the word as it was said, in lower case
and without accents. The same rules part a search.

    M protein       m, protein            0.1        0.1
    CAR-T           car, t                1,000      1000
    t(4;14)         t, 4, 14              don’t      don't
    U.S.            u, s                  C++, C#    c++, c#
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

# Scripts that set no blanks between words: every sign is a word, and a phrase finds the rest.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Signs that stand on or inside letters and are no letters to `\w`: accents that were typed
# apart, vowel signs of Hebrew, Arabic and the scripts of India, joiners, the soft hyphen.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03"
    "\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c56\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u00ad\ufe20-\ufe2f"
)
_INSIDE = r"(?<=[0-9])\.(?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"


def _word_pattern(letter: str, apostrophe: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])[A-Za-z](?:\+\+|\#)(?![^\W_])"  # C++, C#
        rf"|{letter}(?:{letter}|{_INSIDE}|{apostrophe}(?={letter}))*"
    )


_ASCII_WORD = _word_pattern("[A-Za-z0-9]", "'")


@cache
def _word() -> re.Pattern[str]:
    """The pattern for all scripts; most texts are ASCII, and it takes 10 ms to compile."""
    letter = rf"(?:[^\W_ʼ{_UNSPACED}]|[{_MARKS}])"
    return re.compile(f"[{_UNSPACED}]|" + _word_pattern(letter, "['’ʼ＇]").pattern)


_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# Letters that have no accent to lose and still are typed without it.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
     "’": "'", "ʼ": "'", "＇": "'", "\u200c": None, "\u200d": None, "\u00ad": None}
)  # fmt: skip


class Word(NamedTuple):
    """A word of a text: the form it is kept under, and where it stands (characters)."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; the place of a word in this order is its position."""
    pattern = _ASCII_WORD if text.isascii() else _word()
    for match in pattern.finditer(text):
        if form := fold(match[0]):
            yield Word(form, match.start(), match.end())


def places(text: str, positions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Where words of a text stand (characters), by their positions, which are ascending."""
    wanted = iter(positions)
    if not text.isascii():
        # What is no word once it is folded, such as an accent by itself, has no place.
        spans = (m.span() for m in _word().finditer(text) if m[0].isascii() or fold(m[0]))
        return _at(spans, wanted)
    found: dict[int, tuple[int, int]] = {}
    number = end = 0
    for position in wanted:
        for stride in _STRIDES:
            while position - number >= stride and (passed := _passed(stride).match(text, end)):
                number, end = number + stride, passed.end()
        match = next(islice(_ASCII_WORD.finditer(text, end), position - number, None))
        found[position] = match.span()
        number, end = position + 1, match.end()
    return found


def _at(spans: Iterator[tuple[int, int]], wanted: Iterator[int]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    number = 0
    for position in wanted:
        found[position] = next(islice(spans, position - number, None))
        number = position + 1
    return found


#: Words that are passed over in one step.
_STRIDES = (64, 8)


@cache
def _passed(stride: int) -> re.Pattern[str]:
    # Atomic groups: where fewer words are left, nothing is tried a second time.
    return re.compile(f"(?:[^A-Za-z0-9]*+(?>{_ASCII_WORD.pattern})){{{stride}}}")


def is_sign_of_word(character: str) -> bool:
    """Whether a character may be part of a word, or is one, by itself."""
    return _word().match(character) is not None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form under which a word is kept: lower case, no accents, a straight apostrophe."""
    if word.isascii():
        folded = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word.casefold()).translate(_PLAIN)
        folded = "".join(c for c in apart if not unicodedata.combining(c))
    if "," in folded and _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    return folded


#: How many positions lie between two names of one value.
GAP = 100


def positioned(text: str, *, parted: bool = False) -> Iterator[tuple[int, Word]]:
    """The words of a text with their positions.

    Args:
        text: a text.
        parted: each line is a name of its own, with a gap between their positions.
    """
    if not parted:
        yield from enumerate(words(text))
        return
    position = start = 0
    for line in text.split("\n"):
        for word in words(line):
            yield position, Word(word.text, start + word.start, start + word.end)
            position += 1
        position += GAP
        start += len(line) + 1
