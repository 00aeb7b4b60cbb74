"""The socket that the server listens on, and how many the system lets it have."""

import contextlib
import errno
import ipaddress
import socket

from searcher.errors import SearcherError
from searcher.web.front.server import BACKLOG

#: Files that a process needs beside its connections.
_OTHERS = 200


class NotServed(SearcherError):
    """The server cannot start."""


def listening(host: str, port: int, *, guarded: bool) -> socket.socket:
    """A socket that listens.

    Args:
        host: a name or an address.
        port: the port; 0 for any that is free.
        guarded: whether somebody asks other machines who they are.

    Raises:
        NotServed: the port is in use, there is no such address, or other machines could come in
            and nobody would ask who they are.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        if not guarded and not _is_loopback(str(address[0])):
            raise NotServed(
                f"--host {host} lets other machines in: set SEARCHER_TOKEN, or give --token-file, "
                "or --behind-proxy if a reverse proxy asks who they are"
            )
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(BACKLOG)
        except BaseException:
            made.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise NotServed(
                f"port {port} of {host} is in use; give another one with --port, or 0 for any"
            ) from None
        raise NotServed(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    except UnicodeError:
        raise NotServed(f"cannot listen on {host}: it is no name of a machine") from None
    return made


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def connections(most: int) -> int:
    """How many connections there can be, at most as many as given.

    As many files as the system allows may be open from now on.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        # Windows has no such module.
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = most + _OTHERS
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != resource.RLIM_INFINITY and soft < allowed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
            soft = allowed
        if soft != resource.RLIM_INFINITY:
            return max(1, min(most, soft - _OTHERS))
    return most
