"""The tokenizer: splits a text into words, each with its form in the index.

It drops nothing and stems nothing: one-letter words, stop words and numbers are words. The form
is in lower case and has no accents. Texts and searches are tokenized by the same rules.

    M protein       m, protein            0.1        0.1
    CAR-T           car, t                1,000      1000
    t(4;14)         t, 4, 14              don’t      don't
    U.S., Ph.D.     us, phd               C++17      c++, 17
    l’État          l, etat               20mg       20, mg
    🌱, :-)         🌱, :)                צה״ל       צהל
    骨髄腫          骨, 髄, 腫            ภาษาไทย    ภา, ษา, ไท, ย

Initials are one word, with or without dots. A word that is elided before a vowel (l', qu', dell')
is a word by itself. A number is a word, and the unit of measure joined to it is the next one.

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
# Latin, Greek, Cyrillic and Armenian: the scripts of initials and of numbers with units. A class
# of few ranges compiles faster than one of all letters.
_EUROPE = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u0373\u0376-\u037d"
    "\u0386\u0388-\u0481\u048a-\u0556\u0561-\u0587\u1e00-\u1fbc"
)
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
# Characters that nobody sees and nobody types: zero-width blanks and joiners, marks of direction,
# the byte order mark, variation selectors.
_UNSEEN = "\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_MARKS += _UNSEEN
_INSIDE = r"(?<=[0-9])\.(?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"
_HEBREW = "\u05d0-\u05ea\ufb1d-\ufb4f"
_GERSHAYIM = f'(?<=[{_HEBREW}{_MARKS}])["\u05f4”](?=[{_HEBREW}])'  # inside an acronym: צה״ל
# Emoji by the table of Unicode, without those that are bullets or signs of print (▪ ▶ ™ ♪).
_EMOJI = (
    "\u203c\u2049\u231a\u231b\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u260e\u2614\u2615\u2618\u261d"
    "\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660"
    "\u2663\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7"
    "\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9"
    "\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d"
    "\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797"
    "\u27b0\u27bf\u2b50\u2b55\U0001f004\U0001f0cf\U0001f170-\U0001f1ff\U0001f200-\U0001f265"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
_SKIN = "\U0001f3fb-\U0001f3ff"
_TAGS = "\U000e0020-\U000e007f"
_FLAG = "\U0001f1e6-\U0001f1ff"
_SIGN = f"[{_FLAG}]{{2}}|[{_EMOJI}][{_SKIN}{_TAGS}\ufe0f]*(?:\u200d[{_EMOJI}][{_SKIN}\ufe0f]*)*"
#: The letters before which a word is elided.
VOWELS = "aeiouyh"
#: Words of French, Italian, Catalan and Portuguese that lose their last vowel before another one.
ELIDED = (
    "c d j l m n s t qu jusqu lorsqu puisqu quoiqu presqu quelqu entr un all dall dell nell sull "
    "coll gl agl dagl degl negl sugl quell quest bell sant anch com dov cos quand nient tutt senz "
    "mezz sott grand nessun alcun ciascun"
).split()
#: Units of measure that people write directly after a number. Single letters are none: `5k`, `3D`.
UNITS = (
    "mcg mg kg ml dl cl mm cm km nm kb mb gb tb pb kbps mbps gbps hz khz mhz ghz kw mw gw kwh mwh "
    "mph kph kmh rpm fps dpi ppm ppb bpm psi ms ns lb lbs oz ft cc mmhg iu meq mmol am pm px hr "
    "hrs min mins sec secs usd eur gbp"
).split()
#: Academic degrees with more than one letter before or after the dot.
DEGREES = (
    "ph.d ed.d psy.d pharm.d sc.d th.d eng.d jur.d b.sc b.ed b.eng b.phil b.tech b.mus b.arch "
    "m.sc m.ed m.eng m.phil m.tech m.mus m.arch m.res m.div d.sc d.phil d.eng d.litt ll.b ll.m ll.d"
).split()
# Emoticons, and a heart. `-` is the nose.
_EMOTICON = "(?:[:;]-?[()DdPp]|<3)"


class _Alphabet(NamedTuple):
    """What a pattern takes for letters.

    Attributes:
        start: what begins a word, so that no alternative is tried where none can match.
        letter: a letter, a digit or a mark.
        near: a letter or a digit, of some scripts only.
        initial: a letter that can be an initial, with its marks.
        apostrophes: the characters between the letters of a word.
        inside: what else can be between the letters of a word.
        vowels: the characters that begin with a vowel, or `h`, in the index.
    """

    start: str
    letter: str
    near: str
    initial: str
    apostrophes: str
    inside: str
    vowels: str


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words of ASCII, in any case; a longer one comes first."""
    return f"(?ai:{'|'.join(sorted(map(re.escape, words), reverse=True))})"


