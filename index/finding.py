"""Where words and phrases stand in a text, found without parting all of it into words.

What a word is, `index.analysis` says. Most words are letters only, and few of a text are
looked for: those are found as pieces of the text that have no letter beside them.
"""

from collections.abc import Collection, Iterator, Sequence

from index.analysis import ASCII_WORD, fold, readable, words

#: More forms than this are compared with the words of the text.
_FEW = 8

_JOINED = b"abcdefghijklmnopqrstuvwxyz0123456789"
#: Letters in lower case, digits, and the signs that make other words of them; else blanks.
_SIGNS = bytes(c if c in _JOINED + b"'+#" else 32 for c in bytes(range(256)).lower())
_APOSTROPHE = ord("'")

Spans = list[tuple[int, int]]


class Phrase:
    """A phrase, or a word by itself, to be found in texts.

    Args:
        words: for each word the forms it may have, as the index keeps them.
    """

    def __init__(self, words: Sequence[Collection[str]]) -> None:
        self._words = [frozenset(forms) for forms in words]
        self._first, *self._behind = self._words

    def spans(self, text: str) -> Spans:
        """From where to where each match reaches (characters), in order."""
        plain, pattern = readable(text)
        if pattern is not ASCII_WORD:
            return self._parted(text)
        signs = plain.encode().translate(_SIGNS)
        forms = self._first if len(self._first) <= _FEW else _held(signs, self._first)
        if forms is None or not all(map(_is_simple, forms)) or b"+" in signs or b"#" in signs:
            # A form of digits may stand there with commas, and a letter be that of `C++`.
            return self._parted(text)
        found: Spans = []
        for form in forms:
            for start in _places(signs, form.encode()):
                end = self._end(plain, start + len(form))
                if end:
                    found.append((start, end))
        return sorted(found) if len(forms) > 1 else found

    def _end(self, plain: str, end: int) -> int:
        """Where the phrase ends whose first word ends there; 0 where it does not go on."""
        for forms in self._behind:
            word = ASCII_WORD.search(plain, end)
            if word is None or fold(word[0]) not in forms:
                return 0
            end = word.end()
        return end

    def _parted(self, text: str) -> Spans:
        """The same, by parting the text into all of its words."""
        parted = list(words(text))
        found: Spans = []
        for place in range(len(parted) - len(self._behind)):
            some = parted[place : place + len(self._words)]
            if all(word.text in forms for word, forms in zip(some, self._words, strict=True)):
                found.append((some[0].start, some[-1].end))
        return found


def _is_simple(form: str) -> bool:
    """Whether a form is found by its letters: others have signs or digits in them."""
    return form.isascii() and form.isalpha()


def _held(signs: bytes, forms: frozenset[str]) -> frozenset[str] | None:
    """The forms that a text has; None where its signs do not tell."""
    if b"''" in signs or len(signs.translate(None, b"0123456789")) < len(signs):
        return None
    tokens = signs.decode().split()
    held = forms.intersection(tokens)
    if b"'" in signs:
        held |= forms.intersection(token.strip("'") for token in tokens if "'" in token)
    return held


def _places(signs: bytes, form: bytes) -> Iterator[int]:
    """Where a form stands as a word of its own."""
    if len(form) == 1 and b"'" + form not in signs and form + b"'" not in signs:
        # Most of its places are inside of words.
        signs = b" " + signs + b" "
        start = signs.find(b" " + form + b" ")
        while start >= 0:
            yield start
            start = signs.find(b" " + form + b" ", start + 1)
        return
    start = signs.find(form)
    while start >= 0:
        end = start + len(form)
        if not _is_joined(signs, start - 1, -1) and not _is_joined(signs, end, 1):
            yield start
        start = signs.find(form, end)


def _is_joined(signs: bytes, place: int, step: int) -> bool:
    """Whether a sign beside a piece of a text makes it a part of a longer word."""
    if not 0 <= place < len(signs):
        return False
    if signs[place] == _APOSTROPHE:
        place += step
        return 0 <= place < len(signs) and signs[place] in _JOINED
    return signs[place] in _JOINED
