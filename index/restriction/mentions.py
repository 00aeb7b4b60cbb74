"""Names found in a text and replaced, with the places of what is said after them.

A name of several words is found in any case, with or without accents, with a title or an initial in
it, with the last name first, and with an initial in place of the first name. A name of one word may
be a word of the language: it is found with a capital letter only, unless the text has no capitals,
and so is an initial.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from corpus.labels.honorifics import HONORIFICS
from corpus.model import WITHHELD
from corpus.people.names import folded, name_words

#: A letter of a script that does not set words apart, or joins particles to names.
_JOINED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffef]")
#: Letters of Latin, Greek and Cyrillic, of which some have accents.
_ACCENTED = re.compile("[\u00c0-\u052f\u1e00-\u1fff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_ACCENTS = "[\u0300-\u036f]*"
#: A title at the end of what is before a name, and how long it is at most.
_TITLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(HONORIFICS)))})\.?\s+\Z")
_LONGEST_TITLE = 20
#: Names are compared with two letters for the sharp one.
_SHARP = f"(?:s{_ACCENTS}s|ß)"
#: What may be between the first and the last name: initials.
_INITIALS = r"(?:\w\.?\s+){0,2}"


class Form(NamedTuple):
    """A name as it may be said.

    Attributes:
        name: the name.
        shown: what stands in its place; None where it stays as it is.
        loose: any signs may be between its words, as in the name of a file.
    """

    name: str
    shown: str | None
    loose: bool = False


class Mentions:
    """Replaces names in texts.

    Args:
        forms: the names. Of two that begin at one place the longer one counts; of two that are
            equal the first one does, but a name that stands for two people is withheld.
        initials: an initial with a last name is a name, too. It may be somebody else's, so it is
            withheld.
    """

    def __init__(self, forms: Iterable[Form], *, initials: bool = False) -> None:
        shown: dict[tuple[str, ...], list[str | None]] = {}
        loose: set[tuple[str, ...]] = set()
        for form in forms:
            for words in _spellings(form.name):
                shown.setdefault(words, []).append(form.shown)
                if form.loose:
                    loose.add(words)
                elif initials and form.shown is not None and (initial := _initial(words)):
                    shown[initial] = [WITHHELD]
        #: A word of each name. A text without them has no name, and most texts have none.
        self._keys = {max(words, key=len) for words in shown}
        ordered = sorted(shown, key=lambda words: (-len(words), -len("".join(words)), words))
        self._shown = [_one_of(shown[words]) for words in ordered]
        self._is_word = [len(words) == 1 and not _JOINED.search(words[0]) for words in ordered]
        self._is_initial = [words[0].endswith(".") for words in ordered]
        self._ordered = ordered
        self._loose = loose

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # Of most programs no text has one of these names.
        patterns = (_pattern(words, loose=words in self._loose) for words in self._ordered)
        return re.compile("|".join(f"({pattern})" for pattern in patterns))

    def replaced(self, text: str) -> str:
        """A text with other names."""
        return self.moved(text, ())[0]

    def moved(
        self, text: str, moments: Sequence[tuple[int, float]]
    ) -> tuple[str, tuple[tuple[int, float], ...]]:
        """A text with other names, and its moments at their places in it."""
        found = self._found(text)
        if not found:
            return text, tuple(moments)
        pieces: list[str] = []
        done = 0
        for start, end, shown in found:
            pieces += (text[done:start], shown)
            done = end
        pieces.append(text[done:])
        starts = [start for start, _, _ in found]
        shifts = [0]
        for start, end, shown in found:
            shifts.append(shifts[-1] + len(shown) - (end - start))

        def place(offset: int) -> int:
            number = bisect_right(starts, offset)
            if number and offset < found[number - 1][1]:
                # Inside of a name: where the other one begins.
                return starts[number - 1] + shifts[number - 1]
            return offset + shifts[number]

        return "".join(pieces), tuple((place(offset), seconds) for offset, seconds in moments)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where names are in a text."""
        return [(start, end) for start, end, _ in self._found(text)]

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Where names are, and what stands in the place of each."""
        plain = letters = text.lower()
        if not text.isascii() and (_ACCENTED.search(text) or _COMBINING.search(text)):
            plain = "".join(map(_plain, text))
            letters = _COMBINING.sub("", plain).replace("ß", "ss")
        if not any(key in letters for key in self._keys):
            return []
        found = []
        any_case = text.islower() or not any(map(str.isupper, text))
        for match in self._pattern.finditer(plain):
            number = (match.lastindex or 1) - 1
            shown = self._shown[number]
            if shown is None:
                continue
            start, end = match.span()
            if self._is_word[number] and not any_case and text[start:end].islower():
                continue
            if self._is_initial[number] and not any_case and text[start].islower():
                # A letter that ends a sentence.
                continue
            if title := _TITLE.search(plain, max(0, start - _LONGEST_TITLE), start):
                start = title.start()
            found.append((start, end, shown))
        return found


def _one_of(shown: Sequence[str | None]) -> str | None:
    """What stands in the place of a name: of several people's nobody can say whose it is."""
    several = set(shown)
    return shown[0] if len(several) == 1 else WITHHELD


