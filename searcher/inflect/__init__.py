"""Inflections: the words of the vocabulary that are forms of a word.

The index holds words as they were said. A search for `treatment` finds `treats`, because both
are forms of `treat`. The search computes this, so the index does not depend on it.

English has rules and tables (`english`), Korean its particles (`korean`), and other languages have
the stemmers of Snowball (`snowball`). Chinese characters have simplified and traditional forms
(`chinese`). Words of any further language, and of scripts without
blanks, have only one form.
"""

from collections.abc import Callable, Iterable

from searcher.inflect import chinese, english, korean

#: The words of a vocabulary that begin with a prefix.
Vocabulary = Callable[[str], Iterable[str]]

#: The languages whose inflections are known, as the first part of a BCP 47 tag.
LANGUAGES = tuple("en ca cs da de el es et fi fr hu it ko lt nb nl nn no pl pt ro ru sv tr".split())


def inflections(word: str, vocabulary: Vocabulary, language: str = "en") -> tuple[str, ...]:
    """The words of the vocabulary that are forms of `word`, the word itself first.

    The word is in the result even if the vocabulary does not hold it.

    Args:
        word: a word in its form in the index (`index.text.tokenizer.fold`).
        vocabulary: a function from a prefix to the words of the index that begin with it.
        language: a BCP 47 tag; only the part before the first hyphen counts. In a
            language that is not in `LANGUAGES` a word has no other form.
    """
    language = language.partition("-")[0].lower()
    found = {word: None}
    if korean.is_hangul(word):
        found.update(dict.fromkeys(korean.forms(word, vocabulary)))
    elif chinese.is_chinese(word):
        found.update(
            (other, None) for other in chinese.variants(word) if other in vocabulary(other)
        )
    elif language == "en":
        wanted = english.bases(word)
        for beginning in _apart(english.beginnings(word)):
            found.update(dict.fromkeys(english.forms_among(vocabulary(beginning), wanted)))
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
    """The prefixes that do not begin with another one, so that no word is found twice."""
    kept: list[str] = []
    for beginning in sorted(beginnings):
        if not kept or not beginning.startswith(kept[-1]):
            kept.append(beginning)
    return kept
