"""The application that listens: it hands requests to the readers, and serves files itself."""

import sys
from http import HTTPStatus
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from searcher.web.exchange.answer import FILE, JSON
from searcher.web.exchange.problem import TOO_SLOW, Problem
from searcher.web.front.asked import (
    ASKER,
    Asker,
    Gone,
    TooLarge,
    base_of,
    media_type_of,
    request_of,
)
from searcher.web.front.guard import Guard
from searcher.web.front.policy import Policy
from searcher.web.front.protocol import GONE
from searcher.web.front.recordings import recording
from searcher.web.front.refusals import refuse
from searcher.web.front.static import Static
from searcher.web.readers.exchange import Begun, Busy, Exchange, Left, ReaderFailed, TooSlow
from searcher.web.readers.pool import Pool

if TYPE_CHECKING:
    # It is loaded only where the SDK of the protocol is installed.
    from searcher.web.front.assistants import Assistants

#: Where assistants ask.
MCP = "/mcp"
_STATIC = "/static/"
#: Files whose addresses browsers and robots know.
_TOP = ("/favicon.svg", "/robots.txt")
_FOLDER = Path(__file__).resolve().parents[1] / "static"

_LATER = (("retry-after", "2"),)
_BUSY = Problem(
    "busy", HTTPStatus.SERVICE_UNAVAILABLE, "too many people search at once; try again soon",
    headers=_LATER,
)  # fmt: skip
_FAILED = Problem(
    "failed", HTTPStatus.SERVICE_UNAVAILABLE, "the answer could not be finished; try again",
    headers=_LATER,
)  # fmt: skip
_BROKEN = Problem(
    "failed", HTTPStatus.INTERNAL_SERVER_ERROR, "the server has failed; its log says where"
)
_NOTHING = Problem("not-found", HTTPStatus.NOT_FOUND, "there is no such file")
_NO_ADDRESS = Problem("not-found", HTTPStatus.NOT_FOUND, "assistants ask at /mcp")
_NO_ASSISTANTS = Problem(
    "not-installed", HTTPStatus.NOT_IMPLEMENTED,
    "assistants are answered only if the server has its part for them: "
    "pip install 'transcript-searcher[mcp]', and start it again",
)  # fmt: skip
_ONLY_POSTED = Problem(
    "method", HTTPStatus.METHOD_NOT_ALLOWED, "each message is a POST; no stream is kept open",
    headers=(("allow", "POST"),),
)  # fmt: skip
_ONLY_JSON = Problem(
    "media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the header Content-Type must be {JSON}"
)
_ONLY_READ = Problem(
    "method", HTTPStatus.METHOD_NOT_ALLOWED, "a file can only be read", headers=(("allow", "GET"),)
)


class Application:
    """Answers what clients ask.

    Args:
        pool: the readers.
        policy: what is allowed.
        assistants: answers assistants; None if what speaks with them is not installed.
    """

    def __init__(self, pool: Pool, policy: Policy, assistants: "Assistants | None" = None) -> None:
        self._pool = pool
        self._policy = policy
        self._assistants = assistants
        self._guard = Guard(policy)
        self._static = Static(_FOLDER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        try:
            client = self._guard.client(scope)
            problem = self._guard.problem(scope, client)
            if problem is not None:
                await refuse(problem, scope, send)
            elif scope["path"].startswith(_STATIC):
                await self._file(scope["path"].removeprefix(_STATIC), scope, send)
            elif scope["path"] in _TOP:
                await self._file(scope["path"][1:], scope, send)
            elif scope["path"].startswith(MCP):
                await self._assist(client, scope, receive, send)
            else:
                await self._answer(client, scope, receive, send)
        except Unfinished:
            raise
        except Exception as error:
            print("".join(format_exception(error)), file=sys.stderr, flush=True)
            await refuse(_BROKEN, scope, send)

    async def _file(self, name: str, scope: Scope, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(_ONLY_READ, scope, send)
        elif name in self._static:
            await self._static.send(name, scope, send)
        else:
            await refuse(_NOTHING, scope, send)

    async def _assist(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an assistant."""
        if scope["path"] != MCP:
            # What is below is for the readers alone.
            await refuse(_NO_ADDRESS, scope, send)
        elif self._assistants is None:
            await refuse(_NO_ASSISTANTS, scope, send)
        elif scope["method"] != "POST":
            await refuse(_ONLY_POSTED, scope, send)
        elif media_type_of(scope) != JSON:
            await refuse(_ONLY_JSON, scope, send)
        else:
            asker = Asker(client, base_of(scope, self._guard.scheme(scope)))
            await self._assistants({**scope, ASKER: asker}, receive, send)

    async def _answer(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a reader answer."""
        try:
            scheme = self._guard.scheme(scope)
            request = await request_of(scope, receive, scheme, self._policy.body)
        except TooLarge as error:
            await refuse(error.problem, scope, send)
            return
        except Gone:
            return
        exchange = self._pool.ask(request, client)

        def gone() -> None:
            self._pool.leave(exchange)

        callbacks = scope.get(GONE, set())
        callbacks.add(gone)
        try:
            await self._deliver(exchange, scope, receive, send)
        except Left:
            return
        finally:
            callbacks.discard(gone)
            self._pool.leave(exchange)

    async def _deliver(
        self, exchange: Exchange, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Send what a reader answers."""
        try:
            begun = await exchange.begun
        except Busy:
            await refuse(_BUSY, scope, send)
        except TooSlow:
            await refuse(TOO_SLOW, scope, send)
        except ReaderFailed:
            await refuse(_FAILED, scope, send)
        else:
            if FILE in begun.headers:
                await self._recording(begun, scope, receive, send)
            elif begun.body is None:
                await self._parts(exchange, begun, scope, send)
            else:
                await _send_head(begun, send)
                body = b"" if scope["method"] == "HEAD" else begun.body
                await send({"type": "http.response.body", "body": body})

    async def _recording(self, begun: Begun, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            file = recording(begun.headers)
        except OSError:
            await refuse(_NOTHING, scope, send)
        else:
            await file(scope, receive, send)

    async def _parts(self, exchange: Exchange, begun: Begun, scope: Scope, send: Send) -> None:
        """Send an answer part by part, as fast as the client reads it."""
        await _send_head(begun, send)
        if scope["method"] != "HEAD":
            try:
                while part := await exchange.part(self._pool.limits.part):
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            except (TooSlow, ReaderFailed) as error:
                # The connection is cut: what is not whole must not look whole.
                raise Unfinished from error
        await send({"type": "http.response.body", "body": b""})


class Unfinished(Exception):
    """An answer has begun, and cannot be finished."""


async def _send_head(begun: Begun, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in begun.headers.items()]
    await send({"type": "http.response.start", "status": begun.status, "headers": headers})