def _spellings(name: str) -> Iterable[tuple[str, ...]]:
    """The words of a name as it is written, and without titles and degrees.

    A last name that is found with a title only is a name by itself to nobody.
    """
    whole = tuple(re.findall(r"[^\W_]+", folded(name).casefold()))
    bare = tuple(word for part in name_words(name) for word in re.findall(r"[^\W_]+", part))
    spellings = (whole, bare) if len(bare) > 1 or len(whole) == 1 else (whole,)
    return dict.fromkeys(words for words in spellings if words)


def _initial(words: tuple[str, ...]) -> tuple[str, str] | None:
    """The initial and the last word of a name, where it can be written so."""
    if len(words) < 2 or len(words[0]) < 2 or _joins(words):
        return None
    return f"{words[0][0]}.", words[-1]


def _pattern(words: tuple[str, ...], *, loose: bool) -> str:
    """The source of a pattern for the words of a name, with a group for none of its parts."""
    written = [
        (_ACCENTS.join(map(re.escape, word)) + _ACCENTS).replace(f"s{_ACCENTS}s", _SHARP)
        for word in words
    ]
    if loose:
        between = r"[\W_]*"
        forms = {between.join(written), between.join([written[-1], *written[:-1]])}
        inner = "|".join(sorted(forms))
        # In `adakern2` and `ada_kern` the name has signs beside it that are no blanks.
        return rf"(?<![^\W\d_])(?:{inner})(?![^\W\d_])" if not _joins(words) else f"(?:{inner})"
    if len(words) == 1:
        source = written[0]
    elif words[0].endswith("."):
        # With a middle initial, too: A. M. Kern.
        source = rf"{re.escape(words[0][0])}{_ACCENTS}\.[\s-]*(?:\w\.[\s-]*){{0,3}}{written[-1]}"
    else:
        first, last = r"[\s.’'-]+".join(written[:-1]), written[-1]
        source = rf"{first}[\s.’'-]+{_INITIALS}{last}|{last},\s*{first}"
    if _joins(words):
        return f"(?:{source.replace('+', '*')})"
    return rf"(?<![^\W_])(?:{source})(?![^\W_])"


def _joins(words: Iterable[str]) -> bool:
    return any(_JOINED.search(word) for word in words)


@lru_cache(4096)
def _plain(character: str) -> str:
    """A small letter without its accent, always one: so no place in the text changes."""
    if _ACCENTED.match(character) and character.isalpha():
        character = unicodedata.normalize("NFD", character)[0]
    small = character.lower()
    return {"ς": "σ"}.get(small, small) if len(small) == 1 else character
