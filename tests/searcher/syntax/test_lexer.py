"""Tokens: a name with a hyphen before a colon is a field if there is one, else a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fields
from index.fields import SECTION
from index.text.tokenizer import forms
from searcher.errors import QueryError
from searcher.syntax.lexer import (
    Kind,
    is_plain,
    joined_words,
    plain_words,
    query_words,
    tokens,
)
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import And, Field, Fuzzy, Not, Plain
from searcher.syntax.unparse import unparse


@pytest.fixture
def with_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field whose name has a hyphen."""
    field = SECTION._replace(name="spoken-in", example="spoken-in:hall")
    monkeypatch.setitem(fields.FIELDS, "spoken-in", field)


@pytest.mark.usefixtures("with_hyphen")
def test_a_field_with_a_hyphen() -> None:
    """It is read, also after a minus, and can be typed again."""
    tree = parse("a -Spoken-In:hall")
    assert tree == And((Plain(("a",)), Not(Field("spoken-in", Plain(("hall",)), "hall"))))
    assert unparse(tree) == "a -spoken-in:hall"
    assert [token.kind for token in tokens("spoken-in:hall")] == [Kind.FIELD, Kind.WORD]


@pytest.mark.usefixtures("with_hyphen")
def test_a_misspelled_field_with_a_hyphen() -> None:
    """It is no word, and the message names the field."""
    with pytest.raises(QueryError, match=r"no field spokn-in:\. Did you mean spoken-in:\?"):
        parse("spokn-in:hall")


@pytest.mark.usefixtures("with_hyphen")
@pytest.mark.parametrize("typed", ["e-mail:x", "COVID-19:vaccines", "well-speaker:x", "a-:b"])
def test_other_names_with_a_hyphen_are_words(typed: str) -> None:
    """A hyphen separates words, whatever follows."""
    assert is_plain(typed)
    assert [token.text for token in tokens(typed)] == [typed]


def test_a_word_with_a_hyphen_and_a_colon_can_be_fuzzy() -> None:
    """What follows a name that is no field is read as everywhere."""
    assert [token.kind for token in tokens("x-:mieloma~ OR y")] == [
        Kind.FUZZY, Kind.OPERATOR, Kind.WORD,
    ]  # fmt: skip
    assert parse("-:mieloma~") == Fuzzy("mieloma", 1)


@given(st.lists(st.text("abdlmpstAPDN", min_size=1, max_size=4) | st.just("NEARby"), min_size=1))
def test_simple_words_are_tokens_as_they_are(words: list[str]) -> None:
    """They are not split by a pattern, which finds the same."""
    typed = " ".join(words)
    assert is_plain(typed)
    assert all(token.kind is Kind.WORD for token in tokens(typed))
    assert plain_words(typed) == tuple(forms(typed))
    assert plain_words(typed) == tuple(word.lower() for word in words)
    # A dot goes through the pattern.
    assert joined_words(typed) == joined_words(f"{typed} .")
    assert query_words([typed]) == query_words([f"{typed} ."])


@pytest.mark.parametrize("operator", ["AND", "OR", "NOT", "NEAR", "ONEAR", "WITHIN"])
def test_operators_are_no_simple_words(operator: str) -> None:
    """In upper case; in lower case each is a word."""
    assert not is_plain(f"a {operator} b")
    assert is_plain(f"a {operator.lower()} b")
