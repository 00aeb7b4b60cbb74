"""Finds words and phrases in a text without tokenizing all of it.

A word is what `index.text.tokenizer` makes a token of. A search looks for few words, and most
of them have only letters. They are found as substrings with no letter before or after.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

from index.text.tokenizer import (
    ASCII_WORD,
    DEGREES,
    ELIDED,
    UNITS,
    VOWELS,
    fold,
    readable,
    words,
)

#: With more forms than this, the text is tokenized: each form would be one more scan of it.
_MOST_SUBSTRINGS = 8
#: With more forms than this, tokenizing takes less time than to look for each of them.
_MOST_SCANS = 64

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_DIGITS = b"0123456789"
#: Letters in lower case, digits and apostrophes; any other byte becomes a blank.
_FOLDED = bytes(c if c in _LETTERS + _DIGITS + b"'" else 32 for c in bytes(range(256)).lower())
#: Whether a character next to a substring makes it part of a longer word.
_JOINS = [c in _LETTERS + _DIGITS for c in range(256)]
_APOSTROPHE = ord("'")
_MARGIN = b"  "
_ELIDED = frozenset(word.encode() for word in ELIDED)
_LAST_OF_ELIDED = frozenset(word[-1] for word in _ELIDED)
_VOWELS = frozenset(VOWELS.encode())
#: Forms that can stand directly next to a number or a dot, and be words by themselves there or not.
_JOINED = frozenset(UNITS) | {part for degree in DEGREES for part in degree.split(".") if part[1:]}
#: Degrees without their dots, and with a blank in place of the dot.
_DEGREES = {
    degree.replace(".", "").encode(): degree.replace(".", " ").encode() for degree in DEGREES
}
#: Words of at most so many letters can be initials.
_MOST_INITIALS = 8

Spans = list[tuple[int, int]]


class Phrase:
    """A phrase or a word to find in texts.

    Args:
        words: the forms of each word, as in the index.
    """

    #: It is found in any text, also in that of the file where words were corrected.
    reads_words = True

    def __init__(self, words: Sequence[Collection[str]]) -> None:
        self._words = [frozenset(forms) for forms in words]
        self._first, *self._rest = self._words
        self._few = self._simple(self._first) if len(self._first) <= _MOST_SUBSTRINGS else None
        many = _MOST_SUBSTRINGS < len(self._first) <= _MOST_SCANS
        self._many = self._simple(self._first) if many else None
        self._has_emoticon = any(not form[:1].isalnum() for form in self._first)
        # C++ and C# are words, and in a text with them their letter may be none.
        self._has_sign = any(form.endswith(("+", "#")) for form in self._first)

    def spans(self, text: str) -> Spans:
        """The start and the end of each match (characters), in order."""
        plain, pattern = readable(text)
        if pattern is not ASCII_WORD:
            return self._by_tokens(text)
        folded = _MARGIN + plain.encode().translate(_FOLDED) + _MARGIN
        forms = self._few or self._simple(_held(plain, folded, self._first))
        if forms is None and self._many is not None:
            # Digits or dots: a form that is a word of the text is at least a part of it.
            forms = [
                form for form in self._many if form in folded or _may_have_dots(plain, folded, form)
            ]
        if forms is None or self._has_emoticon:
            return self._by_tokens(text)
        if ("+" in plain or "#" in plain) and (self._has_sign or any(len(f) == 1 for f in forms)):
            return self._by_tokens(text)
        found: Spans = []
        for form in forms:
            starts = None if _may_have_dots(plain, folded, form) else _places(folded, form)
            if starts is None:
                return self._by_tokens(text)
            for start in starts:
                end = start + len(form)
                if not self._rest or (end := self._end(plain, end)):
                    found.append((start, end))
        return sorted(found) if len(forms) > 1 else found

    @staticmethod
    def _simple(forms: Collection[str] | None) -> list[bytes] | None:
        """The forms as substrings to find; None if a form has anything but letters, and `'s`.

        A number can be written with commas in a text, so it is no substring.
        """
        if forms is None or not _JOINED.isdisjoint(forms):
            return None
        letters = (form.removesuffix("'s") for form in forms)
        if not all(form.isascii() and form.isalpha() for form in letters):
            return None
        return [form.encode() for form in forms]

    def _end(self, plain: str, end: int) -> int:
        """The end of the phrase whose first word ends at `end`; 0 if there is no match."""
        for forms in self._rest:
            word = ASCII_WORD.search(plain, end)
            if word is None or fold(word[0]) not in forms:
                return 0
            end = word.end()
        return end

    def _by_tokens(self, text: str) -> Spans:
        """The matches, found by tokenizing the text."""
        tokens = list(words(text))
        found: Spans = []
        for place in range(len(tokens) - len(self._rest)):
            some = tokens[place : place + len(self._words)]
            if all(word.text in forms for word, forms in zip(some, self._words, strict=True)):
                found.append((some[0].start, some[-1].end))
        return found


class Near:
    """Two parts near each other, to find in texts.

    Args:
        left: alternatives for the left part.
        right: alternatives for the right part.
        distance: the largest number of words between the nearer ends; neighbours are 1 apart.
        ordered: whether the left part must come first.
    """

    #: As `Phrase.reads_words`.
    reads_words = True

    def __init__(
        self, left: Sequence[Phrase], right: Sequence[Phrase], distance: int, *, ordered: bool
    ) -> None:
        self._left, self._right = left, right
        self._distance = distance
        self._ordered = ordered

    def spans(self, text: str) -> Spans:
        """The start and the end (characters) of each part that is near one of the other."""
        left = [span for phrase in self._left for span in phrase.spans(text)]
        right = [span for phrase in self._right for span in phrase.spans(text)]
        if not left or not right:
            return []
        found: set[tuple[int, int]] = set()
        between = _Between(text)
        for one in left:
            for other in right:
                first, last = (one, other) if one < other else (other, one)
                if first[1] > last[0] or (self._ordered and first is other):
                    continue
                if between.count(first[1], last[0]) < self._distance:
                    found |= {one, other}
        return sorted(found)


class _Between:
    """Counts the words between two places of a text; no place is inside a word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain, self._pattern = readable(text)
        self._asked = False

    def count(self, start: int, end: int) -> int:
        """The number of words from `start` to `end`."""
        if not self._asked and self._pattern is ASCII_WORD:
            # In most texts one pair of places is counted.
            self._asked = True
            return len(ASCII_WORD.findall(self._plain, start, end))
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    @cached_property
    def _starts(self) -> list[int]:
        if self._pattern is ASCII_WORD:
            return [match.start() for match in ASCII_WORD.finditer(self._plain)]
        return [word.start for word in words(self._text)]


