"""Korean words with their particles."""

from searcher.inflect import inflections, korean
from tests.searcher.inflect.test_inflect import vocabulary


def test_korean_particles() -> None:
    """A word is found with what is written onto it, and no word of one syllable is guessed."""
    words = "사 사과 사과를 사과나무 가 가을 가을에 암 암을 암호".split()
    assert korean.is_hangul("암")
    assert not korean.is_hangul("骨")
    for language in ("ko", "en"):
        assert set(inflections("사과", vocabulary(words), language)) == {"사과", "사과를"}
        assert set(inflections("사과를", vocabulary(words), language)) == {"사과", "사과를"}
        assert set(inflections("가을", vocabulary(words), language)) == {"가을", "가을에"}
        assert set(inflections("암", vocabulary(words), language)) == {"암", "암을"}
