"""Serves a site until it is told to stop."""

import asyncio
import errno
import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from searcher.errors import SearcherError
from searcher.web.exchange.site import Settings
from searcher.web.front.application import application
from searcher.web.front.policy import Policy
from searcher.web.readers.pool import Limits, Pool, ReaderFailed

#: How long answers may still take when the server stops, in seconds.
_GRACE = 3
#: How long a connection stays open without a request, in seconds.
_IDLE = 15


class NotServed(SearcherError):
    """The server cannot start."""


def serve(
    settings: Settings,
    policy: Policy,
    limits: Limits,
    *,
    host: str,
    port: int,
    told: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        settings: the site.
        policy: what is allowed.
        limits: of the readers.
        host: the name or address to listen on.
        port: the port; 0 for any that is free.
        told: is called with the address when the server answers.

    Raises:
        NotServed: the port is in use, or the index cannot be read.
    """
    listening = _listening(host, port)
    with listening:
        address = f"http://{_in_address(host)}:{listening.getsockname()[1]}"
        try:
            asyncio.run(_serve(settings, policy, limits, listening, lambda: told(address)))
        except ReaderFailed as error:
            raise NotServed(str(error)) from None
        except KeyboardInterrupt:
            pass  # The server has stopped already.


async def _serve(
    settings: Settings,
    policy: Policy,
    limits: Limits,
    listening: socket.socket,
    told: Callable[[], None],
) -> None:
    pool = Pool(settings, limits)
    try:
        await pool.start()
        config = uvicorn.Config(
            application(pool, policy),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
        )
        told()
        await uvicorn.Server(config).serve(sockets=[listening])
    finally:
        await pool.close()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(1024)
        except BaseException:
            made.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise NotServed(
                f"port {port} of {host} is in use; give another one with --port, or 0 for any"
            ) from None
        raise NotServed(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    return made


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def open_browser(address: str) -> None:
    """Show the site in the browser of the user."""
    webbrowser.open(address)
