"""Inflections: the words of the vocabulary that are forms of a word.

The index keeps words as they were said. A search for `treatment` finds `treats` because
both are forms of `treat`; this is computed when a search is read, so nothing in the
index depends on it.

English has rules and tables (`english`), other languages the stemmers of Snowball
(`snowball`), Korean its particles (`korean`). Words of other languages, and
of scripts without blanks, have only one form.
"""

from collections.abc import Callable, Iterable

from searcher.inflect import english, korean

#: The words of a vocabulary that begin with a prefix.
Vocabulary = Callable[[str], Iterable[str]]

#: The languages whose inflections are known, as the first part of a BCP 47 tag.
LANGUAGES = tuple("en ca cs da de el es et fi fr hu it ko lt nb nl nn no pl pt ro ru sv tr".split())


def inflections(word: str, vocabulary: Vocabulary, language: str = "en") -> tuple[str, ...]:
    """The words of the vocabulary that are forms of `word`, the word itself first.

    The word is in the result whether the vocabulary holds it or not.

    Args:
        word: a word as the index keeps it (`index.text.tokenizer.fold`).
        vocabulary: gives the words of the index that begin with a prefix.
        language: a BCP 47 tag; only the part before the first hyphen counts. In a
            language that is not in `LANGUAGES` a word has no other form.
    """
    language = language.partition("-")[0].lower()
    found = {word: None}
    if korean.is_hangul(word):
        found.update(dict.fromkeys(korean.forms(word, vocabulary)))
    elif language == "en":
        wanted = english.bases(word)
        for beginning in _apart(english.beginnings(word)):
            for other in vocabulary(beginning):
                if not wanted.isdisjoint(english.bases(other)):
                    found[other] = None
    elif language in LANGUAGES and language != "ko":
        # Most searches are in English, and need no stemmer.
        from searcher.inflect import snowball

        stems = snowball.stems(word, language)
        for beginning in _apart(snowball.beginnings(word, language)):
            for other in vocabulary(beginning):
                if not stems.isdisjoint(snowball.stems(other, language)):
                    found[other] = None
    return tuple(found)


def _apart(beginnings: Iterable[str]) -> list[str]:
    """Beginnings of which none begins with another: each word is looked at once."""
    kept: list[str] = []
    for beginning in sorted(beginnings):
        if not kept or not beginning.startswith(kept[-1]):
            kept.append(beginning)
    return kept
