"""One node of a cluster: a Java process on loopback with a folder of its own."""

import contextlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.opensearch.errors import ClusterError
from tests.opensearch.server import tool

_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is.

    Attributes:
        name: of the node.
        http, transport: its ports on loopback.
        folder: all that it writes is in it.
    """

    name: str
    http: int
    transport: int
    folder: Path

    @property
    def url(self) -> str:
        """The address at which it answers."""
        return f"http://127.0.0.1:{self.http}"


class Node:
    """A node that is started, killed and started again, with the same data.

    Args:
        place: where it is.
        server: the folder of the unpacked server.
        heap: megabytes of its heap.
    """

    def __init__(self, place: Place, server: Path, heap: int) -> None:
        self.place = place
        self._server = server
        self._heap = heap
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The id of its process; None if it does not run."""
        running = self._process is not None and self._process.poll() is None
        return self._process.pid if running and self._process else None

    def prepare(self, settings: dict[str, str], plugin: Path | None) -> None:
        """Write its folder: configuration, plugin, an empty place for data."""
        folder = self.place.folder
        for name in ("config", "data", "logs", "tmp", "plugins", "lib"):
            (folder / name).mkdir(parents=True)
        lines = [f"{key}: {value}\n" for key, value in settings.items()]
        (folder / "config" / "opensearch.yml").write_text("".join(lines), encoding="utf-8")
        (folder / "config" / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")
        (folder / "config" / "jvm.options").touch()
        shutil.copytree(self._server / "modules", folder / "modules")
        if plugin is not None:
            shutil.copytree(plugin, folder / "plugins" / plugin.name)

    def start(self) -> None:
        """Start its process."""
        with (self.place.folder / "logs" / "console.log").open("ab") as log:
            # Not in our process group: Ctrl-C is for us, and we end the nodes one by one.
            self._process = subprocess.Popen(
                [*as_other_user(), *self._java()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.place.folder,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL).

        A node that is asked to end waits half a minute for its own network, and what it would save
        is removed with its folder.
        """
        # A child that was not waited for keeps its id, so this is never another process.
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def check(self) -> None:
        """Raise an error if it has ended by itself; it says why."""
        if self._process is not None and self.pid is None:
            status = self._process.returncode
            raise ClusterError(f"{self.place.name} ended (status {status}): {self._last_words()}")

    def _last_words(self) -> str:
        path = self.place.folder / "logs" / "console.log"
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        wanted = ("Address already in use", "BindException", "No space left", "Exception", "rror")
        for sign in wanted:
            if found := [line.strip() for line in lines if sign in line]:
                return found[-1][:300]
        return lines[-1][:300] if lines else "it said nothing"

    def _java(self) -> list[str]:
        folder = self.place.folder
        return [
            tool("java", "openjdk-17-jdk-headless"),
            f"-Xms{self._heap}m",
            f"-Xmx{self._heap}m",
            # Of the collectors it takes the least memory and the fewest threads.
            "-XX:+UseSerialGC",
            f"-Djava.io.tmpdir={folder / 'tmp'}",
            "-Djava.security.manager=allow",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            "org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory",
            f"-Dopensearch.path.home={folder}",
            f"-Dopensearch.path.conf={folder / 'config'}",
            "-Dlog4j2.disable.jmx=true",
            "-cp",
            f"{self._server / 'lib'}/*",
            "org.opensearch.bootstrap.OpenSearch",
        ]


def owner() -> tuple[int, int] | None:
    """The user and the group of a node, if we are root: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "daemon"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise ClusterError("the server refuses root, and there is no user 'nobody': run it as a user")


def as_other_user() -> list[str]:
    """What to put before a command so that it is not root, and ends when this process does."""
    other = owner()
    setpriv = shutil.which("setpriv")
    if other is None:
        # Without it nodes end too, but not if this process is killed.
        return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
    user, group = other
    command = [tool("setpriv", "util-linux"), "--reuid", str(user), "--regid", str(group)]
    return [*command, "--clear-groups", "--pdeathsig", "KILL"]
