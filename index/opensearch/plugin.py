"""The plugin of this project in a cluster: whether all nodes that have data have it, and which."""

from index.opensearch.client import Client
from index.opensearch.errors import ClusterRefused

NAME = "searcher"
#: The version that this searches with; it is that of `plugin-descriptor.properties`.
VERSION = "1"


def is_there(client: Client) -> bool:
    """Whether every node of a cluster has the plugin.

    Raises:
        ClusterRefused: some have it and others not, or they have another version.
        ClusterProblem: the cluster does not answer.
    """
    nodes = client.request("GET", "/_nodes/plugins")["nodes"].values()
    versions = {
        next((str(one["version"]) for one in node.get("plugins", ()) if one["name"] == NAME), None)
        for node in nodes
    }
    if versions <= {None}:
        return False
    if versions == {VERSION}:
        return True
    build = "build it with `make opensearch-plugin`, and install it on every node"
    if None in versions:
        reason = f"the plugin {NAME} is on some of its nodes only"
        raise ClusterRefused(str(client.address), reason, build)
    other = ", ".join(sorted(version for version in versions if version and version != VERSION))
    raise ClusterRefused(
        str(client.address), f"its plugin {NAME} has the version {other}, not {VERSION}", build
    )