#: Initials, which the text with blanks in place of its dots does not show.
_DOTTED = re.compile(r"[A-Za-z]\.[A-Za-z]")


def _held(plain: str, folded: bytes, forms: frozenset[str]) -> frozenset[str] | None:
    """The forms that occur in a text; None if its letters alone do not show it."""
    if (
        b"''" in folded
        or _DOTTED.search(plain)
        or len(folded.translate(None, _DIGITS)) < len(folded)
    ):
        return None
    tokens = folded.decode().split()
    held = forms.intersection(tokens)
    if b"'" in folded:
        joined = [token for token in tokens if "'" in token]
        held |= forms.intersection(token.strip("'") for token in joined)
        held |= forms.intersection(part for token in joined for part in token.split("'"))
    return held


def _may_have_dots(plain: str, folded: bytes, form: bytes) -> bool:
    """Whether a text may have a form as initials with dots, or in initials or an emoticon."""
    if len(form) == 1:
        letter, lower = form.decode(), plain.lower()
        if letter in "dp" and (
            f":{letter}" in lower or f"-{letter}" in lower or f";{letter}" in lower
        ):
            return True
        return f".{letter}" in lower or f"{letter}." in lower
    if len(form) <= _MOST_INITIALS and _apart(form) in folded:
        return True
    return form in _DEGREES and _DEGREES[form] in folded


@lru_cache(1024)
def _apart(form: bytes) -> bytes:
    """The letters of a form with blanks between them: a page looks for the same few forms."""
    return b" ".join([bytes((code,)) for code in form])


def _places(folded: bytes, form: bytes) -> list[int] | None:
    """The places of a form as a whole word, in a text with a blank at both ends.

    None if the word before an apostrophe may be an elided one.
    """
    sought, inside = form, 0
    if len(form) == 1 and b"'" + form not in folded and form + b"'" not in folded:
        # A single letter is found inside words most of the time.
        sought, inside = b" " + form + b" ", 1
    found: list[int] = []
    place = folded.find(sought)
    while place >= 0:
        start = place + inside
        end = start + len(form)
        before, after = folded[start - 1], folded[end]
        if before == _APOSTROPHE:
            before = folded[start - 2]
            if before in _LAST_OF_ELIDED and form[0] in _VOWELS:
                return None
        if after == _APOSTROPHE:
            after = folded[end + 1]
            if after in _VOWELS and form in _ELIDED:
                return None
        if not _JOINS[before] and not _JOINS[after]:
            found.append(start - len(_MARGIN))
        place = folded.find(sought, end)
    return found
