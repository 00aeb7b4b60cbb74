"""The server without its processes: the application that listens, and readers that are a call."""

import asyncio
import io
import json
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.front.application import Application
from searcher.web.front.policy import Policy
from searcher.web.readers.exchange import Begun
from searcher.web.readers.pool import Limits
from searcher.web.routes import Site


class Answered:
    """An answer that is there already."""

    def __init__(self, begun: Begun) -> None:
        self.begun: asyncio.Future[Begun] = asyncio.get_running_loop().create_future()
        self.begun.set_result(begun)


class Within:
    """A pool that answers in this process, one request at a time."""

    limits = Limits()

    def __init__(self, site: Site) -> None:
        self._site = site

    def ask(self, request: Request, _: str) -> Answered:
        """The answer to a request, which goes to a reader and back as JSON does."""
        sent = json.loads(json.dumps(request.record()))
        answer = self._site.answer(Request.from_record(sent, request.body))
        head = json.loads(answer.head())
        body = answer.body
        if not isinstance(body, bytes):
            out = io.BytesIO()
            body(out)
            body = out.getvalue()
        return Answered(Begun(head["status"], head["headers"], body))

    def leave(self, _: object) -> None:
        """Nobody waits."""


def served(index: Path, policy: Policy) -> tuple[ASGIApp, Site]:
    """The application over an index, and its site, which is to be closed."""
    site = Site(Settings((str(index),)))
    answers = Application(Within(site), policy)  # type: ignore[arg-type]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await answers(scope, receive, send)
            return
        # Clients for tests start and end an application.
        for done in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{done}.complete"})

    return app, site
