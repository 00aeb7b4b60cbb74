"""How many forms of other languages meet, by the dictionaries of simplemma."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from index.text.tokenizer import fold
from searcher.inflect import LANGUAGES, snowball


def other_languages(count: int = 3000) -> dict[str, dict[str, float]]:
    """How many forms meet their word in the dictionaries of simplemma, if it is installed.

    `written` is the stemmer on words with their accents, `folded` on words of the index,
    `ours` is `searcher.inflect.snowball`; `precision` is that of ours, among words
    that have a stem in common. Of each dictionary so many words are taken.
    """
    try:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    except ImportError:
        return {}
    found = {}
    dictionaries = DefaultDictionaryFactory()
    for language in LANGUAGES:
        if language not in snowball._STEMMERS:
            continue
        try:
            pairs = dictionaries.get_dictionary(language)
        except ValueError:
            continue
        found[language] = _one_language(language, dict(pairs), count)
    return found


def _one_language(language: str, pairs: dict[Any, Any], count: int) -> dict[str, float]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, word in ((_text(form), _text(word)) for form, word in pairs.items()):
        if form != word and (form + word).isalpha() and (form + word).islower():
            forms[word].add(form)
    chosen = random.Random(1).sample(sorted(forms), min(count, len(forms)))
    stem = snowball._stemmer(language).stemWord
    met: Counter[str] = Counter()
    by_stem: dict[str, set[str]] = defaultdict(set)
    words_of: dict[str, set[str]] = defaultdict(set)
    for word in chosen:
        for form in forms[word]:
            met["all"] += 1
            met["written"] += stem(form) == stem(word)
            met["folded"] += stem(fold(form)) == stem(fold(word))
            ours = snowball.stems(fold(form), language), snowball.stems(fold(word), language)
            met["ours"] += not ours[0].isdisjoint(ours[1])
        for form in map(fold, (word, *forms[word])):
            words_of[form].add(word)
            for key in snowball.stems(form, language):
                by_stem[key].add(form)
    beside = [pair for met in by_stem.values() for pair in combinations(sorted(met)[:30], 2)]
    right = sum(not words_of[one].isdisjoint(words_of[other]) for one, other in beside)
    shares = {name: round(met[name] / met["all"], 3) for name in ("written", "folded", "ours")}
    return {**shares, "precision": round(right / max(1, len(beside)), 3)}


def plurals(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """The share of the lines of each language whose words all meet: by the stemmer, and by ours.

    A line is the code of a language, a singular and its plurals.
    """
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for language, *words in map(str.split, lines):
        every = [fold(word) for word in words]
        stem = snowball._stemmer(language).stemWord
        ours = [snowball.stems(word, language) for word in every]
        met[language]["all"] += 1
        met[language]["folded"] += len(set(map(stem, every))) == 1
        met[language]["ours"] += all(not one.isdisjoint(ours[0]) for one in ours)
    return {
        language: {name: round(found[name] / found["all"], 3) for name in ("folded", "ours")}
        for language, found in met.items()
    }


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
