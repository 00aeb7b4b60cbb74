"""The inflections of languages other than English, among words without their accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokenizer import fold
from searcher.inflect import LANGUAGES, inflections, snowball
from tests.searcher.inflect.test_inflect import GOLD, vocabulary

#: Words of a language that find each other, a class a line.
CLASSES = {
    "ca": ["paraula paraules", "home homes"],
    "cs": ["město města městem"],
    "da": ["sygdom sygdomme sygdommen"],
    "de": ["Haus Häuser Hauses", "Behandlung Behandlungen", "Patient Patienten", "groß große"],
    "el": ["ασθένεια ασθένειας"],
    "es": [
        "canción canciones",
        "hablar habló hablamos",
        "tener tenían",
        "médico médicos",
        "corazón corazones",
    ],
    "et": ["raamat raamatud"],
    "fi": ["talo talot talossa"],
    "fr": ["traitement traitements", "homme hommes", "parler parlé parlée"],
    "hu": ["ház házak házban", "betegség betegségek"],
    "it": ["malattia malattie", "uomo uomini", "parlare parlò", "città cittá"],
    "lt": ["liga ligos"],
    "nb": ["behandling behandlinger behandlingen"],
    "nl": ["maken maakt gemaakt", "ziekte ziektes ziekten", "afmaken afgemaakt"],
    "pl": ["leczenie leczenia"],
    "pt": ["informação informações", "falar falou", "médico médicos"],
    "ro": ["tratament tratamente"],
    "ru": ["болезнь болезни болезней", "русский русские русского", "лечение лечения"],
    "sv": ["sjukdom sjukdomar sjukdomen", "behandling behandlingar"],
    "tr": ["hastalık hastalıklar", "İstanbul İstanbul'da İstanbul'un"],
    "ko": ["치료 치료를 치료에서는 치료했습니다", "암 암을 암이", "한국어 한국어는"],
}
WORDS = {
    language: sorted({fold(word) for line in classes for word in line.split()})
    for language, classes in CLASSES.items()
}


@pytest.mark.parametrize(
    ("language", "line"), [(code, line) for code, classes in CLASSES.items() for line in classes]
)
def test_forms_meet_without_their_accents(language: str, line: str) -> None:
    """The first word of a line finds exactly the others of the line."""
    words = [fold(word) for word in line.split()]
    assert set(inflections(words[0], vocabulary(WORDS[language]), language)) == set(words)


@pytest.mark.parametrize("line", (GOLD / "plurals.txt").read_text("utf-8").splitlines())
def test_plurals(line: str) -> None:
    """A singular and its plural find each other, though the stemmer separates them."""
    language, *words = line.split()
    every = [fold(word) for word in words]
    for word in every:
        assert set(inflections(word, vocabulary(every), language)) == set(every)


@pytest.mark.parametrize("line", (GOLD / "no_plurals.txt").read_text("utf-8").splitlines())
def test_words_that_look_like_plurals(line: str) -> None:
    """A word that ends as a plural does is not joined to another word."""
    language, *words = line.split()
    every = [fold(word) for word in words]
    for word in every:
        assert inflections(word, vocabulary(every), language) == (word,)


def test_every_language_is_known() -> None:
    """What is listed works: no stemmer is missing, and a region changes nothing."""
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    for language in LANGUAGES:
        words = vocabulary(["abc", "abcs"])
        assert inflections("abc", words, language) == inflections("abc", words, f"{language}-XX")
    assert {*CLASSES, "en", "nn", "no"} == set(LANGUAGES)


@pytest.mark.parametrize("language", ["sl", "ja", "th", "", "tlh", "x-klingon"])
def test_a_language_without_a_stemmer_matches_the_word(language: str) -> None:
    """Nothing is guessed about a language that is not known."""
    assert inflections("bolezen", vocabulary(["bolezen", "bolezni"]), language) == ("bolezen",)


LETTERS = st.text("abcdeginorstu", min_size=1, max_size=9)


@given(st.sampled_from(["de", "es", "fr", "it", "ru"]), LETTERS, st.lists(LETTERS, max_size=8))
def test_forms_have_a_stem_in_common(language: str, word: str, others: list[str]) -> None:
    """Nothing is found but words with a common stem, and the word itself is first."""
    found = inflections(word, vocabulary([*others, *WORDS[language]]), language)
    assert found[0] == word
    stems = snowball.stems(word, language)
    assert all(stems & snowball.stems(other, language) for other in found)


@pytest.mark.parametrize("language", sorted(set(CLASSES) - {"ko"}))
def test_agrees_with_stemming_the_whole_vocabulary(language: str) -> None:
    """Looking only at words with certain beginnings loses none."""
    for word in WORDS[language]:
        stems = snowball.stems(word, language)
        expected = {o for o in WORDS[language] if stems & snowball.stems(o, language)}
        assert set(inflections(word, vocabulary(WORDS[language]), language)) == expected
