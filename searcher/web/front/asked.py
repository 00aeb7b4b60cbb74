"""A request of ASGI as one for a reader."""

from http import HTTPStatus

from starlette.types import Receive, Scope

from searcher.web.exchange.problem import Problem
from searcher.web.exchange.request import Request

#: The headers that answers depend on.
_KEPT = (b"accept", b"accept-language", b"if-none-match", b"content-type")


class TooLarge(Exception):
    """A request has more bytes than are read."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.problem = Problem(
            "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {most:,} bytes are read"
        )


class Gone(Exception):
    """The client has gone away before it has sent all."""


async def request_of(scope: Scope, receive: Receive, most: int) -> Request:
    """The request, with its body.

    Args:
        scope: what ASGI says of it.
        receive: what comes next.
        most: the most bytes of its body.

    Raises:
        TooLarge: the body is larger.
        Gone: the client has gone away.
    """
    headers = dict(scope["headers"])
    body = b""
    if scope["method"] not in ("GET", "HEAD"):
        if int(headers.get(b"content-length", b"0")) > most:
            raise TooLarge(most)
        body = await _body(receive, most)
    host = headers.get(b"host", b"").decode("latin-1")
    return Request(
        scope["method"],
        scope["path"],
        scope["query_string"].decode("latin-1"),
        {name.decode(): headers[name].decode("latin-1") for name in _KEPT if name in headers},
        f"{scope['scheme']}://{host}",
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
