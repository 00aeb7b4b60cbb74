"""A server as people start it, in a process of its own, and clients that send it bytes."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple, Self

from tests.conftest import REPOSITORY


class Answered(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @classmethod
    def of(cls, response: HTTPResponse) -> Self:
        """What was received."""
        headers = {name.lower(): value for name, value in response.getheaders()}
        return cls(response.status, headers, response.read())


class Server:
    """A running `searcher serve`."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answered:
        """Ask once, on a connection of its own; an address goes as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        # http.client refuses what this must be able to send.
        connection._validate_path = lambda _: None  # type: ignore[attr-defined]
        try:
            connection.request(method, path, body, headers or {})
            return Answered.of(connection.getresponse())
        finally:
            connection.close()

    def open(self) -> socket.socket:
        """A connection that has sent nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, sent: bytes) -> bytes:
        """All that comes back for some bytes until the server closes the connection."""
        with self.open() as connection:
            connection.sendall(sent)
            return received(connection)

    def readers(self) -> list[int]:
        """The ids of the processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = [int(child) for child in children.read_text().split()]
        return [child for child in found if b"reader" in _command(child)]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    parts: list[bytes] = []
    while True:
        try:
            part = connection.recv(1 << 16)
        except ConnectionResetError:
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


@contextmanager
def served(
    index: Path, *options: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server of an index on any free port; it is stopped in the end."""
    process = started(index, *options, environment=environment)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.fullmatch(r"Serving http://\S+:(\d+)\n", told)
        assert found, told + (process.stderr.read() if process.stderr else "")
        yield Server(process, int(found[1]))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def started(
    index: Path, *options: str, environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """The process of a server that is starting."""
    return subprocess.Popen(
        [
            *(sys.executable, "-c", "from searcher.cli import main; main()", "serve"),
            *("--port", "0", "--index", str(index), *options),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "SEARCHER_TOKEN": "", **(environment or {})},
    )
