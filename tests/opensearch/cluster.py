"""A cluster of one to three nodes on loopback, which leaves nothing behind."""

import json
import os
import shutil
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.opensearch import plugin as plugins
from tests.opensearch.errors import ClusterError
from tests.opensearch.node import Node, Place, owner
from tests.opensearch.server import disk_error, fetched

MOST_NODES = 3

#: How long a cluster may take to answer, in seconds, and how often it is asked.
_PATIENCE = 180
_AGAIN = 0.2


class Cluster:
    """A cluster; all of its nodes can be its manager, so one of three may be lost.

    It is a context manager: on entering it is up, on leaving its processes have ended and its
    folder is gone.

    Args:
        nodes: how many, from 1 to 3.
        plugin: whether the nodes have the plugin of this project; else they are stock servers.
        port: of the first node; a free one if 0. The others have free ones.
        snapshots: a folder for repositories of snapshots; one of the cluster's own if None.
        heap: megabytes of heap for each node.
    """

    def __init__(
        self,
        nodes: int = 1,
        *,
        plugin: bool = True,
        port: int = 0,
        snapshots: Path | None = None,
        heap: int = 512,
    ) -> None:
        if not 1 <= nodes <= MOST_NODES:
            raise ClusterError(f"a cluster has from 1 to {MOST_NODES} nodes, not {nodes}")
        self._size = nodes
        self._plugin = plugin
        self._port = port
        self._snapshots = snapshots
        self._heap = heap
        self._folder: Path | None = None
        self._nodes: list[Node] = []

    def __enter__(self) -> Self:
        try:
            self._prepare()
            for node in self._nodes:
                node.start()
            self._wait()
        except OSError as error:
            self.close()
            raise disk_error(error, Path(tempfile.gettempdir())) from error
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def urls(self) -> tuple[str, ...]:
        """The address of each node, of those that were killed as well."""
        return tuple(node.place.url for node in self._nodes)

    @property
    def pids(self) -> tuple[int | None, ...]:
        """The process of each node; None for one that was killed."""
        return tuple(node.pid for node in self._nodes)

    @property
    def snapshots(self) -> Path:
        """The folder in which a repository of the type `fs` may be."""
        assert self._folder is not None, "the cluster was not started"
        return self._snapshots or self._folder / "snapshots"

    def kill(self, node: int) -> None:
        """End a node as a power cut would (SIGKILL)."""
        self._nodes[node].kill()

    def start(self, node: int) -> None:
        """Start a node that was killed, with its data; returns when it has joined again."""
        self._nodes[node].start()
        self._wait()

    def wait_until_whole(self) -> None:
        """Wait until every copy of every shard is there.

        A server waits a minute for a node that was lost before it makes its copies anew, and it
        does so even when the node is back with data that it cannot use.

        Raises:
            ClusterError: some copy is still missing after three minutes.
        """
        self._wait("green")

    def watch(self, tell: Callable[[str], None]) -> None:
        """Wait until a signal comes. If a node ends, the others go on.

        Args:
            tell: told of each node that has ended.

        Raises:
            ClusterError: no node runs any more.
        """
        ended: set[str] = set()
        while True:
            for node in self._nodes:
                try:
                    node.check()
                except ClusterError as error:
                    if len(ended) + 1 >= len(self._nodes) and node.place.name not in ended:
                        raise
                    if node.place.name not in ended:
                        tell(str(error))
                    ended.add(node.place.name)
            time.sleep(1)

    def ask(self, path: str, body: Any = None, method: str = "", node: int = 0) -> Any:
        """The answer of a node to a request, as JSON; raises `urllib.error.HTTPError`."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.urls[node] + path,
            data,
            {"Content-Type": "application/json"},
            method=method or ("GET" if data is None else "POST"),
        )
        # The machine's own proxy is not asked for what is on the machine itself.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)

    def close(self) -> None:
        """End all nodes, and remove what they wrote."""
        for node in self._nodes:
            node.kill()
        self._nodes = []
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _prepare(self) -> None:
        server = fetched()
        built = plugins.built(server) if self._plugin else None
        folder = self._folder = Path(tempfile.mkdtemp(prefix="searcher-opensearch-"))
        ports = _free_ports(self._port, 2 * self._size)
        places = [
            Place(f"node-{n}", ports[2 * n], ports[2 * n + 1], folder / f"node-{n}")
            for n in range(self._size)
        ]
        self._nodes = [Node(place, server, self._heap) for place in places]
        for node in self._nodes:
            node.prepare(_settings(node.place, places, self.snapshots), built)
        own = not self.snapshots.exists()
        self.snapshots.mkdir(parents=True, exist_ok=True)
        if other := owner():
            _give(folder, *other)
            if own:
                os.chown(self.snapshots, *other)

    def _wait(self, status: str = "yellow") -> None:
        """Wait until all nodes that run are one cluster of a status.

        Args:
            status: "yellow" when each primary shard is there, "green" when each copy is.
        """
        end = time.monotonic() + _PATIENCE
        running = [number for number, node in enumerate(self._nodes) if node.pid is not None]
        wanted = (
            f"/_cluster/health?wait_for_nodes={len(running)}&wait_for_status={status}&timeout=5s"
        )
        for number in running:
            while not self._is_well(number, wanted):
                self._nodes[number].check()
                if time.monotonic() > end:
                    raise ClusterError(f"{self.urls[number]} was not {status} after {_PATIENCE} s")
                time.sleep(_AGAIN)

    def _is_well(self, node: int, wanted: str) -> bool:
        try:
            return not self.ask(wanted, node=node)["timed_out"]
        except (OSError, json.JSONDecodeError):
            return False


def _settings(place: Place, places: Sequence[Place], snapshots: Path) -> dict[str, str]:
    """What is in the `opensearch.yml` of a node."""
    seeds = ", ".join(f'"127.0.0.1:{each.transport}"' for each in places)
    names = ", ".join(each.name for each in places)
    return {
        "cluster.name": f"searcher-{places[0].http}",
        "node.name": place.name,
        "node.roles": "[cluster_manager, data, ingest, search]",
        "node.search.cache.size": "64mb",
        "path.data": str(place.folder / "data"),
        "path.logs": str(place.folder / "logs"),
        "path.repo": f'["{snapshots}"]',
        "network.host": "127.0.0.1",
        "http.port": str(place.http),
        "transport.port": str(place.transport),
        "discovery.seed_hosts": f"[{seeds}]",
        "cluster.initial_cluster_manager_nodes": f"[{names}]",
        # A machine that is nearly full makes no difference to tests.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "action.auto_create_index": "false",
    }


def _free_ports(first: int, count: int) -> list[int]:
    """So many ports of loopback that are free, the first as it was asked for."""
    opened: list[socket.socket] = []
    try:
        for number in range(count):
            opened.append(socket.socket())
            # Connections of a cluster that has just ended do not keep its port.
            opened[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened[-1].bind(("127.0.0.1", first if number == 0 else 0))
            opened[-1].listen()
        return [each.getsockname()[1] for each in opened]
    except OSError as error:
        raise ClusterError(f"port {first} is in use: choose another one with --port") from error
    finally:
        for each in opened:
            each.close()


def _give(folder: Path, user: int, group: int) -> None:
    """Make another user the owner of a folder and all that is in it."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, group)
