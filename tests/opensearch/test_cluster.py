"""A cluster starts, survives the loss of a node, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.opensearch.cluster import Cluster
from tests.opensearch.errors import ClusterError

pytestmark = pytest.mark.opensearch


def processes(cluster: Cluster) -> list[int]:
    """The ids of the processes that run."""
    return [pid for pid in cluster.pids if pid is not None]


def is_running(pid: int) -> bool:
    """Whether there is a process of this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_node_that_is_killed_comes_back_with_its_data(java: None) -> None:
    """What was indexed before is found after."""
    with Cluster(1, plugin=False) as cluster:
        cluster.ask("/turns", {"settings": {"number_of_replicas": 0}}, "PUT")
        cluster.ask("/turns/_doc/1?refresh=true", {"text": "the tide"})
        first = processes(cluster)
        cluster.kill(0)
        assert processes(cluster) == []
        cluster.start(0)
        second = processes(cluster)
        assert second not in ([], first)
        assert cluster.ask("/turns/_count")["count"] == 1
        folder = cluster.snapshots.parent
    assert not folder.exists()
    assert not any(map(is_running, first + second))


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that another user, that of the nodes, reaches: each run of pytest closes its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_command_and_its_nodes(
    java: None, number: signal.Signals, reachable: Path
) -> None:
    """Nothing is left in the folder for temporary files, and the port is free again."""
    command = [sys.executable, "-m", "tests.opensearch", "--port", "0", "--stock"]
    environment = os.environ | {"TMPDIR": str(reachable)}
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("--engine opensearch+http://127.0.0.1:")
        process.send_signal(number)
        assert process.wait(60) == 0
    assert list(reachable.iterdir()) == []
    with socket.socket() as found:
        assert found.connect_ex(("127.0.0.1", int(line.rpartition(":")[2].partition("/")[0]))) != 0


def test_a_port_in_use_is_named(java: None) -> None:
    """In one line, before anything is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ClusterError, match=f"port {port} is in use"), Cluster(port=port):
            pytest.fail("it has started")
