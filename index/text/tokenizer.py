"""The tokenizer: splits a text into words, each with its form in the index.

It drops nothing and stems nothing: one-letter words, stop words and numbers are words. The form
is in lower case and has no accents. Texts and searches are tokenized by the same rules.

    M protein       m, protein            0.1        0.1
    CAR-T           car, t                1,000      1000
    t(4;14)         t, 4, 14              don’t      don't
    U.S.            u, s                  C++, C#    c++, c#
    骨髄腫          骨, 髄, 腫            ภาษาไทย    ภา, ษา, ไท, ย

Chinese, Japanese, Thai, Lao, Khmer and Burmese have no blanks between words. There a token is
one character, with the vowels and tones that belong to it, and a phrase of them finds what
people call a word. A dictionary would split the same word in two ways, alone and in a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

# Scripts without blanks between words. A token is one character.
_HAN = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_VOICING = "\u3099-\u309c\uff9e\uff9f"
_BEFORE = "\u0e40-\u0e44\u0ec0-\u0ec4"  # vowels of Thai and Lao that precede their letter
_THAI = "\u0e01-\u0e2f\u0e81-\u0eae\u0edc-\u0edf"
_KHMER = "\u1780-\u17b3"
_BURMESE = (
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070"
    "\u1075-\u1081\u108e"
)
# Signs that belong to the letter before them: vowels, tones, stacked letters (Khmer, Burmese).
_BEHIND = (
    "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ece\u17b4-\u17d3\u17dd\u102b-\u103e"
    "\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f"
    "\u109a-\u109d\u200c\u200d"
)
_STACKED = f"\u17d2[{_KHMER}]|\u1039[{_BURMESE}]"
_UNSPACED = (
    rf"[{_HAN}]|[{_KANA}][{_VOICING}]?"
    rf"|(?:[{_BEFORE}]?[{_THAI}]|[{_KHMER}{_BURMESE}])(?:{_STACKED}|[{_BEHIND}])*|[{_BEFORE}]"
)
_UNSPACED_SIGNS = _HAN + _KANA + _VOICING + _BEFORE + _THAI + _KHMER + _BURMESE
# Marks on or inside letters, which `\w` does not match: combining accents, vowel signs of
# Hebrew, Arabic and the scripts of India, joiners, the soft hyphen.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u074a\u07a6-\u07f3"
    "\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63"
    "\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0d83\u0dca-\u0df3\u0f35\u0f37\u0f39"
    "\u0f3e-\u0f84\u0f86-\u0fbc\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u00ad"
    "\ufb1e\ufe20-\ufe2f"
)
_INSIDE = r"(?<=[0-9])\.(?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"


def _word_pattern(letter: str, apostrophe: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])[A-Za-z](?:\+\+|\#)(?![^\W_])"  # C++, C#
        rf"|{letter}(?:{letter}|{_INSIDE}|{apostrophe}(?={letter}))*"
    )


#: The words of a text of ASCII.
ASCII_WORD = _word_pattern("[A-Za-z0-9]", "'")


@cache
def _word() -> re.Pattern[str]:
    """The pattern for all scripts; it takes 11 ms to compile, and most texts do not need it."""
    letter = rf"(?:[^\W_ʼ{_UNSPACED_SIGNS}]|[{_MARKS}])"
    return re.compile(f"{_UNSPACED}|" + _word_pattern(letter, "['’ʼ＇]").pattern)


_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# Typographic characters and their equals in ASCII. With those replaced, most texts are ASCII.
_PRINT = str.maketrans("’‘“”–—…\xa0", "'       ")
# Letters that Unicode does not decompose, with what people type in their place.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
     "’": "'", "ʼ": "'", "＇": "'", "\u200c": None, "\u200d": None, "\u00ad": None,
     "\u309b": "\u3099", "\u309c": "\u309a"}
)  # fmt: skip
# The tone mark of `น้ำ` can be typed before or after the ring.
_RING_AND_TONE = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])")


class Word(NamedTuple):
    """A word of a text: its form in the index, its start and its end (characters)."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order. The first one has the position 0."""
    text, pattern = readable(text)
    for match in pattern.finditer(text):
        if form := fold(match[0]):
            yield Word(form, match.start(), match.end())


def forms(text: str) -> list[str]:
    """The forms of the words of a text, in order."""
    text, pattern = readable(text)
    return [form for word in pattern.findall(text) if (form := fold(word))]


def places(text: str, positions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The start and the end (characters) of words, by position; the positions are ascending."""
    wanted = iter(positions)
    text, pattern = readable(text)
    if pattern is not ASCII_WORD:
        # A token that folds to nothing, such as a lone accent, is not a word.
        spans = (m.span() for m in pattern.finditer(text) if m[0].isascii() or fold(m[0]))
        return _at(spans, wanted)
    found: dict[int, tuple[int, int]] = {}
    number = end = 0
    for position in wanted:
        for stride in _STRIDES:
            while position - number >= stride and (passed := _passed(stride).match(text, end)):
                number, end = number + stride, passed.end()
        match = next(islice(ASCII_WORD.finditer(text, end), position - number, None))
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


#: How many words one match of a pattern skips.
_STRIDES = (64, 8)


@cache
def _passed(stride: int) -> re.Pattern[str]:
    # Atomic groups: if fewer words are left, the pattern does not backtrack.
    return re.compile(f"(?:[^A-Za-z0-9]*+(?>{ASCII_WORD.pattern})){{{stride}}}")


def readable(text: str) -> tuple[str, re.Pattern[str]]:
    """A text with the same words at the same places, in ASCII if possible, and its pattern."""
    plain = text if text.isascii() else text.translate(_PRINT)
    return (plain, ASCII_WORD) if plain.isascii() else (text, _word())


def is_sign_of_word(character: str) -> bool:
    """Whether a character can be a part of a word, or a word by itself."""
    return _word().match(character) is not None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form of a word in the index: lower case, no accents, a straight apostrophe."""
    if word.isascii():
        folded = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word.translate(_PLAIN).casefold())
        plain = "".join(c for c in apart.casefold().translate(_PLAIN) if not _is_accent(c))
        folded = unicodedata.normalize("NFC", _RING_AND_TONE.sub(r"\2\1", plain))
    if "," in folded and _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    return folded


def _is_accent(character: str) -> bool:
    """Whether a mark is an accent, which people may leave out when they type.

    Other marks make another word: the dots of `が`, the marks that join letters in the scripts of
    India, vowels and tones in the scripts from India to Laos. Unicode has classes for them.
    """
    kind = unicodedata.combining(character)
    return kind != 0 and kind not in (8, 9) and not 84 <= kind <= 132


#: The gap in positions between two lines of one value.
GAP = 100


def positioned(text: str, *, lines: bool = False) -> Iterator[tuple[int, Word]]:
    """The words of a text with their positions.

    Args:
        text: a text.
        lines: whether each line is a value of its own, with a gap in positions after it.
    """
    if not lines:
        yield from enumerate(words(text))
        return
    position = start = 0
    for line in text.split("\n"):
        for word in words(line):
            yield position, Word(word.text, start + word.start, start + word.end)
            position += 1
        position += GAP
        start += len(line) + 1
