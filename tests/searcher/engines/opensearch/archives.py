"""Indexes of tests in a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.opensearch import catalogue, plugin, state
from index.opensearch.cluster import Cluster as ClusterIndex
from searcher.engines.opensearch.finder import Finder
from tests.opensearch.cluster import Cluster


def address(cluster: Cluster, name: str) -> str:
    """The address of an index in a cluster, with all of its nodes."""
    hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
    return f"opensearch+http://{hosts}/{name}"


def copied(cluster: Cluster, name: str, folder: Path, *, shards: int = 2, replicas: int = 0) -> str:
    """The address of an index that was copied from a folder."""
    where = address(cluster, name)
    index = ClusterIndex.of(where, shards=shards, replicas=replicas)
    index.copy(folder)
    index.close()
    return where


@contextmanager
def finder(where: str, *, with_plugin: bool = True) -> Iterator[Finder]:
    """The finder of an index, which uses the plugin or does without."""
    index = ClusterIndex.of(where)
    assert plugin.is_there(index.client)
    known = catalogue.opened(index.client, state.read_existing(index.client).state)
    yield Finder(index.client, known, plugin=with_plugin)
    known.close()
    index.close()
