"""Where words and phrases are in a text, found without tokenizing all of it.

The words are those of `index.text.tokenizer`. Most words have only letters, and a search looks
for few of them: they are found as substrings with no letter before or after.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cached_property

from index.text.tokenizer import ASCII_WORD, fold, readable, words

#: More forms than this are compared with the words of the text.
_FEW = 8

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_DIGITS = b"0123456789"
#: Letters in lower case, digits and apostrophes; else blanks.
_FOLDED = bytes(c if c in _LETTERS + _DIGITS + b"'" else 32 for c in bytes(range(256)).lower())
#: Whether a character next to a substring makes it part of a longer word.
_JOINS = [c in _LETTERS + _DIGITS for c in range(256)]
_APOSTROPHE = ord("'")
_MARGIN = b"  "

Spans = list[tuple[int, int]]


class Phrase:
    """A phrase, or one word, to be found in texts.

    Args:
        words: for each word the forms it may have, as the index keeps them.
    """

    def __init__(self, words: Sequence[Collection[str]]) -> None:
        self._words = [frozenset(forms) for forms in words]
        self._first, *self._rest = self._words
        self._few = self._simple(self._first) if len(self._first) <= _FEW else None

    def spans(self, text: str) -> Spans:
        """The start and the end of each match (characters), in order."""
        plain, pattern = readable(text)
        if pattern is not ASCII_WORD:
            return self._by_tokens(text)
        folded = _MARGIN + plain.encode().translate(_FOLDED) + _MARGIN
        forms = self._few or self._simple(_held(folded, self._first))
        if forms is None or ("+" in plain or "#" in plain):
            return self._by_tokens(text)
        found: Spans = []
        for form in forms:
            for start in _places(folded, form):
                end = start + len(form)
                if not self._rest or (end := self._end(plain, end)):
                    found.append((start, end))
        return sorted(found) if len(forms) > 1 else found

    @staticmethod
    def _simple(forms: Collection[str] | None) -> list[bytes] | None:
        """Forms that can be found as substrings; None if one has more than letters.

        Digits can have commas between them in a text.
        """
        if forms is None or not all(form.isascii() and form.isalpha() for form in forms):
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
        """The same, by tokenizing the text."""
        tokens = list(words(text))
        found: Spans = []
        for place in range(len(tokens) - len(self._rest)):
            some = tokens[place : place + len(self._words)]
            if all(word.text in forms for word, forms in zip(some, self._words, strict=True)):
                found.append((some[0].start, some[-1].end))
        return found


class Near:
    """Two parts that stand near each other, to be found in texts.

    Args:
        left: the phrases of which one is the left part.
        right: those of which one is the right part.
        distance: how many words the nearer ends are apart, at most; neighbours are 1 apart.
        ordered: whether the left part stands before the right one.
    """

    def __init__(
        self, left: Sequence[Phrase], right: Sequence[Phrase], distance: int, *, ordered: bool
    ) -> None:
        self._left, self._right = left, right
        self._distance = distance
        self._ordered = ordered

    def spans(self, text: str) -> Spans:
        """From where to where each part reaches that is near one of the other (characters)."""
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
    """Counts the words between two places of a text, none of which is inside of a word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain, self._pattern = readable(text)
        self._asked = False

    def count(self, start: int, end: int) -> int:
        """How many words there are."""
        if not self._asked and self._pattern is ASCII_WORD:
            # Most texts are asked once.
            self._asked = True
            return len(ASCII_WORD.findall(self._plain, start, end))
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    @cached_property
    def _starts(self) -> list[int]:
        if self._pattern is ASCII_WORD:
            return [match.start() for match in ASCII_WORD.finditer(self._plain)]
        return [word.start for word in words(self._text)]


def _held(folded: bytes, forms: frozenset[str]) -> frozenset[str] | None:
    """The forms that a text has; None if its letters alone do not show it."""
    if b"''" in folded or len(folded.translate(None, _DIGITS)) < len(folded):
        return None
    tokens = folded.decode().split()
    held = forms.intersection(tokens)
    if b"'" in folded:
        held |= forms.intersection(token.strip("'") for token in tokens if "'" in token)
    return held


def _places(folded: bytes, form: bytes) -> list[int]:
    """Where a form stands as a word of its own in a text that has a margin."""
    sought, inside = form, 0
    if len(form) == 1 and b"'" + form not in folded and form + b"'" not in folded:
        # Most places of a letter are inside of words.
        sought, inside = b" " + form + b" ", 1
    found: list[int] = []
    place = folded.find(sought)
    while place >= 0:
        start = place + inside
        end = start + len(form)
        before, after = folded[start - 1], folded[end]
        if before == _APOSTROPHE:
            before = folded[start - 2]
        if after == _APOSTROPHE:
            after = folded[end + 1]
        if not _JOINS[before] and not _JOINS[after]:
            found.append(start - len(_MARGIN))
        place = folded.find(sought, end)
    return found
