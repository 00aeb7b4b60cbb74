"""The plugin: its Java sources compiled against the libraries of the server.

`make opensearch-plugin` writes an archive that `opensearch-plugin install file:///…` takes.
"""

import hashlib
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tests.opensearch.errors import ClusterError
from tests.opensearch.server import disk_error, fetched, run, tool

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "searcher" / "engines" / "opensearch" / "plugin"
DESCRIPTOR = SOURCES / "plugin-descriptor.properties"

#: The name of the plugin, which is that of its folder in the server as well.
NAME = "searcher"
#: The oldest Java on which the server runs.
_JAVA = "11"
#: The date of all files of an archive: the same sources give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def built(server: Path) -> Path:
    """The folder of the plugin for a server, compiled if its sources have changed."""
    folder = REPOSITORY / "build" / "opensearch-plugin" / _digest(server)
    if not folder.is_dir():
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent) as made:
                _compile(server, Path(made) / "made" / NAME)
                _put(Path(made) / "made", folder)
        except OSError as error:
            raise disk_error(error, folder.parent) from error
    return folder / NAME


def packed(folder: Path) -> Path:
    """The plugin as an archive for `opensearch-plugin install`."""
    archive = REPOSITORY / "build" / "opensearch-plugin" / f"{NAME}-{version()}.zip"
    _write(archive, folder.iterdir(), folder)
    return archive


def version() -> str:
    """The version of the plugin, as its descriptor says."""
    lines = DESCRIPTOR.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)["version"]


def _digest(server: Path) -> str:
    """What the result depends on, as a name."""
    digest = hashlib.sha256(server.name.encode())
    for path in sorted(SOURCES.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _compile(server: Path, folder: Path) -> None:
    classes = folder.parent / "classes"
    folder.mkdir(parents=True)
    sources = [str(path) for path in sorted(SOURCES.glob("*.java"))]
    command = [tool("javac", "openjdk-17-jdk-headless"), "--release", _JAVA, "-d", str(classes)]
    command += ["-Xlint:all,-processing", "-Werror", "-proc:none", "-encoding", "UTF-8"]
    run([*command, "-cp", f"{server / 'lib'}/*", *sources], "compiling the plugin")
    _write(folder / f"{NAME}.jar", classes.rglob("*.class"), classes)
    shutil.copy(DESCRIPTOR, folder)


def _write(archive: Path, paths: Iterable[Path], root: Path) -> None:
    """Write files into an archive, with their paths below a folder."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for path in sorted(paths):
            name = path.relative_to(root).as_posix()
            opened.writestr(zipfile.ZipInfo(name, _DATE), path.read_bytes(), zipfile.ZIP_DEFLATED)


def _put(made: Path, folder: Path) -> None:
    try:
        made.rename(folder)
    except OSError:
        # Another process was faster.
        if not folder.is_dir():
            raise


def main() -> int:
    """Build the plugin, and print where it is."""
    try:
        print(packed(built(fetched())))
    except ClusterError as error:
        print(f"opensearch-plugin: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
