"""The plugin in a cluster: on all nodes or on none, and of the right version."""

from pathlib import Path

import pytest

from index.opensearch import plugin
from index.opensearch.address import Credentials, parsed
from index.opensearch.client import Client
from index.opensearch.errors import ClusterRefused
from tests.conftest import REPOSITORY
from tests.index.opensearch.canned import Answer, node

DESCRIPTOR = REPOSITORY / "searcher/engines/opensearch/plugin/plugin-descriptor.properties"


def answered(*versions: str | None) -> bool:
    """Whether nodes with these versions of the plugin have it."""
    nodes = {
        str(number): {"plugins": [{"name": "other", "version": "1"}]
                      + ([{"name": "searcher", "version": version}] if version else [])}
        for number, version in enumerate(versions)
    }  # fmt: skip
    with node({"/_nodes/plugins": Answer(200, {"nodes": nodes})}) as one:
        client = Client(parsed(f"{one.url}/talk"), Credentials(), patience=0)
        return plugin.is_there(client)


def test_on_all_nodes_or_on_none() -> None:
    """Without it searches are answered, too."""
    assert answered(plugin.VERSION, plugin.VERSION)
    assert not answered(None, None)


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ((plugin.VERSION, None), "the plugin searcher is on some of its nodes only"),
        (("0", "0"), f"its plugin searcher has the version 0, not {plugin.VERSION}"),
        ((plugin.VERSION, "0"), f"its plugin searcher has the version 0, not {plugin.VERSION}"),
    ],
)
def test_another_plugin_is_refused(versions: tuple[str | None, ...], said: str) -> None:
    """With what to do."""
    with pytest.raises(ClusterRefused, match="build it with `make opensearch-plugin`") as caught:
        answered(*versions)
    assert said in str(caught.value)


def test_the_version_is_that_of_the_sources() -> None:
    """Whoever raises one raises the other."""
    assert f"\nversion={plugin.VERSION}\n" in Path(DESCRIPTOR).read_text(encoding="utf-8")
