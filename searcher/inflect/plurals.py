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
    "de": {"innen": ["in"], "ien": ["ium"], "as": ["a"], "os": ["o"], "is": ["i"], "ys": ["y"]},
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
    "ro": {"zi": ["d", "da"]},
}
#: What is left of a word without such an ending has at least so many letters.
_SHORTEST = 2
#: Words that have such an ending and are no plural.
_NO_PLURALS = frozenset(
    "entonces dices jamais demais depois dois seis anche perche poiche finche etwas bereits".split()
)
#: In Dutch a final `s` after these letters may belong to the word: mens, plaats, fiets.
_BEFORE_S = "bcdfgklmnprt"
#: Forms of one word that no ending explains, the singular first.
_TABLES = {
    "ca": ["ma mans", "pa pans", "vi vins", "be bens", "dia dies"],
    "cs": ["clovek lide lidi", "ruka ruce", "dite deti", "dum domy", "oko oci", "kun kone"],
    "da": ["barn born", "mand maend", "oje ojne", "hand haender", "tand taender", "by byer"],
    "de": ["museum museen", "zentrum zentren", "datum daten", "praktikum praktika",
           "firma firmen", "thema themen", "drama dramen", "konto konten", "album alben",
           "risiko risiken", "virus viren", "organismus organismen", "rhythmus rhythmen"],
    "fi": ["vesi veden vedet vetta", "kasi kaden kadet katta", "mies miehen miehet", "katu kadut"],
    "fr": ["oeil yeux", "ciel cieux", "monsieur messieurs", "madame mesdames", "travail travaux",
           "vitrail vitraux", "bail baux", "corail coraux", "email emaux", "vantail vantaux"],
    "hu": ["lo lovak", "to tavak", "ko kovek"],
    "it": ["uomo uomini", "bue buoi", "dio dei", "zio zii"],
    "nb": ["mann menn", "fot fotter", "bror brodre", "mor modre", "hand hender", "by byer"],
    "nl": ["kind kinderen", "ei eieren", "blad bladeren bladen", "lied liederen", "kalf kalveren",
           "lam lammeren", "rad raderen", "rund runderen", "volk volkeren", "hoen hoenderen",
           "stad steden", "schip schepen", "lid leden", "smid smeden", "museum musea",
           "centrum centra", "technicus technici", "politicus politici", "criticus critici",
           "dag dagen", "weg wegen", "glas glazen", "gat gaten", "god goden", "bad baden",
           "pad paden", "dak daken", "dal dalen", "graf graven", "hof hoven", "lot loten",
           "slot sloten", "schot schoten", "spel spelen", "vat vaten", "verbod verboden",
           "gebod geboden", "oorlog oorlogen", "slag slagen", "gebed gebeden", "gebrek gebreken",
           "bedrag bedragen", "verdrag verdragen", "bevel bevelen", "zee zeeen", "idee ideeen",
           "knie knieen", "oog ogen", "oor oren", "uur uren", "aap apen"],
    "pl": ["czlowiek ludzie ludzi", "reka rece", "dziecko dzieci", "oko oczy", "ucho uszy",
           "brat bracia", "rok lata lat"],
    "pt": ["pao paes", "cao caes", "mao maos", "qual quais", "tal tais", "sal sais", "sol sois",
           "mel meis"],
    "ro": ["om oameni", "copil copii", "sora surori", "floare flori", "seara seri", "masa mese"],
    "sv": ["bok bocker", "fot fotter", "gas gass", "oga ogon", "ora oron", "bror broder",
           "mus moss"],
}  # fmt: skip
#: Languages that write compounds as one word: their last part has its forms (`snelwegen`).
_WITH_COMPOUNDS = frozenset("da de nb nl sv".split())
#: The shortest first part of a compound, and the shortest last one.
_FIRST_PART, _LAST_PART = 3, 3


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
    code = "nb" if language in ("nn", "no") else language
    table = _table(code)
    if word in table or code not in _WITH_COMPOUNDS:
        return table.get(word, ())
    for place in range(_FIRST_PART, len(word) - _LAST_PART + 1):
        if forms := table.get(word[place:]):
            return tuple(word[:place] + form for form in forms)
    return ()


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    lines = [tuple(line.split()) for line in _TABLES.get(language, ())]
    return {form: line for line in lines for form in line}
