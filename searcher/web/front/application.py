"""The application that listens: it hands requests to the readers, and serves files itself."""

import contextlib
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from searcher.web.exchange.problem import Problem
from searcher.web.front.asked import Gone, TooLarge, request_of
from searcher.web.front.guard import Guard
from searcher.web.front.policy import Policy
from searcher.web.front.refusals import refuse
from searcher.web.readers.pool import Busy, Head, Pool, ReaderFailed, TooSlow

_STATIC = Path(__file__).resolve().parents[1] / "static"

_LATER = (("retry-after", "2"),)
_BUSY = Problem(
    "busy", HTTPStatus.SERVICE_UNAVAILABLE, "too many people search at once; try again soon",
    headers=_LATER,
)  # fmt: skip
_TOO_SLOW = Problem(
    "too-slow", HTTPStatus.SERVICE_UNAVAILABLE,
    "this takes longer than the server allows; ask for less, such as rarer words or a filter",
)  # fmt: skip
_FAILED = Problem(
    "failed", HTTPStatus.SERVICE_UNAVAILABLE, "the answer could not be finished; try again",
    headers=_LATER,
)  # fmt: skip


def application(pool: Pool, policy: Policy) -> ASGIApp:
    """The application: it starts the pool's readers when it starts, and ends them at its end."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await pool.close()

    readers = _Readers(pool, policy)
    routes = [
        Mount("/static", StaticFiles(directory=_STATIC)),
        Route("/{path:path}", readers),
    ]
    return Guard(Starlette(routes=routes, lifespan=lifespan), policy)


class _Readers:
    """Hands a request to a reader, and its answer back."""

    def __init__(self, pool: Pool, policy: Policy) -> None:
        self._pool = pool
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            request = await request_of(scope, receive, self._policy.body)
        except TooLarge as error:
            await refuse(error.problem, scope, send)
            return
        except Gone:
            return
        has_begun = False
        try:
            async with self._pool.answer(request) as (head, body):
                has_begun = True
                await _send(head, body, send, is_head=request.method == "HEAD")
        except (Busy, TooSlow, ReaderFailed) as error:
            if has_begun:
                # The connection is cut: an answer that is not whole must not look whole.
                raise
            problem = {Busy: _BUSY, TooSlow: _TOO_SLOW, ReaderFailed: _FAILED}[type(error)]
            await refuse(problem, scope, send)


async def _send(head: Head, body: AsyncIterator[bytes], send: Send, *, is_head: bool) -> None:
    raw = [(name.encode(), value.encode()) for name, value in head.headers.items()]
    await send({"type": "http.response.start", "status": head.status, "headers": raw})
    async for part in body:
        if not is_head:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
