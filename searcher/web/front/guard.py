"""The guard: what is checked before a request goes any further, and what every answer carries."""

import base64
import binascii
import hmac
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from searcher.web.exchange.problem import Problem
from searcher.web.front.policy import Policy
from searcher.web.front.refusals import TOKEN_ASKED, refuse

#: Nothing from elsewhere, no code or style inside a page, and no frame around it.
CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: Every answer has these.
HEADERS = (
    (b"content-security-policy", CONTENT.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Guard:
    """Checks each request before the application sees it."""

    def __init__(self, app: ASGIApp, policy: Policy) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        problem = self._problem(scope)
        if problem is not None:
            await refuse(problem, scope, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _problem(self, scope: Scope) -> Problem | None:
        """Why a request goes no further; None if it does."""
        policy = self._policy
        headers = dict(scope["headers"])
        if _host(headers.get(b"host", b"")) not in policy.hosts:
            return _OTHER_NAME
        if len(scope["raw_path"]) + len(scope["query_string"]) > policy.address:
            what = f"the address is longer than {policy.address:,} bytes"
            return Problem("too-large", HTTPStatus.REQUEST_URI_TOO_LONG, what)
        if policy.token and not _knows(headers.get(b"authorization", b""), policy.token):
            return TOKEN_ASKED
        return None


_OTHER_NAME = Problem(
    "host",
    HTTPStatus.MISDIRECTED_REQUEST,
    "ask by the name that the server was started with: --host or --allow-host",
)


def _host(header: bytes) -> str:
    """The name in a `Host` header, without its port."""
    name = header.decode("latin-1").lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


def _knows(authorization: bytes, token: str) -> bool:
    """Whether a client knows the token: as a bearer, or as the password of a browser."""
    scheme, _, sent = authorization.partition(b" ")
    if scheme.lower() == b"basic":
        try:
            sent = base64.b64decode(sent, validate=True).partition(b":")[2]
        except binascii.Error:
            return False
    elif scheme.lower() != b"bearer":
        return False
    return hmac.compare_digest(sent.strip(), token.encode())
