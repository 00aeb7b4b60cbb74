"""Clauses, dates and counted parts of a document are no names."""

import pytest

from corpus.labels.clauses import is_clause, is_counted_part, is_dated


@pytest.mark.parametrize("label", ["Mr. Speaker, I move", "The chair says", "Herr Ott sagt"])
def test_a_clause_is_no_name(label: str) -> None:
    """A vocative and a verb begin a sentence."""
    assert is_clause(label)
    assert not is_clause("Mr. Read Montague")


def test_parts_of_a_document_and_dates_are_no_names() -> None:
    """A number after a part is an item; after a voice it is a voice."""
    assert is_counted_part("Tagesordnungspunkt 4")
    assert is_counted_part("ACT II")
    assert not is_counted_part("Speaker 4")
    assert is_dated("Wednesday, 22 May 2013 Take")
    assert not is_dated("April Ode")
