"""A server of HTTPS on loopback, with a certificate of its own, that answers as a test says."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address

import trustme

from searcher.fetching.network import Address, Limits, Network

LOOPBACK = IPv4Address("127.0.0.1")


@dataclass
class Reply:
    """What is sent: a status, headers and a body, and how slowly.

    Attributes:
        pause: seconds between the bytes of the head and of the body; 0 sends them at once.
        length: whether the length is told; without it the connection ends with the body.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    length: bool = True


@dataclass
class Asked:
    """A request that came."""

    path: str
    headers: dict[str, str]


Answering = Callable[[Asked], Reply]


@dataclass
class Server:
    """A server that runs.

    Attributes:
        url: its address, without a path.
        replies: what is sent for each path; others are 404.
        asked: the requests that came, in their order.
        authority: whom a client must trust.
    """

    url: str
    authority: trustme.CA
    replies: dict[str, Reply | Answering] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [one.path for one in self.asked]

    def network(self, limits: Limits | None = None) -> Network:
        """The network of a client that trusts this server and reaches no other address."""
        tls = ssl.create_default_context()
        self.authority.configure_trust(tls)
        return Network(limits or Limits(), is_loopback, tls)


def is_loopback(address: Address) -> bool:
    """The one address that tests reach."""
    return address == LOOPBACK


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listening

    def do_GET(self) -> None:
        told = self.server.told
        asked = Asked(self.path, dict(self.headers.items()))
        told.asked.append(asked)
        reply = told.replies.get(self.path.partition("?")[0], Reply(b"nothing here", 404))
        if callable(reply):
            reply = reply(asked)
        head = [f"HTTP/1.1 {reply.status} Said", "Content-Type: text/html"]
        head += [f"{name}: {value}" for name, value in reply.headers.items()]
        head += [f"Content-Length: {len(reply.body)}"] if reply.length else ["Connection: close"]
        whole = "\r\n".join(head).encode() + b"\r\n\r\n" + reply.body
        self.close_connection = not reply.length
        # The client may have gone.
        with contextlib.suppress(OSError):
            self._send(whole, reply.pause)

    def _send(self, data: bytes, pause: float) -> None:
        if not pause:
            self.wfile.write(data)
            return
        for byte in data:
            self.wfile.write(bytes((byte,)))
            time.sleep(pause)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    told: Server

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that does not trust the certificate, or has gone."""


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """Run a server while the block runs."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    listening = _Listening(("127.0.0.1", 0), _Handler)
    listening.socket = tls.wrap_socket(
        listening.socket, server_side=True, do_handshake_on_connect=False
    )
    listening.told = Server(f"https://localhost:{listening.server_port}", authority)
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield listening.told
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
