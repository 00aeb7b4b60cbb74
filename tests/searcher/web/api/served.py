"""The server without its processes: the application that listens, and readers that are a call."""

import contextlib
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.types import ASGIApp

from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.front.application import application
from searcher.web.front.policy import Policy
from searcher.web.readers.pool import Head
from searcher.web.routes import Site


class Within:
    """A pool that answers in this process, one request at a time."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def close(self) -> None:
        """There is nothing to end."""

    @contextlib.asynccontextmanager
    async def answer(self, request: Request) -> AsyncIterator[tuple[Head, AsyncIterator[bytes]]]:
        """The beginning of an answer, and its body."""
        answer = self._site.answer(Request.from_bytes(request.to_bytes(), request.body))
        head = json.loads(answer.head())
        if isinstance(answer.body, bytes):
            body = answer.body
        else:
            out = io.BytesIO()
            answer.body(out)
            body = out.getvalue()

        async def parts() -> AsyncIterator[bytes]:
            yield body

        yield Head(head["status"], head["headers"]), parts()


def served(index: Path, policy: Policy) -> tuple[ASGIApp, Site]:
    """The application over an index, and its site, which is to be closed."""
    site = Site(Settings((str(index),)))
    return application(Within(site), policy), site  # type: ignore[arg-type]
