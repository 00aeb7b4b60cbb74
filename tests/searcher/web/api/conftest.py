"""What the tests of the API share: a site over the samples, asked without a server."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from searcher.web.exchange.answer import Answer
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site


class Answered(NamedTuple):
    """An answer with its body."""

    status: int
    media_type: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The body as JSON Lines."""
        return [json.loads(line) for line in self.body.splitlines()]


class Asked:
    """A site that is asked without a server."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def get(self, path: str, query: str = "", **headers: str) -> Answered:
        """The answer to a `GET` below `/api/v1`; `_` in the name of a header is `-`."""
        return self.ask(Request("GET", f"/api/v1{path}", query, _named(headers)))

    def post(self, path: str, body: str | bytes, media_type: str, query: str = "") -> Answered:
        """The answer to a `POST`."""
        sent = body.encode() if isinstance(body, str) else body
        headers = {"content-type": media_type}
        return self.ask(Request("POST", f"/api/v1{path}", query, headers, body=sent))

    def ask(self, request: Request) -> Answered:
        """The answer to a request."""
        return answered(self.site.answer(request))


def answered(answer: Answer) -> Answered:
    """An answer whose body was written."""
    body = answer.body
    if not isinstance(body, bytes):
        out = io.BytesIO()
        body(out)
        body = out.getvalue()
    return Answered(answer.status, answer.media_type, dict(answer.headers), body)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(scope="session")
def api(samples_index: Path) -> Iterator[Asked]:
    """The API over the samples."""
    with Site(Settings((str(samples_index),))) as site:
        yield Asked(site)
