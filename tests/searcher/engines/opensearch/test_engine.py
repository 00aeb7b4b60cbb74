"""What every engine does alike, by the engine of a cluster: the tests of `test_conformance`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from searcher.engines.engine import Engine
from searcher.engines.opensearch.engine import ClusterEngine
from tests.opensearch.cluster import Cluster
from tests.searcher.engines import test_conformance as conformance
from tests.searcher.engines.opensearch.archives import copied
from tests.searcher.engines.test_conformance import local, ordered, scan

__all__ = ["local", "ordered", "scan"]
#: CI runs a short form.
_WANTED = "test_engines_" if "CI" in os.environ else "test_"
globals().update({name: test for name, test in vars(conformance).items() if _WANTED in name})

pytestmark = [pytest.mark.slow, pytest.mark.opensearch]


@pytest.fixture(scope="module")
def samples_there(cluster: Cluster, samples_index: Path) -> str:
    """The samples in the cluster."""
    return copied(cluster, "conformance", samples_index)


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
