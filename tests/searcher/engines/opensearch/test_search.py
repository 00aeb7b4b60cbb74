"""A search of a cluster reads an excerpt, and finds what every engine finds: in memory, at once.

The same tests with a real server, and all others of `test_conformance`, are in `test_engine.py`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.opensearch.cluster import Cluster
from searcher.archive import Archive
from searcher.engines.engine import Engine
from searcher.engines.local.engine import LocalEngine
from searcher.engines.opensearch import evidence, finder
from searcher.engines.opensearch.engine import ClusterEngine
from searcher.engines.request import Request
from searcher.errors import RequestError
from searcher.quotes.quote import Quote
from tests.index.opensearch.canned import Node, error, served
from tests.index.opensearch.fake_cluster import FakeCluster
from tests.searcher.engines import test_conformance as conformance
from tests.searcher.engines.test_conformance import ordered, scan

__all__ = ["ordered", "scan"]
#: Of the tests of all engines, those that compare most.
_TESTS = (
    "test_engines_find_the_same",
    "test_filters",
    "test_orders",
    "test_speakers",
    "test_engines_judge_alike",
)
globals().update({name: vars(conformance)[name] for name in _TESTS})


@pytest.fixture(scope="module")
def memory() -> FakeCluster:
    """The cluster."""
    return FakeCluster()


@pytest.fixture(scope="module")
def node(memory: FakeCluster, samples_index: Path) -> Iterator[Node]:
    """A node of it, with the samples."""
    with served(memory.answer) as one:
        index = Cluster.of(f"{one.url}/samples")
        index.copy(samples_index)
        index.close()
        yield one


@pytest.fixture(scope="module")
def engine(node: Node) -> Iterator[Engine]:
    """The engine of the cluster."""
    opened = ClusterEngine.open(f"{node.url}/samples")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def compared(engine: Engine) -> Engine:
    """It is compared with the scan."""
    return engine


@pytest.fixture(scope="module")
def local(samples_index: Path) -> Iterator[Engine]:
    """The same index on this machine."""
    opened = LocalEngine.open(samples_index)
    yield opened
    opened.close()


SEARCHES = (
    ("protein",),
    ("M protein",),
    ("plateau panic protein",),
    ("bus protein",),
    ("what did Adeyinka say about the plateau",),
    ("how is the protein measured in the laboratory",),
    ("protien",),
    ("zyzzyva",),
    ("asked:panic",),
    ("gates WITHIN/2 tree",),
    ('"protein m the"~3',),
    ("=M",),
    ("speaker:nobody protein",),
)


def shown(quote: Quote) -> tuple[object, ...]:
    """What is shown of a quote."""
    return (
        quote.program.id, quote.turn, quote.tier, quote.spans, quote.question, quote.before,
        quote.after, pytest.approx(quote.score),
    )  # fmt: skip


@pytest.mark.parametrize("typed", SEARCHES, ids=" ".join)
def test_a_page_is_that_of_the_local_engine(
    engine: Engine, local: Engine, typed: tuple[str, ...]
) -> None:
    """Turns, scores, marks, questions, and what is told of them."""
    asked = Request(typed, context=1, spellings=True)
    one, other = engine.search(asked), local.search(asked)
    assert [*map(shown, one)] == [*map(shown, other)]
    assert (one.total, one.tier, one.next_offset) == (other.total, other.tier, other.next_offset)
    assert (one.hints, one.suggestions) == (other.hints, other.suggestions)
    assert (one.is_approximate, one.missing_shards) == (False, 0)


def test_more_matches_than_are_compared(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The total is exact; the order is approximate, and said to be."""
    monkeypatch.setattr(evidence, "MOST_COMPARED", 5)
    monkeypatch.setattr(evidence, "LEAST", 5)
    found = engine.search(Request(("protein",), limit=3))
    assert (found.total, len(found), found.is_approximate) == (18, 3, True)
    assert [hint.kind for hint in found.hints] == ["approximate"]


def test_small_batches_change_nothing(
    engine: Engine, local: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read in many parts is one answer."""
    monkeypatch.setattr(finder, "READ", 3)
    asked = Request(("m OR the",), limit=500, strict=True, copies=True)
    one, other = engine.search(asked), local.search(asked)
    assert [*map(shown, one)] == [*map(shown, other)]


def test_a_search_that_lost_a_shard_says_so(
    engine: Engine, memory: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the others have is shown; what must be whole is an error."""
    monkeypatch.setattr(memory, "shards_missing", 1)
    monkeypatch.setattr("index.opensearch.client.PATIENCE", 0.0)
    monkeypatch.setattr(engine._cluster.client, "_patience", 0.0)  # type: ignore[attr-defined]
    found = engine.search(Request(("protein",)))
    assert found.missing_shards == 1
    assert found.hints[0].near == (
        "1 of 2 shards of the cluster did not answer: matches may be missing"
    )
    assert found.total


def test_each_request_goes_on_with_the_next_node(node: Node, memory: FakeCluster) -> None:
    """One node answers that it is not ready, another one is there."""
    red = error(503, "cluster_block_exception", "not ready")
    with served(lambda *_: red) as unready:
        hosts = f"{unready.host},{node.host}"
        with Archive.open(f"opensearch+http://{hosts}/samples") as archive:
            for _ in range(5):
                assert archive.search("protein").total == 18
    assert unready.asked


def test_corrected_words_are_copied(samples_index: Path, tmp_path: Path) -> None:
    """With their marks; the words of the files are on this machine only."""
    folder = tmp_path / "index"
    shutil.copytree(samples_index, folder)
    with Archive.open(folder) as here:
        here.correct(*here.misheard("thirty winters", "thirteen winters"))
        wanted = here.search("thirteen winters")
    with served(FakeCluster().answer) as one:
        index = Cluster.of(f"{one.url}/corrected")
        index.copy(folder)
        index.close()
        with Archive.open(f"{one.url}/corrected") as there:
            found = there.search("thirteen winters")
            assert [quote.turn for quote in found] == [quote.turn for quote in wanted]
            assert found[0].turn.corrections[0].source == "thirty winters"
            assert there.search('"thirty winters"').total == 0
            assert there.corrections() == ()
            with pytest.raises(RequestError, match="on this machine"):
                there.misheard("thirteen", "thirty")
