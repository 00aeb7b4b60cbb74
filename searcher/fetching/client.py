"""One file fetched over HTTPS: bounded, conditional, each redirect checked."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpcore2
import httpx2

from searcher._version import __version__
from searcher.errors import NotFetched
from searcher.fetching.guard import AddressRefused, Deadline, GuardedBackend
from searcher.fetching.network import Network

USER_AGENT = f"searcher/{__version__} (reads the transcripts that a podcast's feed names)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/vtt, application/json, application/srt, text/html;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_UNCHANGED = 304
_LATER = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_URL = 4096
# `[Errno 111] Connection refused`
_NUMBER = re.compile(r"^\[(?:Errno|SSL)[^\]]*\]\s*")
#: The most that a piece is unpacked to at once.
_PIECE = 1 << 20
_ERRORS = (
    httpx2.HTTPError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent.

    Attributes:
        data: the content, unpacked; None where it is what it was.
        etag, modified: what the server says of this state, for the next request.
    """

    data: bytes | None
    etag: str | None = None
    modified: str | None = None


class Client:
    """Fetches files from the addresses that a network allows.

    It takes no proxy, password or certificate from the environment, and keeps no cookie.
    """

    def __init__(self, network: Network) -> None:
        self._limits = network.limits
        self._deadline = Deadline()
        limits = network.limits
        pool = httpcore2.ConnectionPool(
            ssl_context=network.tls or httpx2.create_ssl_context(trust_env=False),
            max_connections=4,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(network, self._deadline),
        )
        self._client = httpx2.Client(
            transport=_Transport(pool),
            headers=_HEADERS,
            timeout=httpx2.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(
        self, url: str, most: int, etag: str | None = None, modified: str | None = None
    ) -> Answer:
        """Fetch a file.

        Args:
            url: its address.
            most: how many bytes it may have.
            etag: what the server said of the state that is here.
            modified: its time, as the server said it.

        Raises:
            NotFetched: it is not there, is too large or too slow, or may not be asked for.
        """
        self._deadline.start(self._limits.file_seconds)
        self._client.cookies.clear()
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        at = _checked(url, url)
        try:
            for _ in range(self._limits.redirects + 1):
                with self._client.stream("GET", at, headers=headers) as response:
                    if response.status_code not in _REDIRECTS:
                        return _answer(url, response, most)
                    at = _checked(url, response.headers.get("Location", ""), at)
        except AddressRefused as error:
            reason = f"{at.host} has the address {error}, which is not one of the internet"
            raise NotFetched(url, reason) from error
        except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
            raise NotFetched(url, "it takes too long", host_fails=True) from error
        except _ERRORS as error:
            said = _NUMBER.sub("", str(error)) or type(error).__name__
            reason = f"the connection fails: {said}"
            raise NotFetched(url, reason, host_fails=True) from error
        raise NotFetched(url, f"more than {self._limits.redirects} redirects")


def _checked(url: str, address: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """An address that may be asked for.

    Args:
        url: the address that a feed or a person gave, for errors.
        address: that or where it is redirected to.
        base: what `address` is relative to.

    Raises:
        NotFetched: it is not of HTTPS, has a password, or is none.
    """
    where = "" if base is None else "it redirects to "
    try:
        if len(address) > _LONGEST_URL:
            raise ValueError
        target = httpx2.URL(address) if base is None else base.join(address)
        if not 0 < (target.port or 443) < 1 << 16:
            raise ValueError
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise NotFetched(url, f"{where or 'it is '}no address that can be read") from error
    if target.scheme != "https":
        scheme = target.scheme[:20] or "an address without a scheme"
        raise NotFetched(url, f"{where or 'it is '}{scheme}; only https is fetched")
    if target.userinfo:
        raise NotFetched(url, f"{where or 'it is '}an address with a password")
    if not target.host:
        raise NotFetched(url, f"{where or 'it is '}an address without a host")
    return target


def _answer(url: str, response: httpx2.Response, most: int) -> Answer:
    """The content of a response that is no redirect.

    Raises:
        NotFetched: the status says that there is none, or it has more than `most` bytes.
    """
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    status = response.status_code
    if status == _UNCHANGED:
        return Answer(None, etag, modified)
    if status in _LATER:
        after = response.headers.get("Retry-After", "").strip()
        when = f"in {after} seconds" if after.isdecimal() and len(after) < 8 else after[:40]
        reason = f"the server asks to try again later{f', {when}' if when else ''} ({status})"
        raise NotFetched(url, reason, host_fails=True)
    if status != 200:
        raise NotFetched(url, f"the server answers {status} {response.reason_phrase[:40]}".strip())
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared[:20]) > most:
        raise _too_large(url, most)
    data = bytearray()
    for piece in _unpacked(url, response):
        data += piece
        if len(data) > most:
            raise _too_large(url, most)
    return Answer(bytes(data), etag, modified)


def _too_large(url: str, most: int) -> NotFetched:
    size = f"{most >> 20} MB" if most >= 1 << 20 else f"{most:,} bytes"
    return NotFetched(url, f"it has more than {size}")


def _unpacked(url: str, response: httpx2.Response) -> Iterator[bytes]:
    """The content, unpacked in pieces of bounded size: a few bytes may stand for a gigabyte."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().casefold()
    if encoding in ("identity", ""):
        yield from response.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(url, f"it is packed as {encoding[:40]!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=47)
    try:
        for piece in response.iter_raw():
            while piece and not unpacker.eof:
                yield unpacker.decompress(piece, _PIECE)
                piece = unpacker.unconsumed_tail
            if unpacker.eof:
                return  # what follows may never end
    except zlib.error as error:
        raise NotFetched(url, "it is packed, and broken") from error
    raise NotFetched(url, "it is packed, and ends too early")


class _Transport(httpx2.BaseTransport):
    """Sends requests through a pool with a backend of our own, for which httpx has no option."""

    def __init__(self, pool: httpcore2.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request."""
        url = request.url
        sent = httpcore2.Request(
            request.method,
            httpcore2.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        got = self._pool.handle_request(sent)
        assert isinstance(got.stream, Iterable)
        return httpx2.Response(
            got.status, headers=got.headers, stream=_Body(got), extensions=got.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
