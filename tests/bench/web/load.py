"""Load on a web server: as much as it takes (wrk), and at a constant rate.

wrk asks again when it was answered, so a server that stops for a moment is asked less. How long
people wait is measured at a constant rate, from when a request was due.
"""

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_SCRIPT = Path(__file__).with_name("wrk.lua")
#: Connections of wrk; and the most at a constant rate.
_CONNECTIONS, _MOST = 16, 256
_COUNTED = re.compile(r"(\d+) requests in ([\d.]+)(ms|s|m)")
_FAILED = re.compile(r"Non-2xx.*?: (\d+)|Socket errors: (.*)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0}


class Answered(NamedTuple):
    """What a server answered.

    Attributes:
        requests: how many.
        seconds: how long it took.
        errors: how many were no 200, or no answer.
    """

    requests: int
    seconds: float
    errors: int


def is_installed() -> bool:
    """Whether wrk is there; Debian has a package of this name."""
    return shutil.which("wrk") is not None


def as_much_as_it_takes(port: int, paths: Path, seconds: float, *, anew: bool = True) -> Answered:
    """Ask for addresses again and again, on several connections.

    Args:
        port: of the server, on this machine.
        paths: the file with the addresses, one a line.
        seconds: for how long; a whole number of them, at least one.
        anew: whether no answer may come from the server's memory.
    """
    command = [
        "wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s",
        "-s", str(_SCRIPT), f"http://127.0.0.1:{port}/",
    ]  # fmt: skip
    environment = {**os.environ, "PATHS": str(paths)} | ({"ANEW": "1"} if anew else {})
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    counted = _COUNTED.search(done.stdout)
    assert counted, done.stdout
    errors = 0
    for failed in _FAILED.finditer(done.stdout):
        errors += int(failed[1]) if failed[1] else sum(map(int, re.findall(r"\d+", failed[2])))
    return Answered(int(counted[1]), float(counted[2]) * _SECONDS[counted[3]], errors)


class Latencies(NamedTuple):
    """How long clients waited at a constant rate.

    Attributes:
        sorted: milliseconds, the shortest first.
        errors: how many were no 200, or no answer.
    """

    sorted: tuple[float, ...]
    errors: int

    def quantile(self, share: float) -> float:
        """The time that such a share waited at most."""
        if not self.sorted:
            return float("inf")
        return self.sorted[min(len(self.sorted) - 1, int(share * len(self.sorted)))]


def at_rate(port: int, paths: Sequence[str], rate: float, seconds: float) -> Latencies:
    """Ask at a constant rate, however long answers take; each is made anew."""
    return asyncio.run(_Rate(port, paths).run(rate, seconds))


class _Rate:
    def __init__(self, port: int, paths: Sequence[str]) -> None:
        self._port = port
        self._paths = paths
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._waited: list[float] = []
        self._errors = 0

    async def run(self, rate: float, seconds: float) -> Latencies:
        began = time.perf_counter()
        asking: set[asyncio.Task[None]] = set()
        for number in range(int(rate * seconds)):
            due = began + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            if len(asking) >= _MOST:
                self._errors += 1
                continue
            task = asyncio.create_task(self._ask(self._paths[number % len(self._paths)], due))
            asking.add(task)
            task.add_done_callback(asking.discard)
        await asyncio.gather(*asking)
        for _, writer in self._idle:
            await _closed(writer)
        return Latencies(tuple(sorted(self._waited)), self._errors)

    async def _ask(self, path: str, due: float) -> None:
        try:
            if self._idle:
                reader, writer = self._idle.pop()
            else:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            self._errors += 1
            return
        try:
            asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCache-Control: no-cache\r\n\r\n"
            writer.write(asked.encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if length is None or not head.startswith(b"HTTP/1.1 200 "):
                raise ConnectionError
            await reader.readexactly(int(length[1]))
        except (OSError, asyncio.IncompleteReadError):
            self._errors += 1
            await _closed(writer)
            return
        self._waited.append(1000 * (time.perf_counter() - due))
        self._idle.append((reader, writer))


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection, whatever has become of it."""
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
