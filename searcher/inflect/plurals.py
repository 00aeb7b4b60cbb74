"""Plurals whose stem is not that of their singular, in languages other than English.

A stemmer removes endings. It does not restore a letter that the plural changed (`homens` and
`homem`, `veces` and `vez`), and the Dutch one removes the `s` of `mens`. So a plural also has the
stems of the singular that its ending stands for, and words that no ending explains are in a table.
All words are in their form in the index, without accents.
"""

from collections.abc import Iterator
from functools import cache

#: For each language the endings of plurals, each with the endings that their singular may have.
_ENDINGS = {
    "ca": {"ns": ["", "n"], "ques": ["ca"], "gues": ["ga"], "ces": ["ca"], "ges": ["ja"]},
    "es": {"ces": ["z"]},
    "fr": {"x": [""]},
    "it": {"chi": ["co"], "ghi": ["go"], "che": ["ca"], "ghe": ["ga"]},
    "pt": {
        "ns": ["m"],
        "ais": ["al"],
        "eis": ["el", "il"],
        "ois": ["ol"],
        "uis": ["ul"],
        "is": ["il"],
        "oes": ["ao"],
        "aes": ["ao"],
    },
}
#: What is left of a word without such an ending has at least so many letters.
_SHORTEST = 2
#: Words that have such an ending and are no plural.
_NO_PLURALS = frozenset(
    "entonces dices jamais demais depois dois seis anche perche poiche finche".split()
)
#: In Dutch a final `s` after these letters may belong to the word: mens, plaats, fiets.
_BEFORE_S = "bcdfgklmnprt"
#: Forms of one word that no ending explains, the singular first.
_TABLES = {
    "ca": ["ma mans", "pa pans", "vi vins", "be bens"],
    "da": ["barn born", "mand maend", "oje ojne"],
    "de": ["firma firmen", "thema themen", "drama dramen", "konto konten", "album alben",
           "risiko risiken", "virus viren", "organismus organismen", "rhythmus rhythmen"],
    "fr": ["oeil yeux", "ciel cieux", "monsieur messieurs", "madame mesdames", "travail travaux"],
    "it": ["uomo uomini", "bue buoi", "dio dei"],
    "nb": ["mann menn", "fot fotter", "bror brodre", "mor modre"],
    "nl": ["kind kinderen", "ei eieren", "blad bladeren", "lied liederen", "kalf kalveren",
           "lam lammeren", "rad raderen", "rund runderen", "volk volkeren", "hoen hoenderen",
           "stad steden", "schip schepen", "lid leden", "smid smeden", "museum musea",
           "centrum centra", "technicus technici", "politicus politici", "criticus critici"],
    "pt": ["pao paes", "cao caes", "qual quais", "tal tais", "sal sais", "sol sois",
           "mel meis"],
    "ro": ["om oameni", "copil copii", "sora surori"],
    "sv": ["bok bocker", "fot fotter", "gas gass", "oga ogon", "ora oron", "bror broder",
           "mus moss"],
}  # fmt: skip


def singulars(word: str, language: str) -> Iterator[str]:
    """Words of which a word may be the plural, or another spelling of the same singular."""
    if word in _NO_PLURALS:
        return
    if language == "nl" and word[-1:] == "s" and word[-2:-1] in _BEFORE_S:
        # The stemmer takes `en` off, and leaves what it makes of the plural.
        yield word + "en"
    for ending, others in _ENDINGS.get(language, {}).items():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield from (word.removesuffix(ending) + other for other in others)
    yield from irregular(word, language)[:1]


def roots(word: str, language: str) -> Iterator[str]:
    """What a plural has in common with a word that may be its singular."""
    for ending in {other for others in _ENDINGS.get(language, {}).values() for other in others}:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word.removesuffix(ending)


def irregular(word: str, language: str) -> tuple[str, ...]:
    """The forms of a word that no ending explains, the singular first; empty for other words."""
    return _table("nb" if language in ("nn", "no") else language).get(word, ())


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    forms = [tuple(line.split()) for line in _TABLES.get(language, ())]
    return {form: line for line in forms for form in line}
