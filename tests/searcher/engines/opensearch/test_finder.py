"""A cluster finds the turns that the local engine finds, and ranks them as it does."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings

from index.library.library import Library
from index.update.update import write_programs
from searcher.engines.opensearch.finder import Finder
from searcher.engines.opensearch.whole import Whole
from searcher.matching.evaluate import Evaluator
from searcher.matching.hits import Hits
from searcher.query.query_tree import And, Answered, Not, Tree, Word
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.archives import copied, finder
from tests.searcher.engines.opensearch.test_plugin import CLOSE, corpus, trees

pytestmark = [pytest.mark.slow, pytest.mark.opensearch]

TREES = settings(
    # CI runs a short form.
    max_examples=60 if "CI" in os.environ else 500,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Talk of few words in two languages, so that random trees match."""
    folder = tmp_path_factory.mktemp("talk") / "index"
    write_programs(folder, corpus())
    with Library.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def where(cluster: Cluster, library: Library) -> str:
    """The same in the cluster."""
    return copied(cluster, "trees", Path(library.path), shards=4)


@pytest.fixture(scope="module")
def with_plugin(where: str) -> Iterator[Finder]:
    """What uses the plugin."""
    with finder(where) as found:
        yield found


@pytest.fixture(scope="module")
def stock(where: str) -> Iterator[Finder]:
    """What does without it."""
    with finder(where, with_plugin=False) as found:
        yield found


def keys_of(library: Library, documents: list[int]) -> list[tuple[str, int]]:
    """The turns of some documents."""
    turns = map(library.turn, documents)
    return sorted((program, turn.number) for program, turn in turns)


def turns_of(found: Finder, keys: list[int]) -> list[tuple[str, int]]:
    """The turns of some keys."""
    entries = found.catalogue.entry
    return sorted(
        (entries(found.catalogue.place(key >> 20) or 0).program.id, key & (1 << 20) - 1)
        for key in keys
    )


@TREES
@given(trees)
def test_the_same_turns_match(
    library: Library, with_plugin: Finder, stock: Finder, tree: Tree
) -> None:
    """With the plugin and without it; what a query that is not exact finds is compared."""
    expected = keys_of(library, Evaluator(library).match(tree).tolist())
    for found in (with_plugin, stock):
        assert turns_of(found, list(found.keys(tree))) == expected
        assert found.matching(tree) == len(expected)
        if found.translate(tree).exact:
            assert found.count(found.translate(tree).query) == len(expected)


@TREES
@given(trees)
@example(Answered(And((Not(Word("text", ("a",))),))))
def test_the_plugin_scores_as_the_local_engine(
    library: Library, with_plugin: Finder, tree: Tree
) -> None:
    """The best ten have the scores of the local engine, whichever shards they are on."""
    if not with_plugin.translate(tree).exact:
        return
    hits: Hits = Evaluator(library).hits(tree)
    best = -np.sort(-hits.scores)[:10]
    found = with_plugin.scores(with_plugin.scored(tree, Whole(with_plugin)), 10)
    assert np.allclose(found, best, rtol=CLOSE, atol=CLOSE)


def test_words_of_no_turn_match_nothing(with_plugin: Finder, stock: Finder) -> None:
    """A word without forms is in no turn."""
    for found in (with_plugin, stock):
        assert found.matching(Word("text", ())) == 0
