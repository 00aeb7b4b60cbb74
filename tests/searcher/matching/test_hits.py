"""The best turns are the same whether every turn is scored or only those that can be among them."""

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from corpus.model import Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.matching import best_first, positions
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Hits
from searcher.query.query_tree import And, Near, OneOf, Or, Phrase, Tree, Word

#: Of this small index no more turns are a few.
FEW = 100
VOCABULARY = "the of time work bone marrow infusion".split()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """2,000 turns of any length, in which the first words of the vocabulary are frequent."""
    chance = random.Random(7)
    weights = [1 / rank**2 for rank in range(1, len(VOCABULARY) + 1)]
    programs = []
    for number in range(40):
        turns = tuple(
            Turn(n, "A", "A", " ".join(chance.choices(VOCABULARY, weights, k=size)))
            for n in range(1, 51)
            if (size := chance.choice((1, 2, 3, 5, 8, 13, 40)))
        )
        programs.append(Program(f"p{number}", "t", "p", "f", turns=turns))
    directory: Path = tmp_path_factory.mktemp("first")
    write_programs(directory, programs)
    with Library.open(directory) as opened:
        yield opened


def word(*forms: str) -> Word:
    """A word of the text."""
    return Word("text", forms)


WORDS = [word(form) for form in VOCABULARY]
PAIRS = [*combinations(WORDS, 2)]
TREES: list[Tree] = [
    *WORDS,
    *(word(*one.forms, *other.forms) for one, other in PAIRS),
    *(Phrase(pair) for pair in PAIRS),
    *(OneOf((one, Phrase((one, other)))) for one, other in PAIRS),
    *(And(pair) for pair in PAIRS),
    *(And((other, one, Word("title", ("t",)))) for one, other in PAIRS),
    And((word("of", "time"), word("the", "work"))),
    And((word("of", "time"), word("the", "work"), word("bone", "marrow"))),
    And((word("of", "time"), word("the"), Word("program", ("p1",)))),
    And((word("of", "time"), Word("title", ("t",)))),
    And((word("of", "time"), word("the", "time"))),
    *(Or(pair) for pair in PAIRS),
    *(Or(words) for words in combinations(WORDS, 3)),
    Or((word("the", "nobody"), word("of", "time"))),
    Or((word("nobody"), word("the"), word("of"))),
    Or((word("the"), word("of", "the"))),
    Or((word("the"), Word("title", ("t",)))),
    *(Or((And((one, other)), one)) for one, other in PAIRS),
    word("nobody"),
    And((word("nobody"), word("time"))),
]


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_hits(library: Library, tree: Tree) -> None:
    """Turns are found, and then each of them is scored."""
    evaluator = Evaluator(library)
    documents = evaluator.match(tree)
    hits = evaluator.hits(tree)
    assert hits.documents.tolist() == documents.tolist()
    assert hits.scores == pytest.approx(evaluator.score(tree, documents))


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_first(library: Library, tree: Tree) -> None:
    """As many as are wanted, in the same order, with the same scores."""
    expected = Evaluator(library).hits(tree)
    for count in (0, 1, 10, 3_000):
        with patch.multiple(best_first, _COMMON=20, _FEW=FEW):
            total, best = Evaluator(library).first(tree, count)
        assert total == len(expected.documents), count
        assert best.documents.tolist() == expected.best(count).documents.tolist(), count
        assert best.scores == pytest.approx(expected.best(count).scores), count


def test_most_turns_of_a_common_word_are_not_scored(library: Library) -> None:
    """Those that say it once or twice are not among the best."""
    evaluator = Evaluator(library)
    said = [evaluator.postings.of(word(form), None) for form in ("of", "the")]
    with patch.multiple(best_first, _COMMON=20, _FEW=FEW):
        assert best_first.best_of_word(said[0], 10, evaluator._scorer) is not None
    assert best_first.best_of_any(said, 10, evaluator._scorer, library.size) is not None
    forms = [evaluator.postings.of(word(*some), None) for some in (("of", "time"), ("the", "work"))]
    assert best_first.best_of_all(forms, [], 10, evaluator._scorer) is not None


@pytest.mark.parametrize("pair", [*combinations([*WORDS[:4], word("of", "time")], 2)], ids=str)
@pytest.mark.parametrize("ordered", [False, True])
def test_nearness_in_few_turns(library: Library, pair: tuple[Word, Word], *, ordered: bool) -> None:
    """What is in turns with one of the words only may be left out before positions are compared."""
    tree = Near(*pair, 2, ordered)
    found = []
    for few in (0, 1_000_000):
        with patch.object(positions, "_FEW_TOGETHER", few):
            found.append(Evaluator(library).hits(tree))
    some, every = found
    assert len(every.documents)
    assert some.documents.tolist() == every.documents.tolist()
    assert some.scores.tolist() == every.scores.tolist()


def test_equals_are_in_the_order_of_the_index() -> None:
    """The ten best of many that are as good as one another are the first ones."""
    hits = Hits(np.arange(5_000, dtype=np.uint32), np.ones(5_000))
    assert hits.best(10).documents.tolist() == list(range(10))
