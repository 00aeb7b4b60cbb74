"""The words of a vocabulary that are inflections of a word."""

from hypothesis import given
from hypothesis import strategies as st
from whoosh.lang.snowball.english import EnglishStemmer

from searcher.inflect import inflections

WORDS = """
a an as be cell cells cellular city cities die died dies dying do does doing done dogs dog's fly
flies go goes going happy happily happiness maintain maintained maintaining maintains maintenance
m m's patient patients patient's study studied studies studying t ts trial trials try tries tried
use used using myeloma 0.1 il 6
""".split()


def vocabulary(prefix: str) -> list[str]:
    """The words that begin with a prefix."""
    return [word for word in WORDS if word.startswith(prefix)]


@given(st.sampled_from(WORDS))
def test_agrees_with_stemming_the_whole_vocabulary(word: str) -> None:
    """Looking only at words with the same beginning loses none."""
    stem = EnglishStemmer().stem
    found = set(inflections(word, vocabulary)) & set(WORDS)
    if len(word) < 3 or not word.isalpha():
        assert found == {word} | {other for other in WORDS if other == f"{word}'s"}
    else:
        assert found == {other for other in WORDS if stem(other) == stem(word)}


def test_a_word_that_nobody_said() -> None:
    """The word itself comes first, known or not."""
    assert inflections("zebra", vocabulary) == ("zebra",)
    assert inflections("trial", vocabulary) == ("trial", "trials")
    assert inflections("m", vocabulary) == ("m", "m's")
    assert inflections("0.1", vocabulary) == ("0.1", "0.1's")
