"""The guard: what is checked before a request goes any further."""

import base64
import binascii
import hmac
import re
from http import HTTPStatus
from time import monotonic

from starlette.types import Scope

from searcher.web.exchange.problem import Problem
from searcher.web.front.policy import Policy
from searcher.web.front.rates import Rates, network

#: Nothing from elsewhere, no code or style inside a page, and no frame around it.
CONTENT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: Every answer has these. A form that is sent says from which site it comes, hence the referrer.
HEADERS = (
    ("content-security-policy", CONTENT),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)
#: The methods that change nothing anywhere.
_SAFE = ("GET", "HEAD", "OPTIONS")
#: A name, or an address of version 6 in brackets; then a port.
_HOST = re.compile(rb"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::[0-9]{1,5})?", re.IGNORECASE)
#: An origin is a scheme and a host.
_ORIGIN = re.compile(rb"https?://(.*)", re.IGNORECASE)

TOKEN_ASKED = Problem(
    "refused", HTTPStatus.UNAUTHORIZED,
    "the server asks for its token: as a password, or as `Authorization: Bearer TOKEN`",
    headers=(("www-authenticate", 'Basic realm="searcher", charset="UTF-8"'),),
)  # fmt: skip
_OTHER_NAME = Problem(
    "host", HTTPStatus.MISDIRECTED_REQUEST,
    "ask by the name that the server was started with: --host or --allow-host",
)  # fmt: skip
_NO_NAME = Problem(
    "host", HTTPStatus.BAD_REQUEST, "the request must have one `Host` header with a name in it"
)
_FOREIGN = Problem("refused", HTTPStatus.FORBIDDEN, "this was sent by the page of another site")
_NUL = Problem("request", HTTPStatus.BAD_REQUEST, "the address has a character that no address has")


class Guard:
    """Checks each request before the application sees it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._token = policy.token.encode()
        self._hosts = frozenset(name.encode() for name in policy.hosts)
        self._rates = Rates(policy.rate)

    def client(self, scope: Scope) -> str:
        """Who asks: an address, or a network whose addresses one client may have.

        A proxy adds the address that it sees at the end; what stands before it, anybody can send.
        """
        address = scope["client"]
        client = address[0] if address else ""
        if self._policy.behind_proxy:
            sent = _last(scope, b"x-forwarded-for").rpartition(b",")[2].strip()
            client = sent.decode("latin-1")[:45] or client
        return network(client)

    def scheme(self, scope: Scope) -> str:
        """The scheme by which the client asks."""
        if self._policy.behind_proxy and _last(scope, b"x-forwarded-proto") == b"https":
            return "https"
        return "http"

    def problem(self, scope: Scope, client: str) -> Problem | None:
        """Why a request goes no further; None if it does."""
        policy = self._policy
        if wait := self._rates.wait(client, monotonic()):
            return _too_often(wait)
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        found = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if found is None:
            return _NO_NAME
        name = found[1].lower()
        if name not in self._hosts and name != _own_address(scope):
            return _OTHER_NAME
        if len(scope["raw_path"]) + len(scope["query_string"]) > policy.address:
            what = f"the address is longer than {policy.address:,} bytes"
            return Problem("too-large", HTTPStatus.REQUEST_URI_TOO_LONG, what)
        if "\0" in scope["path"]:
            return _NUL
        if self._token and not _knows(_last(scope, b"authorization"), self._token):
            return TOKEN_ASKED
        if scope["method"] not in _SAFE:
            origin = _last(scope, b"origin")
            if origin and not ((sent := _ORIGIN.fullmatch(origin)) and sent[1] == hosts[0]):
                return _FOREIGN
        return None


def _last(scope: Scope, name: bytes) -> bytes:
    """The value of a header, the last one; b"" if there is none."""
    found = b""
    for each, value in scope["headers"]:
        if each == name:
            found = value
    return found


def _own_address(scope: Scope) -> bytes:
    """The address that a connection came to, as a `Host` header has it.

    A foreign page has a name, which can be made to mean any address; but its name is no address.
    """
    server = scope.get("server")
    if not server:
        return b""
    address: str = server[0]
    return (f"[{address}]" if ":" in address else address).encode("latin-1", "replace")


def _too_often(wait: float) -> Problem:
    later = str(max(1, round(wait + 0.5)))
    return Problem(
        "too-often",
        HTTPStatus.TOO_MANY_REQUESTS,
        "you ask more often than the server allows; wait a moment",
        headers=(("retry-after", later),),
    )


def _knows(authorization: bytes, token: bytes) -> bool:
    """Whether a client knows the token: as a bearer, or as the password of a browser."""
    scheme, _, sent = authorization.partition(b" ")
    if scheme.lower() == b"basic":
        try:
            sent = base64.b64decode(sent.strip(), validate=True).partition(b":")[2]
        except binascii.Error:
            return False
    elif scheme.lower() != b"bearer":
        return False
    return hmac.compare_digest(sent.strip(), token)
