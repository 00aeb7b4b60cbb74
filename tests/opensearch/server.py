"""The server: OpenSearch, fetched through Maven, checked, and unpacked once into a cache."""

import errno
import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.opensearch.errors import ClusterError

#: The release, and what its archive must be. This distribution is the server and its HTTP
#: transport without the modules that a search does not need.
VERSION = "2.19.6"
ARTIFACT = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
SHA1 = "8e071b0fee7911b226f68bdead8946002e6b6e36"


def cache_folder() -> Path:
    """Where the server is kept: the cache of the user.

    The server refuses to run as root, and no other user can read what is below root's home: there
    the cache of the machine is used.
    """
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        root = Path(chosen)
    else:
        root = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return root / "searcher" / "opensearch"


def tool(name: str, package: str) -> str:
    """The path of a program; the error names the package that brings it."""
    home = os.environ.get("JAVA_HOME")
    places = f"{home}/bin{os.pathsep}{os.environ.get('PATH', '')}" if home else None
    found = shutil.which(name, path=places)
    if not found:
        raise ClusterError(f"there is no {name!r} on the PATH: install it (Debian: {package})")
    return found


def run(command: Sequence[str], doing: str) -> str:
    """Run a program; what it printed. The error has its last line."""
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        wrong = [line for line in said if "error" in line.lower()] or said[-1:] or ["no message"]
        raise ClusterError(f"{doing} failed (exit status {done.returncode}): {wrong[0].strip()}")
    return done.stdout


def fetched() -> Path:
    """The folder of the unpacked server; it is fetched where the cache does not have it."""
    server = cache_folder() / f"opensearch-{VERSION}"
    if server.is_dir():
        return server
    tool("java", "openjdk-17-jdk-headless")
    maven = tool("mvn", "maven")
    try:
        server.parent.mkdir(parents=True, exist_ok=True)
        # A run that is broken off leaves no half of a server: it appears under its name whole.
        with tempfile.TemporaryDirectory(dir=server.parent, prefix="fetch-") as folder:
            archive = _download(maven, Path(folder))
            check(archive)
            with zipfile.ZipFile(archive) as opened:
                opened.extractall(folder)
            _put(Path(folder) / server.name, server)
    except OSError as error:
        raise disk_error(error, server.parent) from error
    return server


def check(archive: Path) -> None:
    """Refuse an archive that is not the one that this project was tried with."""
    with archive.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha1").hexdigest()
    if found != SHA1:
        raise ClusterError(
            f"{archive.name} has the SHA-1 {found} instead of {SHA1}: "
            "remove it from Maven's local repository and try again"
        )


def disk_error(error: OSError, folder: Path) -> ClusterError:
    """The error of the operating system, as one line with the place and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ClusterError(f"the disk of {folder} is full: free some space and try again")
    return ClusterError(f"{folder}: {error.strerror or error}")


def _download(maven: str, folder: Path) -> Path:
    # `copy` puts the archive where we say: where Maven's local repository is need not be known.
    command = [maven, "-B", "-q", "dependency:copy", f"-Dartifact={ARTIFACT}"]
    run([*command, f"-DoutputDirectory={folder}"], f"fetching {ARTIFACT}")
    return folder / f"opensearch-{VERSION}.zip"


def _put(unpacked: Path, server: Path) -> None:
    for path in (unpacked, *unpacked.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    try:
        unpacked.rename(server)
    except OSError:
        # Another process was faster.
        if not server.is_dir():
            raise
