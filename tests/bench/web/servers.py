"""The servers that are measured: this project's, and Datasette over the tables of FTS5."""

import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.bench.process import REPOSITORY
from tests.bench.sqlite_utils_peer import ENVIRONMENT
from tests.bench.web.searches import Typed

#: By hand: the ten best turns, without their number, which the API of this project says, too.
_SQL = (
    "select program, number, speaker, text from turns where turns match :q order by rank limit 10"
)
#: How long a server may take to end, in seconds.
_GRACE = 10
_OURS = "/api/v1/search?limit=10&"


class Served(NamedTuple):
    """A server that runs.

    Attributes:
        port: where it listens.
        process: the one that was started.
    """

    port: int
    process: int

    def anonymous(self) -> float:
        """The memory of its processes that is no file's, in megabytes; 0 where it is not known."""
        return sum(map(_anonymous, [self.process, *_children(self.process)]))


def ours(searches: Sequence[Typed]) -> list[str]:
    """The addresses of searches here."""
    return [_OURS + search.query() for search in searches]


def datasette(searches: Sequence[Typed]) -> list[str]:
    """The same there, as its pages and its documentation say: ten turns, and how many match."""
    return [
        "/turns/turns.json?" + urlencode({"_search": _fts5(search), "_size": "10"})
        for search in searches
    ]


def datasette_sql(searches: Sequence[Typed]) -> list[str]:
    """The same there, by a query that somebody has written by hand."""
    return [
        "/turns.json?" + urlencode({"sql": _SQL, "_shape": "objects", "q": _fts5(search)})
        for search in searches
    ]


def _fts5(search: Typed) -> str:
    """The words that a turn has to say, or a phrase."""
    quoted = [f'"{word}"' for word in search.words]
    return f'"{" ".join(search.words)}"' if search.kind == "phrase" else " ".join(quoted)


def datasette_command(environment: Path = ENVIRONMENT) -> str | None:
    """The path of the command, or None where it is not installed."""
    path = environment / "bin" / "datasette"
    return str(path) if path.exists() else None


def datasette_version() -> str | None:
    """The version that is installed, or None."""
    if (path := datasette_command()) is None:
        return None
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


@contextmanager
def serving(index: Path) -> Iterator[Served]:
    """`searcher serve`, as it is without options."""
    command = [
        *(sys.executable, "-c", "from searcher.cli import main; main()", "serve"),
        *("--port", "0", "--index", str(index)),
    ]
    with _running(command, r"Serving http://[^ ]*:(\d+)") as served:
        yield served


@contextmanager
def serving_datasette(database: Path) -> Iterator[Served]:
    """Datasette, which may not write, and whose searches take as long as they take."""
    path = datasette_command()
    assert path is not None
    command = [
        path, "serve", "--immutable", str(database), "--port", "0",
        "--setting", "sql_time_limit_ms", "20000", "--setting", "num_sql_threads", "2",
    ]  # fmt: skip
    with _running(command, r"running on http://[^ ]*:(\d+)") as served:
        yield served


@contextmanager
def _running(
    command: Sequence[str], told: str, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None
    # A server that writes a line for each request would stop when nobody reads them.
    drain = threading.Thread(target=_drained, args=(process,), daemon=True)
    try:
        port = _port(process, told)
        drain.start()
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if drain.is_alive():
            drain.join(_GRACE)
        process.stdout.close()


def _drained(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    while os.read(process.stdout.fileno(), 1 << 16):
        pass


def _port(process: subprocess.Popen[bytes], told: str) -> int:
    """The port that a server says that it listens on, within a minute."""
    assert process.stdout is not None
    said = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([process.stdout], [], [], 1)[0]:
            part = os.read(process.stdout.fileno(), 1 << 16)
            said += part
            if found := re.search(told, said.decode(errors="replace")):
                return int(found[1])
            if not part:
                break
    raise RuntimeError(f"{process.args!r} does not serve: {said.decode(errors='replace')}")


def _children(process: int) -> list[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split()]


def _anonymous(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"Anonymous:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0
