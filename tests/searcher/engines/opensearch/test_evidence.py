"""The first page of a cluster with the plugin is that of the local engine, over several shards."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from index.update.update import write_programs
from searcher.engines.local.engine import LocalEngine
from searcher.engines.opensearch import evidence
from searcher.engines.opensearch.engine import ClusterEngine
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.query.filters import Filters
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.archives import copied
from tests.searcher.engines.opensearch.test_plugin import CLOSE, QUESTIONS, corpus

pytestmark = pytest.mark.opensearch

#: Searches whose order is that of single words and phrases, and of several words.
TYPED = [
    ("river",), ("a",), ("c*",), ("/ri.er|dam/",), ("a b c",), ('"a b" OR dam',), ("a NEAR/3 b",),
    ("dam ONEAR/9 river",), ('"a b c"~5',), ("asked:river a",), ("answered:(river OR dam)",),
    ("river WITHIN/1 dam",), ("a AND river -dam",), ("performance",), ("rivr~",), ("=a",),
    ("river", "dam"), ("river harbour tower",), ("dam flood b",),
    *((question,) for question in QUESTIONS),
]  # fmt: skip

FILTERS = (Filters(), Filters(speaker="Ann"), Filters(lang="de"), Filters(program="p03"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index on this machine."""
    made: Path = tmp_path_factory.mktemp("first-page")
    write_programs(made, corpus())
    return made


@pytest.fixture(scope="module")
def engine(cluster: Cluster, folder: Path) -> Iterator[ClusterEngine]:
    """The same index in the cluster, on three shards."""
    opened = ClusterEngine.open(copied(cluster, "first-page", folder, shards=3))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def local(folder: Path) -> Iterator[LocalEngine]:
    """The engine of the index on this machine."""
    opened = LocalEngine.open(folder)
    yield opened
    opened.close()


def quotes(found: Results) -> list[tuple[str, int, str | None]]:
    """The turns of a page with their tiers, in order."""
    return [(quote.program.id, quote.turn.number, quote.tier) for quote in found.quotes]


@pytest.mark.parametrize("typed", TYPED, ids=" ".join)
def test_the_first_page(engine: ClusterEngine, local: LocalEngine, typed: tuple[str, ...]) -> None:
    """The same turns in the same order, although only a few of those that match are read."""
    for filters in FILTERS:
        request = Request(typed, filters, limit=5, hints=False)
        with patch.object(evidence, "LEAST", 5):
            found = engine.search(request)
        expected = local.search(request)
        assert found.total == expected.total
        assert quotes(found) == quotes(expected)
        scores = [quote.score for quote in expected.quotes]
        assert [quote.score for quote in found.quotes] == pytest.approx(scores, abs=CLOSE)
        assert not found.is_approximate


@pytest.mark.parametrize("typed", QUESTIONS)
def test_too_many_to_be_ranked(engine: ClusterEngine, local: LocalEngine, typed: str) -> None:
    """The best of each shard are ranked again; where these are all, the page is the same."""
    request = Request((typed,), limit=5, hints=False)
    with patch.object(evidence, "MOST_RANKED", 0):
        found = engine.search(request)
    expected = local.search(request)
    assert found.total == expected.total
    assert quotes(found) == quotes(expected)
    many = found.tier == "any" and found.total > evidence.CANDIDATES
    assert found.is_approximate == many
