"""Connections to checked addresses only, which end at a deadline.

The name of a host is resolved here, all of its addresses are checked, and the connection is made to
one that was checked: a name that resolves to another address the next time changes nothing. A
certificate is checked against the name.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2
from httpcore2 import SOCKET_OPTION

from searcher.fetching.network import Network

#: The most addresses of a host that are tried.
_MOST = 4


class AddressRefused(Exception):
    """A host has an address that is not one of the internet."""


class Deadline:
    """The moment at which what is being fetched must be there."""

    def __init__(self) -> None:
        self._until = 0.0

    def start(self, seconds: float) -> None:
        """Count from now."""
        self._until = time.monotonic() + seconds

    def at_most(self, timeout: float | None) -> float:
        """The seconds that a step may take.

        Raises:
            httpcore2.ReadTimeout: the time is over.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is over")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections for httpcore.

    Args:
        network: which addresses may be connected to.
        deadline: when connections end.
    """

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            AddressRefused: one of its addresses is not allowed.
            httpcore2.ConnectError: none answers.
        """
        failed: Exception = httpcore2.ConnectError("the host has no address")
        for address in self._addresses(host, port)[:_MOST]:
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.at_most(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            return _Stream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host, each checked."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError("there is no such host") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._network.allows(ipaddress.ip_address(address.partition("%")[0])):
                raise AddressRefused(address)
        return addresses


class _Stream(httpcore2.NetworkStream):
    """A connection each step of which ends at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.at_most(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.at_most(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        secure = self._stream.start_tls(
            ssl_context, server_hostname, self._deadline.at_most(timeout)
        )
        return _Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
