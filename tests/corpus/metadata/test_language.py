"""Which language a text is in: its words."""

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.metadata import language


@given(st.text(alphabet="ab '’“—_1é.", max_size=40))
@example("don't ’tis rock'n'roll a'' “so” ab_c 1st")
def test_words_are_those_of_the_pattern(text: str) -> None:
    """Text is split at blanks where that gives the same."""
    expected = language.WORD.findall(text.replace("’", "'"))
    assert sorted(language._words(text)) == sorted(expected)
