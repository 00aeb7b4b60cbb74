"""Where a command writes an index: a folder on this machine, or a cluster."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.opensearch.address import refuse_without_client

if TYPE_CHECKING:
    from index.update.destination import Destination


def destination(place: Path | str) -> "Path | Destination":
    """What an update writes to.

    Args:
        place: a folder, or the address of an index in a cluster.

    Raises:
        index.opensearch.errors.ClusterProblem: it is no address, or who connects is not known.
    """
    if isinstance(place, Path):
        return place
    refuse_without_client(place)
    # Most indexes are on this machine.
    from index.opensearch.cluster import Cluster

    return Cluster.of(place)
