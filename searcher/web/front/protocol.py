"""A connection that speaks HTTP: uvicorn's, which waits for nobody for ever.

uvicorn limits neither how long a request may take to come, nor how long its head may be, nor how
long a client may take to read. This does, and its refusals are those of the application.
"""

import asyncio
from collections.abc import Callable
from enum import Enum
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from searcher.web.exchange.problem import Problem
from searcher.web.front.refusals import rendered

#: In the scope of a request: what is called if the client goes away before it has its answer.
GONE = "searcher.gone"
#: How long the head of a request may take, in seconds; a new connection has as long.
HEAD_SECONDS = 10.0
#: How long its body may take.
BODY_SECONDS = 30.0
#: How long a client may take to read the next 50 kB of an answer.
READ_SECONDS = 30.0
#: How long it may take to read what is left when its connection is closed.
CLOSE_SECONDS = 5.0
#: The most bytes of a head.
HEAD = 64_000
#: The most connections; more are refused. Each needs a file of the system.
CONNECTIONS = 12_000

_BAD = Problem("request", HTTPStatus.BAD_REQUEST, "this is no request of HTTP/1.1")
_LARGE = Problem(
    "too-large", HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"the address and the headers have more than {HEAD:,} bytes",
)  # fmt: skip
_SLOW = Problem("too-slow", HTTPStatus.REQUEST_TIMEOUT, "the request took too long to come")
_CROWDED = Problem(
    "busy", HTTPStatus.SERVICE_UNAVAILABLE, "too many people are here at once; try again soon",
    headers=(("retry-after", "5"),),
)  # fmt: skip


class State(Enum):
    """What is awaited on a connection."""

    #: The next request, if there is one.
    IDLE = "idle"
    #: The rest of the head of a request, or the first request.
    HEAD = "head"
    #: The rest of its body.
    BODY = "body"
    #: Its answer.
    ANSWER = "answer"


class Connection(HttpToolsProtocol):
    """A connection. `sweep` is called about once in a second.

    Args:
        most: the most connections that there may be.
        given: what uvicorn gives.
    """

    def __init__(self, most: int, **given: Any) -> None:
        super().__init__(**given)
        self._most = most

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        self._is_crowded = len(self.connections) > self._most
        self._callbacks: set[Callable[[], None]] = set()
        self._closing_since = 0.0
        self._stalled_since = 0.0
        self._state = State.IDLE
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        super().connection_lost(exc)
        for gone in [*self._callbacks]:
            gone()

    def data_received(self, data: bytes) -> None:
        """Take some bytes."""
        self._unset_keepalive_if_required()
        if self.transport.is_closing():
            return
        if self._is_crowded:
            self._refuse(_CROWDED)
            return
        if self._state is State.IDLE:
            self._await_head()
        if self._state is State.HEAD:
            self._head += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self._refuse(_BAD)
            return
        except httptools.HttpParserUpgrade:
            # There is no other protocol: the request is answered, and nothing is read after it.
            self.cycle.keep_alive = False
        if self._state is State.HEAD and self._head > HEAD:
            self._refuse(_LARGE)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.scope[GONE] = self._callbacks  # type: ignore[literal-required]
        if self._state is not State.HEAD:
            self._await_head()

    def on_headers_complete(self) -> None:
        """Its head is there."""
        super().on_headers_complete()
        self._state = State.BODY
        self._deadline = self.loop.time() + BODY_SECONDS

    def on_message_complete(self) -> None:
        """All of it is there."""
        super().on_message_complete()
        self._state = State.IDLE if self.cycle.response_complete else State.ANSWER

    def on_response_complete(self) -> None:
        """It is answered."""
        super().on_response_complete()
        if self._state is State.ANSWER:
            self._state = State.IDLE

    def pause_writing(self) -> None:
        """The client does not read as fast as is written."""
        super().pause_writing()
        self._stalled_since = self.loop.time()

    def sweep(self, now: float) -> None:
        """End what takes too long."""
        if self.transport.is_closing():
            self._closing_since = self._closing_since or now
            if now - self._closing_since > CLOSE_SECONDS:
                self.transport.abort()
        elif self.flow.write_paused and now - self._stalled_since > READ_SECONDS:
            self.transport.abort()
        elif self._state in (State.HEAD, State.BODY) and now > self._deadline:
            if self._head or self._state is State.BODY:
                self._refuse(_SLOW)
            else:
                # A browser opens connections that it may need.
                self.transport.close()

    def _await_head(self) -> None:
        self._state = State.HEAD
        self._head = 0
        self._deadline = self.loop.time() + HEAD_SECONDS

    def _refuse(self, problem: Problem) -> None:
        """Refuse what is no request, and close."""
        if self.cycle is not None and self.cycle.response_started:
            if self.cycle.response_complete:
                self._write(problem)
                self.transport.close()
            else:
                self.transport.abort()
            return
        if self.cycle is None or self._state is not State.ANSWER:
            self._write(problem)
            self.transport.close()
            return
        # What came before is answered first.
        self.cycle.keep_alive = False
        self.pipeline.clear()
        self.flow.pause_reading()

    def _write(self, problem: Problem) -> None:
        media_type, content = rendered(problem, is_program=False)
        headers: list[tuple[bytes, Any]] = [
            *self.server_state.default_headers,
            (b"content-type", media_type.encode()),
            (b"content-length", str(len(content)).encode()),
            (b"cache-control", b"no-store"),
            *((name.encode(), value.encode()) for name, value in problem.headers),
            (b"connection", b"close"),
        ]
        lines = b"".join(b"%s: %s\r\n" % pair for pair in headers)
        self.transport.write(STATUS_LINE[problem.status] + lines + b"\r\n" + content)
