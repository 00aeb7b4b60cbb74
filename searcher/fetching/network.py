"""What may be asked for over the network, and how much of it."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Addresses of IPv6 in which translators find one of IPv4 (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched at most.

    Attributes:
        file_bytes: of a transcript, after it is unpacked; a feed has its own limit.
        total_bytes: of all files of a run.
        connect_seconds, read_seconds: to connect, and without a byte.
        file_seconds: for one file, with its redirects.
        total_seconds: for all files of a run.
        redirects: from one address.
    """

    file_bytes: int = 32 << 20
    total_bytes: int = 1 << 30
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    file_seconds: float = 60.0
    total_seconds: float = 3600.0
    redirects: int = 5


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet: not of this machine, nor of a network inside."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address.teredo is not None:
            inner = address.teredo[1]
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass(frozen=True, slots=True)
class Network:
    """How the network is reached.

    Only code can make one that reaches other addresses, as tests do with a server of their own: no
    option and no variable of the environment changes it.

    Attributes:
        limits: how much is fetched at most.
        allows: whether an address may be connected to.
        tls: the authorities that are trusted; None for those of the system.
    """

    limits: Limits = field(default_factory=Limits)
    allows: Callable[[Address], bool] = is_public
    tls: ssl.SSLContext | None = None


#: The network of the commands.
INTERNET = Network()
