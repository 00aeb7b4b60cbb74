"""What every engine does alike, by the engine of a cluster: the tests of `test_conformance`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.opensearch.cluster import Cluster as ClusterIndex
from searcher.engines.engine import Engine
from searcher.engines.opensearch.engine import ClusterEngine
from tests.opensearch.cluster import Cluster
from tests.searcher.engines import test_conformance as conformance
from tests.searcher.engines.test_conformance import local, ordered, scan

__all__ = ["local", "ordered", "scan"]
globals().update({name: test for name, test in vars(conformance).items() if name[:5] == "test_"})

pytestmark = [pytest.mark.slow, pytest.mark.opensearch]


def address(cluster: Cluster, name: str) -> str:
    """The address of an index in a cluster."""
    hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
    return f"opensearch+http://{hosts}/{name}"


@pytest.fixture(scope="module")
def samples_there(cluster: Cluster, samples_index: Path) -> str:
    """The samples in the cluster."""
    where = address(cluster, "conformance")
    index = ClusterIndex.of(where, shards=2, replicas=0)
    index.copy(samples_index)
    index.close()
    return where


@pytest.fixture(scope="module", params=["cluster"])
def name(request: pytest.FixtureRequest) -> str:
    """The name of the engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def engine(name: str, samples_there: str) -> Iterator[Engine]:
    """The engine of the cluster."""
    engine = ClusterEngine.open(samples_there)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def compared(engine: Engine) -> Engine:
    """It is compared with the scan."""
    return engine


@pytest.fixture(autouse=True)
def _opened(name: str, samples_there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What opens an engine by its name opens that of the cluster."""
    monkeypatch.setitem(conformance.ENGINES, name, lambda *_: ClusterEngine.open(samples_there))
