"""A request of ASGI as one for a reader."""

from http import HTTPStatus
from typing import NamedTuple

from starlette.types import Receive, Scope

from searcher.web.exchange.problem import Problem
from searcher.web.exchange.request import Request

#: The headers that answers depend on.
_KEPT = frozenset(
    (
        b"accept", b"accept-language", b"if-none-match", b"cache-control", b"content-type",
        b"mcp-protocol-version", b"mcp-session-id", b"mcp-method", b"mcp-name",
    )
)  # fmt: skip
#: In the scope of a request of an assistant: who asks.
ASKER = "searcher.asker"
#: The methods whose bodies mean nothing.
_BODILESS = ("GET", "HEAD", "OPTIONS")


class Asker(NamedTuple):
    """Who asks.

    Attributes:
        client: as the pool knows the client.
        base: the address of the server as the client knows it.
    """

    client: str
    base: str


class TooLarge(Exception):
    """A request has more bytes than are read."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.problem = Problem(
            "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {most:,} bytes are read"
        )


class Gone(Exception):
    """The client has gone away before it has sent all."""


def base_of(scope: Scope, scheme: str) -> str:
    """The address of the server as the client of a request knows it."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return f"{scheme}://{hosts[-1].decode('latin-1') if hosts else ''}"


def media_type_of(scope: Scope) -> str:
    """What is sent, without its options."""
    sent = [value for name, value in scope["headers"] if name == b"content-type"]
    return sent[-1].decode("latin-1").partition(";")[0].strip().lower() if sent else ""


async def request_of(scope: Scope, receive: Receive, scheme: str, most: int) -> Request:
    """The request, with its body.

    Args:
        scope: what ASGI says of it.
        receive: what comes next.
        scheme: the scheme by which the client asks.
        most: the most bytes of its body.

    Raises:
        TooLarge: the body is larger.
        Gone: the client has gone away.
    """
    kept: dict[str, str] = {}
    host, length = "", 0
    for name, value in scope["headers"]:
        if name in _KEPT:
            kept[name.decode()] = value.decode("latin-1")
        elif name == b"host":
            host = value.decode("latin-1")
        elif name == b"content-length":
            length = int(value)
    body = b""
    if scope["method"] not in _BODILESS:
        if length > most:
            raise TooLarge(most)
        body = await _body(receive, most)
    return Request(
        scope["method"],
        scope["path"],
        scope["query_string"].decode("latin-1"),
        kept,
        f"{scheme}://{host}",
        body,
    )


async def _body(receive: Receive, most: int) -> bytes:
    parts, length = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > most:
            raise TooLarge(most)
        if not message.get("more_body"):
            return b"".join(parts)
