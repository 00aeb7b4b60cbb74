"""Every match is found where a scan of every turn finds it, and counted as a quote marks it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library.library import Library
from searcher.matching.evaluate import Evaluator
from searcher.matching.occurrences import match_counts, occurrences
from searcher.query.query_tree import And, Near, Not, OneOf, Or, Phrase, Tree, Word
from searcher.quotes.highlights import Positions, highlights
from searcher.quotes.quote import spans
from tests.searcher.matching.test_evaluate import build, corpora, trees
from tests.searcher.scan import Talk, matches

Place = tuple[int, int]


def merged(places: list[Place]) -> list[Place]:
    """Matches in order, those that share a word as one."""
    found: list[Place] = []
    for first, last in sorted(places):
        if found and first <= found[-1][1]:
            first, last = found[-1][0], max(last, found.pop()[1])
        found.append((first, last))
    return found


def places(library: Library, tree: Tree) -> dict[int, list[Place]]:
    """The matches of each turn that has some."""
    evaluator = Evaluator(library)
    found = occurrences(evaluator, tree, evaluator.match(tree))
    by_turn: dict[int, list[Place]] = {}
    rows = zip(found.turns.tolist(), found.first.tolist(), found.last.tolist(), strict=True)
    for turn, first, last in rows:
        by_turn.setdefault(turn, []).append((first, last))
    return by_turn


def counts(library: Library, tree: Tree) -> dict[int, int]:
    """How many matches each turn that matches has, by an evaluator that has read nothing."""
    evaluator = Evaluator(library)
    turns = evaluator.match(tree)
    found = match_counts(evaluator, tree, turns)
    return dict(zip(turns.tolist(), found.tolist(), strict=True))


@pytest.mark.slow
@settings(max_examples=300)
@given(corpora, trees, st.integers(1, 3))
def test_agrees_with_a_scan_and_with_quotes(spoken: list[str], tree: Tree, segments: int) -> None:
    """The same matches, in the same turns; as many as a quote of the turn marks."""
    with TemporaryDirectory() as folder:
        build(Path(folder), spoken, segments)
        with Library.open(Path(folder)) as library:
            talk = Talk.of(library)
            scanned = {n: matches(tree, talk, n) for n in talk.texts}
            expected = {n: merged(some) for n, some in scanned.items() if some is not None}
            assert places(library, tree) == {n: some for n, some in expected.items() if some}
            assert counts(library, tree) == {n: len(some) for n, some in expected.items()}
            everywhere = highlights(tree)
            shown = Evaluator(library).spans(tree, list(expected))
            for turn, some in expected.items():
                marks = [Positions(shown[turn])] if everywhere is None else everywhere
                assert len(spans(library.turn(turn)[1].text, marks)) == len(some)


def word(*forms: str) -> Word:
    """A word in the text."""
    return Word("text", forms)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        # turn 0: a b a b a b, turn 1: b b b
        (word("b"), {0: [(1, 1), (3, 3), (5, 5)], 1: [(0, 0), (1, 1), (2, 2)]}),
        (Phrase((word("b"), word("b"))), {1: [(0, 2)]}),
        (Phrase((word("a"), word("b"), word("a"))), {0: [(0, 4)]}),
        (Phrase((word("b"), word("a"))), {0: [(1, 2), (3, 4)]}),
        (Or((word("a"), Phrase((word("a"), word("b"))))), {0: [(0, 1), (2, 3), (4, 5)]}),
        (And((word("a"), word("b"))), {0: [(n, n) for n in range(6)]}),
        (And((word("b"), Not(word("a")))), {1: [(0, 0), (1, 1), (2, 2)]}),
        (Not(word("a")), {}),
        (Word("speaker", ("odd",)), {}),
        (Near(word("a"), word("b"), 1, True), {0: [(n, n) for n in range(6)]}),
        (
            OneOf((word("a"), Phrase((word("b"), word("b"))))),
            {0: [(0, 0), (2, 2), (4, 4)], 1: [(0, 2)]},
        ),
    ],
)  # fmt: skip
def test_what_is_one_match(tmp_path: Path, tree: Tree, expected: dict[int, list[Place]]) -> None:
    """Matches that share a word are one, those that touch are two; counts agree."""
    build(tmp_path, ["a b a b a b", "b b b"], 1)
    with Library.open(tmp_path) as library:
        assert places(library, tree) == expected
        counted = {n: count for n, count in counts(library, tree).items() if count}
        assert counted == {n: len(some) for n, some in expected.items()}


def test_nothing_matches(tmp_path: Path) -> None:
    """A word that nobody says has no matches, and no turns no counts."""
    build(tmp_path, ["a b"], 1)
    with Library.open(tmp_path) as library:
        evaluator = Evaluator(library)
        none = np.empty(0, np.uint32)
        assert len(occurrences(evaluator, word("nowhere"), none)) == 0
        assert match_counts(evaluator, word("a"), none).tolist() == []
