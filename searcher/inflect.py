"""Which words of the vocabulary are inflections of a word.

The index keeps words as they were said. A search for `treatment` finds
`treatments` because both have one stem; the stems are compared when the search
is read, so nothing in the index depends on the stemmer.

The stemmer is Snowball's for English, known as Porter2
(https://snowballstem.org/algorithms/english/stemmer.html).
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

#: The words of a vocabulary that begin with a prefix.
Vocabulary = Callable[[str], Iterable[str]]

# Two letters share their stem with too much: "as" is no inflection of "a".
SHORTEST = 3
PREFIX = 3

# die and dying, lie and lying, tie and tying: they share their first letter only.
_DIE = re.compile(r".(?:ie|ies|ied|ying)")


def inflections(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of the vocabulary with the stem of `word`, the word itself first.

    The word is in the result whether the vocabulary holds it or not. Words with
    digits, and words of one or two letters, have no inflections but a possessive.
    """
    found = {word: None}
    if len(word) < SHORTEST or not word.isalpha():
        found[f"{word}'s"] = None
        return tuple(found)
    stem = _stem(word)
    for other in vocabulary(word[: _shared(word, stem)]):
        # Stemming never shortens a word by more than its longest suffix.
        if abs(len(other) - len(word)) <= 8 and _stem(other) == stem:
            found[other] = None
    return tuple(found)


def _shared(word: str, stem: str) -> int:
    """How many letters every inflection of a word begins with."""
    if _DIE.fullmatch(word):
        return 1
    # The last letter of a stem may be another one in the word: flies, fly; use, using.
    kept = stem[:-1] if stem[-1:] in ("i", "e") else stem
    pairs = enumerate(zip(word, kept, strict=False))
    return min(PREFIX, next((i for i, (a, b) in pairs if a != b), len(kept)))


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    stemmed: str = _stemmer().stem(word)
    return stemmed


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Only a search with a plain word needs it.
    from whoosh.lang.snowball.english import EnglishStemmer

    return EnglishStemmer()
