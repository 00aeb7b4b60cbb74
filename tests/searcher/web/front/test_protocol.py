"""A connection waits for nobody for ever: heads, bodies and readers that are slow are ended."""

import asyncio
from typing import Any

import pytest
from uvicorn.server import ServerState

from searcher.web.front.protocol import (
    BODY_SECONDS,
    CLOSE_SECONDS,
    HEAD_SECONDS,
    READ_SECONDS,
    Connection,
)
from searcher.web.front.server import Server


class Client(asyncio.Transport):
    """The client's end of a connection."""

    def __init__(self) -> None:
        super().__init__()
        self.received = b""
        self.is_closed = False
        self.is_aborted = False

    def write(self, data: Any) -> None:
        """It gets some bytes."""
        self.received += bytes(data)

    def close(self) -> None:
        """The server closes the connection."""
        self.is_closed = True

    def abort(self) -> None:
        """The server throws it away."""
        self.is_aborted = True

    def was_aborted(self) -> bool:
        """Whether the server has thrown it away."""
        return self.is_aborted

    def is_closing(self) -> bool:
        """Whether the server has closed it."""
        return self.is_closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """No address is known."""
        return default

    def pause_reading(self) -> None:
        """Nothing comes any more."""

    def resume_reading(self) -> None:
        """It comes again."""


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body, and answers."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
    await send({"type": "http.response.body", "body": b"x"})


def connected(most: int = 10) -> tuple[Connection, Client]:
    """A new connection."""
    server = Server(nothing, most, lambda: None)
    made = Connection(
        most,
        config=server.config,
        server_state=ServerState(),
        app_state={},
        _loop=asyncio.get_running_loop(),
    )
    client = Client()
    made.connection_made(client)
    return made, client


HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    "sent", [(b"G", b"E"), (HEAD, b"X: a\r\n"), (b"\r\n", b"\r\n"), (HEAD[:20], b"")]
)
def test_a_head_that_does_not_end(sent: tuple[bytes, bytes]) -> None:
    """Whatever comes of it, and however often something comes."""

    async def test() -> None:
        made, client = connected()
        now = asyncio.get_running_loop().time()
        made.data_received(sent[0])
        made.sweep(now + HEAD_SECONDS - 1)
        assert not client.received
        made.data_received(sent[1])
        made.sweep(now + HEAD_SECONDS + 1)
        assert client.received.startswith(b"HTTP/1.1 408 ")
        assert client.is_closed

    asyncio.run(test())


def test_a_connection_that_sends_nothing() -> None:
    """It is closed without a word."""

    async def test() -> None:
        made, client = connected()
        made.sweep(asyncio.get_running_loop().time() + HEAD_SECONDS + 1)
        assert (client.received, client.is_closed) == (b"", True)

    asyncio.run(test())


def test_a_body_that_does_not_end() -> None:
    """As a head."""

    async def test() -> None:
        made, client = connected()
        now = asyncio.get_running_loop().time()
        made.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12")
        await asyncio.sleep(0)
        made.sweep(now + BODY_SECONDS - 1)
        assert not client.is_closed
        made.sweep(now + BODY_SECONDS + 1)
        assert client.received.startswith(b"HTTP/1.1 408 ")
        assert client.is_closed

    asyncio.run(test())


def test_an_answer_takes_as_long_as_it_takes() -> None:
    """When all of a request has come, its client is not slow; nor is one that waits for more."""

    async def test() -> None:
        made, client = connected()
        now = asyncio.get_running_loop().time()
        made.data_received(HEAD + b"\r\n")
        made.sweep(now + 100)
        for _ in range(5):
            await asyncio.sleep(0)
        assert client.received.endswith(b"1\r\nx\r\n0\r\n\r\n")
        made.sweep(now + 100)
        assert not client.is_closing()
        # The next request on the same connection.
        made.data_received(HEAD[:5])
        made.sweep(now + 100)
        assert client.is_closing()

    asyncio.run(test())


def test_a_client_that_does_not_read() -> None:
    """It is thrown out; so is one that does not read the rest when it is closed."""

    async def test() -> None:
        made, client = connected()
        now = asyncio.get_running_loop().time()
        made.data_received(HEAD + b"\r\n")
        made.pause_writing()
        made.sweep(now + READ_SECONDS - 1)
        assert not client.was_aborted()
        made.sweep(now + READ_SECONDS + 1)
        assert client.was_aborted()
        made.connection_lost(None)
        made, client = connected()
        client.close()
        made.sweep(now)
        made.sweep(now + CLOSE_SECONDS + 1)
        assert client.was_aborted()

    asyncio.run(test())


def test_a_head_that_is_too_large() -> None:
    """In one piece or in many; what follows is not read."""

    async def test() -> None:
        for piece in (1_000, 100_000):
            made, client = connected()
            made.data_received(HEAD + b"X: ")
            for _ in range(100_000 // piece):
                made.data_received(b"a" * piece)
            assert client.received.startswith(b"HTTP/1.1 431 ")
            assert client.received.count(b"HTTP/1.1") == 1
            assert client.is_closed

    asyncio.run(test())


def test_too_many_connections() -> None:
    """Those that are there stay; a new one is told when it asks."""

    async def test() -> None:
        made, client = connected(most=0)
        assert not client.received
        made.data_received(HEAD + b"\r\n")
        assert client.received.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5" in client.received
        assert client.is_closed

    asyncio.run(test())


def test_who_goes_away_is_noticed() -> None:
    """Whatever waits for an answer of that connection is told."""

    async def test() -> None:
        made, _ = connected()
        told = []
        made._callbacks.add(lambda: told.append(1))
        made.connection_lost(None)
        assert told == [1]

    asyncio.run(test())
