"""Words that are the same in another spelling, and changes of meaning."""

import pytest

from searcher.verify.wording import change_of_meaning, equal_words


@pytest.mark.parametrize(
    ("quoted", "said", "how"),
    [
        ("do not", "don't", "contraction"),
        ("it has", "it's", "contraction"),
        ("it is", "it's", "contraction"),
        ("can not", "can't", "contraction"),
        ("going to", "gonna", "contraction"),
        ("20", "twenty", "number"),
        ("125", "one hundred and twenty five", "number"),
        ("2000000", "two million", "number"),
        ("website", "web site", "spelling"),
        ("do", "don't", None),
        ("20", "thirty", None),
        ("house", "home", None),
        ("'s " * 40, "is " * 40, None),
    ],
)
def test_equal_words(quoted: str, said: str, how: str | None) -> None:
    """Contractions, numbers, compounds."""
    assert equal_words(quoted.split(), said.split()) == how


@pytest.mark.parametrize(
    ("quoted", "said", "what"),
    [
        ("will", "won't", "negation"),
        ("", "not", "negation"),
        ("nie", "immer", "negation"),
        ("50", "15", "number"),
        ("three", "two", "number"),
        ("will", "might", "certainty"),
        ("house", "home", None),
    ],
)
def test_changes_of_meaning(quoted: str, said: str, what: str | None) -> None:
    """A negation, a number or a hedge on one side only."""
    assert change_of_meaning(quoted.split(), said.split()) == what