def _word_pattern(of: _Alphabet) -> re.Pattern[str]:
    letter, near, apostrophe = of.letter, of.near, f"[{of.apostrophes}]"
    noon = rf"{_any_of(['a.m', 'p.m'])}(?!\.?{near})"  # 7p.m.
    return re.compile(
        # Most words are letters, with nothing after them that could belong to them.
        rf"{of.start}(?:[A-Za-z]++(?![^\x00-\x22\x24-\x26\x28-\x2a\x2c\x2d\x2f\x3a-\x7f])"
        rf"|(?<![!-~’ʼ＇\u0300-\u036f])(?<!{near}){_EMOTICON}(?!{near})"
        rf"|(?<![^\W_])[A-Za-z](?:\+\+|\#)(?![^\W\d_])"  # C++, C#
        rf"|(?<!{near}\.)(?:{of.initial}(?:\.{of.initial})+|{_any_of(DEGREES)})"
        rf"(?:\.[sS])?(?!\.?{near})(?:{apostrophe}{near}+)?"
        rf"|{_any_of(ELIDED)}(?={apostrophe}[{of.vowels}])"
        rf"|[0-9]++(?:(?:{_INSIDE})[0-9]++)*+"
        rf"(?={_any_of(UNITS)}(?!{apostrophe}?{near})|{noon})"
        rf"|{letter}(?:{letter}|{of.inside}|{apostrophe}(?={letter}))*)"
    )


_ASCII = "[A-Za-z0-9]"
#: The words of a text of ASCII.
ASCII_WORD = _word_pattern(
    _Alphabet(
        "(?=[A-Za-z0-9:;<])", _ASCII, _ASCII, "[A-Za-z]", "'", _INSIDE, VOWELS + VOWELS.upper()
    )
)
#: The Latin letters beyond ASCII: of most of them folding leaves a letter of ASCII.
LATIN = range(0xAA, 0xAB), range(0xBA, 0xBB), range(0xC0, 0x250), range(0x1E00, 0x1F00)


@cache
def _word() -> re.Pattern[str]:
    """The pattern for all scripts; it takes 10 ms to compile, and most texts do not need it."""
    letter = rf"(?:[^\W_ʼ{_UNSPACED_SIGNS}]|[{_MARKS}])"
    vowels = VOWELS + VOWELS.upper()
    several = ""
    for letter_code in (code for some in LATIN for code in some):
        plain = fold(chr(letter_code))
        if plain.isascii() and plain.isalpha():
            several += chr(letter_code) if len(plain) > 1 else ""
            vowels += chr(letter_code) if plain[0] in VOWELS else ""
    initial = rf"(?![{several}])[{_EUROPE}][\u0300-\u036f]*"
    inside = f"{_INSIDE}|{_GERSHAYIM}"
    of = _Alphabet(r"(?=\S)", letter, f"[0-9{_EUROPE}]", initial, "'’ʼ＇\u05f3", inside, vowels)
    return re.compile(f"{_SIGN}|{_UNSPACED}|{_word_pattern(of).pattern}")


_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
# Typographic characters and their equals in ASCII. With those replaced, most texts are ASCII.
_PRINT = str.maketrans("’‘“”–—…\xa0", "'       ")


def _each(characters: str) -> Iterator[str]:
    """The characters of a character class."""
    for first, last in re.findall("(?s)(.)(?:-(.))?", characters):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


# Letters that Unicode does not decompose, with what people type in their place. In Arabic script
# one letter has several code points, and the same word is written with any of them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
     "’": "'", "ʼ": "'", "＇": "'", "\u05f3": "'", "\u05f4": None, '"': None, "”": None,
     "\u00ad": None, "\u0640": None, "\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a",
     "\u06a9": "\u0643", "\u309b": "\u3099", "\u309c": "\u309a"}
    | dict.fromkeys(_each(_UNSEEN))
    | dict.fromkeys(_each(f"{_SKIN}{_TAGS}"))
)  # fmt: skip
_AS_WRITTEN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "\u00ad": None} | dict.fromkeys(_each(_UNSEEN))
)
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


def surfaces(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text, each in its form in the index and as it is written.

    As written means with its case and its accents, whichever way these are encoded.
    """
    # The offsets of `readable` are those of the text.
    for word in words(text):
        yield word.text, as_written(text[word.start : word.end])


def as_written(text: str) -> str:
    """A text with its case and its accents, whichever way these are encoded."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_AS_WRITTEN))


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
    between = f"(?:[^A-Za-z0-9:;<]|(?!(?<![!-~]){_EMOTICON}(?![A-Za-z0-9]))[:;<])*+"
    return re.compile(f"(?:{between}(?>{ASCII_WORD.pattern})){{{stride}}}")


def readable(text: str) -> tuple[str, re.Pattern[str]]:
    """A text with the same words at the same places, in ASCII if possible, and its pattern."""
    plain = text if text.isascii() else text.translate(_PRINT)
    return (plain, ASCII_WORD) if plain.isascii() else (text, _word())


def is_sign_of_word(character: str) -> bool:
    """Whether a character can be a part of a word, or a word by itself."""
    return _word().match(character) is not None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form of a word in the index: lower case, no accents, a straight apostrophe.

    A number has no commas, initials have no dots, a decade has no apostrophe, and an emoticon has
    no nose.
    """
    if word.isascii():
        folded = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word.translate(_PLAIN).casefold())
        plain = "".join(c for c in apart.casefold().translate(_PLAIN) if not _is_accent(c))
        folded = unicodedata.normalize("NFC", _RING_AND_TONE.sub(r"\2\1", plain))
    if folded.isalnum():
        return folded
    if "." in folded and not folded[folded.index(".") - 1].isdigit():
        return folded.replace(".", "")
    if "," in folded and _THOUSANDS.fullmatch(folded):
        return folded.replace(",", "")
    if folded.endswith("0's") and folded[:-2].isdigit():
        return f"{folded[:-2]}s"
    return folded.replace("-", "") if folded[:1] in (":", ";") else folded


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
