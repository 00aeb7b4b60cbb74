"""Searches for those who type words only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searcher.archive import Archive
from searcher.errors import QueryError
from searcher.syntax.lexer import plain_words
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import And, Exact, Node, Not, Or, Plain
from searcher.syntax.unparse import unparse
from searcher.web.view.words import composed


@pytest.mark.parametrize(
    ("typed", "search"),
    [
        ({"every": "plateau"}, "plateau"),
        ({"every": "plateau panic"}, "plateau AND panic"),
        ({"exact": "M protein"}, '"M protein"'),
        ({"some": "trial study"}, "trial OR study"),
        ({"some": "trial"}, "trial"),
        ({"every": "CAR-T", "some": "a b", "none": "bridge"}, "CAR-T (a OR b) -bridge"),
        ({"every": "AND OR", "exact": 'say "no" AND go*'}, 'and or "say no and go"'),
        ({"every": '(x) "y" speaker:z foo*'}, "x AND y AND speaker-z AND foo"),
        ({"none": "AND -5"}, "-and NOT 5"),
        ({"every": "!!! ..."}, ""),
        ({}, ""),
    ],
)
def test_a_form_of_words(typed: dict[str, str], search: str) -> None:
    """It is written as people type it, where that can be read."""
    assert composed(**typed) == search


#: What a sign in a word must not do.
TYPED = st.text(st.sampled_from("abcÄß日 \"()-+*?~/:=,.’'\u0301AND5"), max_size=14)


def nodes(typed: str) -> list[Node]:
    """The parts between blanks that can be typed: some emoticons are operators."""
    found = [Plain(words) for part in typed.split() if (words := plain_words(part))]
    return [node for node in found if can_be_typed(node)]


def can_be_typed(node: Node) -> bool:
    """Whether the search language has a way to write words."""
    try:
        return parse(unparse(node)) == node
    except (QueryError, ValueError):
        return False


@settings(max_examples=60)
@given(TYPED, TYPED, TYPED, TYPED)
def test_whatever_is_typed_is_words(every: str, exact: str, some: str, none: str) -> None:
    """No sign is an operator: the tree has the words of the fields, each in its place."""
    musts, options, excluded = nodes(every), nodes(some), nodes(none)
    words = tuple(word for word in plain_words(exact) if can_be_typed(Exact((word,))))
    wanted = [
        *musts,
        *([Exact(words)] if words else []),
        *([Or(tuple(options))] if len(options) > 1 else options),
        *map(Not, excluded),
    ]
    written = composed(every, exact, some, none)
    if not wanted:
        assert written == ""
    else:
        assert parse(written) == (wanted[0] if len(wanted) == 1 else And(tuple(wanted)))


def test_a_form_finds_what_it_says(archive: Archive) -> None:
    """All of these, exactly these, none of these."""
    found = archive.search(composed("protein", "M protein", "", "panic"), limit=100)
    assert found.total
    for quote in found:
        text = quote.turn.text.lower()
        assert "m protein" in text
        assert "panic" not in text
