"""Trees as queries: which are exact, and that none is too large for a cluster."""

from typing import Any

import pytest

from searcher.engines.opensearch.dsl import EVERYTHING, NOTHING, Translated, Translator, scoring
from searcher.errors import RequestError
from searcher.query.query_tree import (
    And,
    AnyWord,
    Asked,
    Listed,
    Near,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Word,
    Written,
)

#: The most clauses of a query that a cluster takes.
MOST_CLAUSES = 1_024

CAT, DOG = Word("text", ("cat", "cats")), Word("text", ("dog",))
MANY = Word("text", tuple(f"form{n}" for n in range(5_000)))
GERMAN = Word("text", ("kind", "kinder"), (("kinder", ("de",)),))


def translated(tree: Tree) -> Translated:
    """The query of a tree; turns 7 and 9 are asked."""
    return Translator(lambda _: [7, 9]).translate(tree)


EXACT: dict[str, Tree] = {
    "a word": CAT,
    "a word of a language": GERMAN,
    "a word of no turn": Word("text", ()),
    "a phrase": Phrase((CAT, DOG)),
    "a phrase of alternatives": Phrase((OneOf((CAT, Phrase((DOG, CAT)))), DOG)),
    "words near each other": Near(CAT, DOG, 3, False),
    "words in a window": Window((CAT, DOG, Word("text", ("hen",))), 4),
    "a question": Asked(CAT),
    "all of it": And((CAT, Not(Phrase((CAT, DOG))), Or((DOG, Not(CAT))))),
    "many forms": MANY,
}

INEXACT: dict[str, Tree] = {
    "any word between others": Phrase((CAT, AnyWord("text"), DOG)),
    "the same word twice": Near(CAT, CAT, 3, False),
    "a phrase near a word": Near(Phrase((CAT, DOG)), DOG, 3, True),
    "forms of a language in a phrase": Phrase((GERMAN, DOG)),
    "a window of the same words": Window((CAT, CAT), 4),
    "many forms in a phrase": Phrase((MANY, DOG)),
    "many forms near others": Near(MANY, DOG, 3, False),
    "many forms in a window": Window((MANY, DOG), 9),
    "as it was typed": Written(CAT, ("Cat",)),
    "not as it was typed": Not(Written(CAT, ("Cat",))),
    "a part of it": And((DOG, Written(CAT, ("Cat",)))),
}


@pytest.mark.parametrize("name", EXACT)
def test_exact(name: str) -> None:
    """The turns that match are those that the query finds."""
    assert translated(EXACT[name]).exact


@pytest.mark.parametrize("name", INEXACT)
def test_not_exact(name: str) -> None:
    """The query finds others, too, and says so."""
    assert not translated(INEXACT[name]).exact


def test_a_negated_part_that_is_not_exact_excludes_nothing() -> None:
    """A turn that matches would be missing."""
    assert translated(Not(Written(CAT, ("Cat",)))).query == EVERYTHING
    query = translated(And((DOG, Not(Written(CAT, ("Cat",)))))).query
    assert query["bool"]["must_not"] == []


def test_what_nobody_says() -> None:
    """It matches nothing, wherever it stands."""
    none = Word("text", ())
    for tree in (none, Phrase((none, DOG)), Near(none, DOG, 2, False), Window((none, DOG), 3)):
        assert translated(tree).query == NOTHING
    assert translated(Listed(())).query == NOTHING


def test_turns_of_a_label_are_refused() -> None:
    """No cluster has them."""
    with pytest.raises(RequestError, match=r"speakers\.toml"):
        translated(Listed((3,)))


def clauses(query: Any) -> int:
    """How many clauses a query has; the forms of a word that are looked for anywhere are one."""
    if isinstance(query, list):
        return sum(map(clauses, query))
    if isinstance(query, dict):
        return 1 if "terms" in query else sum(map(clauses, query.values()))
    return int(isinstance(query, str))


@pytest.mark.parametrize("name", EXACT | INEXACT)
def test_no_query_is_too_large(name: str) -> None:
    """A cluster would refuse it."""
    tree = (EXACT | INEXACT)[name]
    assert clauses(translated(tree).query) + len(scoring(tree)) < MOST_CLAUSES
