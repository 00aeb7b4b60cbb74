"""What cannot be fetched or started says so in one line."""

import errno
import zipfile
from pathlib import Path

import pytest

from tests.opensearch import server
from tests.opensearch.cluster import Cluster
from tests.opensearch.errors import ClusterError


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache without a server, and a PATH without programs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    """A program of a PATH."""
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_machine_without_java(empty_cache: Path) -> None:
    """The error names the package that brings it."""
    with pytest.raises(ClusterError, match=r"no 'java' on the PATH.*openjdk-17-jdk-headless"):
        server.fetched()


def test_a_machine_without_maven(empty_cache: Path) -> None:
    """As without Java."""
    program(empty_cache, "java", "")
    with pytest.raises(ClusterError, match=r"no 'mvn' on the PATH.*maven"):
        server.fetched()


def test_maven_that_fails(empty_cache: Path) -> None:
    """What it says is the reason."""
    program(empty_cache, "java", "")
    program(empty_cache, "mvn", "echo '[ERROR] no route to the repository'; exit 1")
    with pytest.raises(ClusterError, match=r"fetching .* failed .*no route to the repository"):
        server.fetched()


def test_another_archive_is_refused(empty_cache: Path) -> None:
    """Nothing of it is unpacked."""
    with zipfile.ZipFile(empty_cache / "other.zip", "w") as archive:
        archive.writestr(f"opensearch-{server.VERSION}/lib/evil.jar", b"")
    program(empty_cache, "java", "")
    copy = f'for last; do :; done; /bin/cp {empty_cache}/other.zip "${{last#*=}}"'
    program(empty_cache, "mvn", f"{copy}/opensearch-{server.VERSION}.zip")
    with pytest.raises(ClusterError, match=f"SHA-1 .* instead of {server.SHA1}"):
        server.fetched()
    assert list((empty_cache / "searcher" / "opensearch").iterdir()) == []


def test_a_full_disk() -> None:
    """The folder is named."""
    error = server.disk_error(OSError(errno.ENOSPC, "No space left"), Path("/somewhere"))
    assert str(error) == "the disk of /somewhere is full: free some space and try again"


@pytest.mark.parametrize("nodes", [0, 4])
def test_a_number_of_nodes_that_is_not_possible(nodes: int) -> None:
    """It is refused before anything is fetched."""
    with pytest.raises(ClusterError, match=f"from 1 to 3 nodes, not {nodes}"):
        Cluster(nodes)
