"""The base forms of English words.

Rules remove endings (-s, -ed, -ing, -er, -est, 's, and -ation for the noun of a verb). The tables
of `english_words` have the forms that no rule gives.

A stemmer removes more, and less: Porter2 has one stem for `author` and `authority`, and two for
`maintain` and `maintenance`.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from searcher.inflect.english_words import APART, GRADED, IRREGULAR, NOUNS, SPELLINGS

_APART = frozenset(APART.split())
_GRADED = frozenset(GRADED.split())
# Words of two letters with a plural, besides those without a vowel (PRs, TVs).
_SHORT_NOUNS = frozenset("ad ai id ip op ui".split())


@cache
def _irregular() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The bases of each irregular form, and the irregular forms of each base."""
    lines = [[_spelled(word) for word in line.split()] for line in IRREGULAR.split(";")]
    return _both_ways((form, word) for word, *forms in lines for form in forms)


@cache
def _nouns() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The verbs of each noun, and the nouns of each verb."""
    pairs = (map(_spelled, pair.split("/")) for pair in NOUNS.split())
    return _both_ways((noun, verb) for verb, noun in pairs)


@cache
def _spellings() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The normal spelling of each word, and the other spellings of each."""
    pairs = (pair.split("/") for pair in SPELLINGS.split())
    return _both_ways((other, standing) for other, standing in pairs)


def _both_ways(
    pairs: Iterator[tuple[str, str]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    forward: dict[str, tuple[str, ...]] = {}
    back: dict[str, tuple[str, ...]] = {}
    for left, right in pairs:
        forward[left] = (*forward.get(left, ()), right)
        back[right] = (*back.get(right, ()), left)
    return forward, back


@lru_cache(maxsize=1 << 14)
def bases(word: str) -> frozenset[str]:
    """The words that a word may be a form of, and itself: for `leaves` leave and leaf.

    Some are not words (`entere` of `entering`). Two words are forms of one word if they have a
    base in common.
    """
    word = _spelled(word.removesuffix("'s"))
    if word in _APART or not word.isalpha():
        return frozenset((word,))
    one = {word, *map(_spelled, _of_plural(word))}  # a noun, if it is one
    one.update(_irregular()[0].get(word, ()))
    found = set(one)
    if len(one) == 1:
        found.update(map(_spelled, _of_verb_or_adjective(word)))
    for noun in one:
        found.update(_nouns()[0].get(noun, ()), _made_of(noun))
    return frozenset(found)


@cache
def _listed() -> frozenset[str]:
    """The words that a table changes to others."""
    return frozenset((*_irregular()[0], *_nouns()[0], *_spellings()[0]))


#: The endings that a rule changes. A word with another one is a form of itself only, if no table
#: has it.
_ENDINGS = ("s", "men", "ed", "ing", "er", "est", "ation", "ise")


def forms_among(words: Iterable[str], wanted: frozenset[str]) -> Iterator[str]:
    """Those of some words that have a base among `wanted`, the bases of another word."""
    listed = _listed()
    for word in words:
        if word in wanted or (
            (word.endswith(_ENDINGS) or word in listed) and not wanted.isdisjoint(bases(word))
        ):
            yield word


def beginnings(word: str) -> Iterator[str]:
    """Prefixes of which every form of a word has one."""
    for base in bases(word):
        if len(base) < 3 or not base.isalpha():
            # Too many words begin with one letter, so the endings are listed.
            yield from (base + "'s", *_irregular()[1].get(base, ()))
            if base != word:
                yield base
            elif _is_short_noun(base):
                yield base + "s"
            continue
        forms = {base, *_nouns()[1].get(base, ())}
        forms.update(form for word in tuple(forms) for form in _irregular()[1].get(word, ()))
        forms.update(other for form in tuple(forms) for other in _spellings()[1].get(form, ()))
        yield from (shared for form in forms for shared in _kept(form))


def _kept(form: str) -> tuple[str, ...]:
    """The prefixes that remain in every form that rules make of a word."""
    if form.endswith(("ize", "yze")):
        return form[:-2] + "s", form[:-1]
    if form.endswith("man"):
        return (form[:-2],)
    if len(form) > 2 and form[-1] in "ey" and form[-2] != "e":
        return (form[:-1],)
    return (form,)


def _of_plural(word: str) -> Iterator[str]:
    """The words of which a word may be the plural or the third person."""
    if word.endswith("men") and len(word) > 5:
        yield word[:-2] + "an"
    if word[-1] != "s" or word.endswith(("ss", "us", "is")):
        return
    if len(word) < 4:
        if _is_short_noun(word[:-1]):
            yield word[:-1]
        return
    yield word[:-1]
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) and len(word) > 4:
        yield word[:-2]
        if word.endswith(("sses", "zzes")) and len(word) > 5:
            yield word[:-3]


def _of_verb_or_adjective(word: str) -> Iterator[str]:
    if word.endswith("ied"):
        yield word[:-1]
        if len(word) > 4:
            yield word[:-3] + "y"
    elif word.endswith("ed") and not word.endswith("eed"):
        yield from _of_verb(word[:-2])
    elif word.endswith("ing"):
        yield from _of_verb(word[:-3])
    elif word.endswith("er"):
        yield from _of_adjective(word[:-2])
    elif word.endswith("est"):
        yield from _of_adjective(word[:-3])


def _of_verb(stem: str) -> Iterator[str]:
    """The verbs of a stem before -ed or -ing: `stopp`, `hop`, `enter`."""
    if len(stem) < 2 or not _has_one_of(stem, "aeiouy"):
        return
    if len(stem) == 2:
        if stem[1] != "e":  # used, owed, sued, but not seing
            yield stem + "e"
    elif _lost_e(stem):
        yield stem + "e"
    elif stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        if len(stem) > 3:
            yield stem[:-1]
        if stem[-1] in "flsz":
            yield stem
    else:
        yield stem
        yield stem + "e"


def _lost_e(stem: str) -> bool:
    """Whether a short stem has lost an e: `hop` of hoping, because hop has hopping."""
    begin, vowel, last = stem[:-2].replace("qu", ""), stem[-2], stem[-1]
    return vowel in "aeiouy" and last not in "aeiouywx" and not _has_one_of(begin, "aeiou")


def _has_one_of(word: str, letters: str) -> bool:
    return any(letter in word for letter in letters)


def _is_short_noun(word: str) -> bool:
    return len(word) == 2 and (word in _SHORT_NOUNS or not _has_one_of(word, "aeiouys"))


def _of_adjective(stem: str) -> frozenset[str]:
    """The adjectives of a stem before -er or -est: `bigg`, `larg`, `earli`."""
    short = {stem[:-1]} if stem[-1:] == stem[-2:-1] else set()
    happy = {stem[:-1] + "y"} if stem[-1:] == "i" else set()
    return _GRADED & {stem, stem + "e", *short, *happy}


def _spelled(word: str) -> str:
    """A word in its normal spelling: -ize, and the spellings of the table."""
    if word.endswith("isation"):
        word = word[:-6] + "zation"
    elif word.endswith("ise") and len(word) > 5:  # prise is not prize
        word = word[:-2] + "ze"
    return _spellings()[0].get(word, (word,))[0]


def _made_of(noun: str) -> Iterator[str]:
    """The verb of a noun in -ation, if the two always have the same meaning."""
    if not noun.endswith("ation") or len(noun) < 8:
        return
    if noun.endswith("ization"):
        yield noun[:-5] + "e"
    elif noun.endswith("ification"):
        yield noun[:-7] + "y"
    elif noun not in ("consideration", "corporation", "equation", "population", "vacation"):
        yield noun[:-3] + "e"
