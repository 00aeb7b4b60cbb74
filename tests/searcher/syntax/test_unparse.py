"""A tree of a search is typed so that it is read as that tree again."""

import pytest
from hypothesis import assume, example, given, settings

from searcher.errors import QueryError
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import Node, Plain
from searcher.syntax.unparse import unparse
from tests.searcher import strategies


@settings(max_examples=500)
@given(strategies.trees)
def test_a_tree_is_read_again(tree: Node) -> None:
    """Whatever a search can be read into can be typed."""
    assert parse(unparse(tree)) == tree


@settings(max_examples=500)
@given(strategies.texts)
@example("CAR-T? x")
@example("x CAR-T?")
@example("(speaker:ann!)")
@example("NOT NOT -a")
@example("-/a/ speaker:(/a/) speaker:(-a)")
def test_a_text_is_read_again(text: str) -> None:
    """What was typed in any way is, typed in one way, the same search."""
    try:
        tree = parse(text)
    except QueryError:
        assume(False)
    assert parse(unparse(tree)) == tree


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Maintenance AND trial", "maintenance trial"),
        ("a AND b OR NOT c", "(a b) OR -c"),
        ("x a OR b", "x (a OR b)"),
        ("-a NEAR/5 b", "-(a NEAR/5 b)"),
        ('Speaker:"Ann Lee" “M protein”', 'speaker:"Ann Lee" "m protein"'),
        ("CAR-T* t(4;14)", '"car T*" t-4-14'),
        ("CAR-T? x", "(car-T?) x"),
        ("Program:talks/a-1 date:2019", "program:talks/a-1 date:2019-01-01..2019-12-31"),
        ("date:<2019 OR date:>2019-02", "date:<2019-01-01 OR date:>2019-02-28"),
        ("date:2019.. date:<=2019-02", "date:2019-01-01.. date:..2019-02-28"),
        ("-asked:/a+/ mieloma~", "-asked:(/a+/) mieloma~1"),
        ("(a OR b) WITHIN/0 (c NEAR/1 d)", "(a OR b) WITHIN/0 (c NEAR/1 d)"),
    ],
)
def test_typed(text: str, again: str) -> None:
    """One way to type each search, with brackets that leave no doubt."""
    assert unparse(parse(text)) == again


def test_a_word_that_cannot_be_typed() -> None:
    """No tree is typed as another one."""
    with pytest.raises(ValueError, match="cannot be typed"):
        unparse(Plain(("a b",)))
