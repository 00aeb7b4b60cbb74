"""uvicorn's server, which looks at its connections every second and ends without an error."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from email.utils import formatdate
from functools import partial

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from searcher.web.front.guard import HEADERS
from searcher.web.front.protocol import Connection

#: How long answers may still take when the server stops, in seconds.
_GRACE = 3
#: How long a connection stays open without a request, in seconds.
_IDLE = 15
#: How many connections wait at most until they are accepted; the system may allow fewer.
BACKLOG = 4096
#: So many times a second uvicorn calls `on_tick`.
_TICKS = 10


class Server(uvicorn.Server):
    """A server of an application of ASGI.

    Args:
        application: the application.
        most: the most connections.
        told: is called when the server answers, and would stop cleanly.
    """

    def __init__(self, application: object, most: int, told: Callable[[], None]) -> None:
        config = uvicorn.Config(
            application,  # type: ignore[arg-type]
            http=partial(Connection, most),  # type: ignore[arg-type]
            ws="none",
            lifespan="off",
            log_config=None,
            # The application says itself what goes wrong.
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            headers=[*HEADERS],
            backlog=BACKLOG,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
        )
        super().__init__(config)
        self._told = told
        config.load()
        # Whoever comes before the first tick gets them, too.
        date = (b"date", formatdate(usegmt=True).encode())
        self.server_state.default_headers = [date, *config.encoded_headers]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._told()

    async def on_tick(self, counter: int) -> bool:
        """End connections that take too long; whether the server is to stop."""
        if counter % _TICKS == 0:
            now = asyncio.get_running_loop().time()
            for connection in [*self.server_state.connections]:
                if isinstance(connection, Connection):
                    connection.sweep(now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let answers be finished, as far as there is time, and close all connections."""
        await super().shutdown(sockets)
        for connection in [*self.server_state.connections]:
            # Its answer would wait for ever until its client reads.
            connection.transport.abort()
        # The connections are lost when the loop comes to it.
        await asyncio.sleep(0)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at Ctrl-C and SIGTERM. uvicorn sends itself the same signal again in the end."""
        before = {each: signal.signal(each, self.handle_exit) for each in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
