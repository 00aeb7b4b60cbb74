"""A tree of a search is typed so that it is read as that tree again."""

import pytest
from hypothesis import assume, example, given, settings

from searcher.errors import QueryError
from searcher.syntax.atoms import MOST_FUZZY, MOST_REGEXES
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import And, Answered, Exact, Fuzzy, Node, Not, Or, Plain, Regular
from searcher.syntax.unparse import unparse
from tests.searcher import strategies


@pytest.mark.slow
@settings(max_examples=500)
@given(strategies.trees)
def test_a_tree_is_read_again(tree: Node) -> None:
    """Whatever a search can be read into can be typed."""
    assert parse(unparse(tree)) == tree


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("part", "most", "refusal"),
    [
        (Regular("a"), MOST_REGEXES, "at most 10 regular expressions"),
        (Fuzzy("a", 1), MOST_FUZZY, "at most 50 words with ~"),
    ],
)
def test_a_tree_beyond_the_limits(part: Regular | Fuzzy, most: int, refusal: str) -> None:
    """As many expressions as a search may have are read again, one more is refused."""
    inside = Or((part, Exact((part, part))))
    tree = And((Not(Answered(inside)), *[part] * (most - 3)))
    assert strategies.within_limits(tree)
    assert parse(unparse(tree)) == tree
    beyond = And((*tree.parts, part))
    assert not strategies.within_limits(beyond)
    with pytest.raises(QueryError, match=refusal):
        parse(unparse(beyond))


def test_a_word_that_cannot_be_typed() -> None:
    """No tree is typed as another one."""
    with pytest.raises(ValueError, match="cannot be typed"):
        unparse(Plain(("a b",)))
