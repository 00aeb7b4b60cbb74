"""The stems of words in languages other than English, by the stemmers of Snowball.

M. F. Porter: Snowball, a language for stemming algorithms, 2001 (https://snowballstem.org).

Words in the index have no accents, but stemmers recognise endings by them: `tener` and `tenían`
have one stem, `tener` and `tenian` two. So a word has all the stems that it would have with an
accent on one of its last letters. Two words are forms of one word if they have a stem in common.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

import Stemmer

from index.text.tokenizer import fold
from searcher.inflect.plurals import irregular, roots, singulars

#: The stemmer of each language, and its letters that folding changes.
_STEMMERS = {
    "ca": ("catalan", "àèéíïòóúüç"),
    "cs": ("czech", "áčďéěíňóřšťúůýž"),
    "da": ("danish", "åø"),
    "de": ("german", "äöü"),
    "el": ("greek", ""),
    "es": ("spanish", "áéíóú"),
    "et": ("estonian", "äõöü"),
    "fi": ("finnish", "äö"),
    "fr": ("french", "éèêâîûç"),
    "hu": ("hungarian", "áéíóöőúüű"),
    "it": ("italian", "àèéìòù"),
    "lt": ("lithuanian", "ąčęėįšųūž"),
    "nb": ("norwegian", "åø"),
    "nl": ("dutch", "éëïö"),
    "nn": ("norwegian", "åø"),
    "no": ("norwegian", "åø"),
    "pl": ("polish", "ąćęńóśźż"),
    "pt": ("portuguese", "áãâéêíóõôúç"),
    "ro": ("romanian", "ăâîșț"),
    "ru": ("russian", "й"),
    "sv": ("swedish", "åäö"),
    "tr": ("turkish", "çğışöü"),
}
#: Endings in which folding changes two letters.
_ENDINGS = {"pt": {"cao": "ção", "coes": "ções"}}
# Endings with accents are no longer.
_LAST = 6
_FIRST = 2
# Words with a stem in common have at least this many first letters in common.
_BEGINNING = 3
# Dutch writes a long vowel once or twice (maak, maken), and `ge` before the verb or inside.
_BEGINNING_IN_DUTCH = 2
_BEFORE_GE = range(2, 7)


@lru_cache(maxsize=1 << 14)
def stems(word: str, language: str) -> frozenset[str]:
    """The stems that a folded word may have in a language, without accents."""
    if not word.isalpha():
        # A name, and an ending after an apostrophe: İstanbul'da, foto's.
        name, _, ending = word.partition("'")
        if ending and len(name) > 1 and name.isalpha():
            return stems(name, language) | {word}
        return frozenset((word,))
    stem = _stemmer(language).stemWord
    found = {fold(stem(spelling)) for spelling in _spellings(word, language)}
    for singular in singulars(word, language):
        found |= {fold(stem(spelling)) for spelling in _spellings(singular, language)}
    # A stem of one letter says nothing.
    return frozenset(one for one in found if len(one) > 1) or frozenset((word,))


def beginnings(word: str, language: str) -> Iterator[str]:
    """Prefixes of which every form of a word has one."""
    most = _BEGINNING_IN_DUTCH if language == "nl" else _BEGINNING
    for form in (*irregular(word, language), *roots(word, language)):
        yield form[:most]
    for stem in stems(word, language):
        shared = next(
            (i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b),
            min(len(word), len(stem)),
        )
        beginning = stem[: min(shared, most)] or stem[:most]
        yield beginning
        if language == "nl":  # maken and gemaakt, afmaken and afgemaakt
            yield "ge" + beginning
            yield from (stem[:length] + "ge" for length in _BEFORE_GE)


def _spellings(word: str, language: str) -> Iterator[str]:
    """A folded word as it is, and with an accent on one of its last letters."""
    yield word
    for folded, ending in _ENDINGS.get(language, {}).items():
        if word.endswith(folded):
            yield word.removesuffix(folded) + ending
    accents = _accents(language)
    for i in range(max(_FIRST, len(word) - _LAST), len(word)):
        for letter in accents.get(word[i], ()):
            yield word[:i] + letter + word[i + 1 :]


@cache
def _accents(language: str) -> dict[str, list[str]]:
    """For each folded letter the letters that it may have been."""
    found: dict[str, list[str]] = {}
    for letter in _STEMMERS[language][1]:
        found.setdefault(fold(letter), []).append(letter)
    return found


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    # Without a cache of its own: `stems` has one.
    return Stemmer.Stemmer(_STEMMERS[language][0], 0)
