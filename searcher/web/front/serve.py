"""Serves a site until it is told to stop."""

import asyncio
import contextlib
import importlib.util
import socket
import webbrowser
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from searcher.web.exchange.site import Settings
from searcher.web.front.application import Application
from searcher.web.front.listening import NotServed, connections, listening
from searcher.web.front.policy import Policy
from searcher.web.front.protocol import CONNECTIONS
from searcher.web.front.server import Server
from searcher.web.readers.exchange import ReaderFailed
from searcher.web.readers.pool import Limits, Pool

if TYPE_CHECKING:
    # It is loaded only where the SDK of the protocol is installed.
    from searcher.web.front.assistants import Assistants


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
        NotServed: the port is in use, the index cannot be read, or nobody would ask who comes.
    """
    guarded = bool(policy.token) or policy.behind_proxy
    with listening(host, port, guarded=guarded) as heard:
        address = f"http://{_in_address(host)}:{heard.getsockname()[1]}"
        try:
            with asyncio.Runner(loop_factory=_fast_loop()) as runner:
                runner.run(_serve(settings, policy, limits, heard, lambda: told(address)))
        except ReaderFailed as error:
            raise NotServed(str(error)) from None
        except KeyboardInterrupt:
            # Before the server could stop by itself.
            return


async def _serve(
    settings: Settings,
    policy: Policy,
    limits: Limits,
    heard: socket.socket,
    told: Callable[[], None],
) -> None:
    most = connections(CONNECTIONS)
    pool = Pool(settings, limits)
    try:
        await pool.start()
        async with _assistants(pool, policy) as speaking:
            made = Application(pool, policy, speaking)
            await Server(made, most, told).serve(sockets=[heard])
    finally:
        await pool.close()


@contextlib.asynccontextmanager
async def _assistants(pool: Pool, policy: Policy) -> "AsyncIterator[Assistants | None]":
    """What answers assistants; None if the SDK of their protocol is not installed."""
    if importlib.util.find_spec("mcp") is None:
        yield None
        return
    # It takes most of a second to load.
    from searcher.web.front.assistants import assistants

    async with assistants(pool, policy) as speaking:
        yield speaking


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop in C, where it is installed: Windows has none."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def open_browser(address: str) -> None:
    """Show the site in the browser of the user."""
    webbrowser.open(address)
