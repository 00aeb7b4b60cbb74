"""A reader, as the process that listens sees it: a child that answers one request at a time."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Protocol, Self, cast

from searcher.time_limit import SIGNAL
from searcher.web.exchange.site import Settings
from searcher.web.readers.exchange import Exchange, ReaderFailed
from searcher.web.readers.frames import Frames, FramingError, Kind, framed, framed_pair, pair

#: The arguments of Python for a reader. -P: no module of the folder that somebody happens to be in.
READER = ("-P", "-m", "searcher.web.readers.reader")
#: How long a reader may take to start, in seconds.
_START = 60.0
#: The library that NumPy multiplies with starts a thread for each processor; no search needs it.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Owner(Protocol):
    """What a process tells of itself."""

    def freed(self, process: "Process") -> None:
        """It has answered to the end."""

    def lent(self, process: "Process") -> bool:
        """It has begun an answer that comes part by part; whether it may go on."""

    def ended(self, process: "Process") -> None:
        """It is there no more."""


class Process(asyncio.SubprocessProtocol):
    """A reader.

    Attributes:
        exchange: what it answers; None if it is free.
        problem: why it could not read the index when it started, or "".
        has_ended: it is there no more, or it is about to end.
    """

    def __init__(self, owner: Owner) -> None:
        loop = asyncio.get_running_loop()
        self.exchange: Exchange | None = None
        self.problem = ""
        self.has_ended = False
        self._owner = owner
        self._frames = Frames()
        self._transport: asyncio.SubprocessTransport
        self._in: asyncio.WriteTransport
        self._ready: asyncio.Future[str] = loop.create_future()
        self._exited: asyncio.Future[None] = loop.create_future()

    @classmethod
    async def start(
        cls, owner: Owner, settings: Settings, memory: int, command: Sequence[str] = READER
    ) -> Self:
        """Start a process, and wait until it is ready.

        Args:
            owner: is told what becomes of it.
            settings: the site.
            memory: how much it may take, in bytes.
            command: the arguments of Python.

        Raises:
            ReaderFailed: it ends, or is not ready in a minute.
        """
        loop = asyncio.get_running_loop()
        spawning = asyncio.ensure_future(
            loop.subprocess_exec(
                lambda: cls(owner),
                sys.executable, *command,
                stderr=None,
                env={**_ONE_THREAD, **os.environ},
            )
        )  # fmt: skip
        try:
            _, made = await asyncio.shield(spawning)
        except asyncio.CancelledError:
            # A process that has begun to start would be nobody's.
            _, made = await spawning
            await made.end()
            raise
        limits = json.dumps({"memory": memory}).encode()
        made._write(framed_pair(Kind.SETTINGS, limits, settings.to_bytes()))
        try:
            async with asyncio.timeout(_START):
                made.problem = await made._ready
        except TimeoutError:
            await made.end()
            raise ReaderFailed(f"a process that answers was not ready in {_START:g} s") from None
        except BaseException:
            await made.end()
            raise
        return made

    def ask(self, exchange: Exchange, seconds: float) -> None:
        """Send a request.

        Args:
            exchange: the request; is told the answer.
            seconds: how long the answer may take.
        """
        self.exchange = exchange
        exchange.process = self
        exchange.tries += 1
        request = exchange.request
        head = json.dumps((seconds, request.record())).encode()
        self._write(framed_pair(Kind.REQUEST, head, request.body))

    def send(self, kind: Kind) -> None:
        """Tell the process how to go on with a body."""
        self._write(framed(kind))

    def interrupt(self) -> None:
        """Let the process give up what it is computing; it stays."""
        if SIGNAL is not None:
            with contextlib.suppress(ProcessLookupError):
                self._transport.send_signal(SIGNAL)

    def kill(self) -> None:
        """End the process now; what it answers fails."""
        self._gone()
        with contextlib.suppress(ProcessLookupError):
            self._transport.kill()

    async def end(self) -> None:
        """End the process, and wait until it has ended."""
        self.kill()
        await self._exited

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process is there."""
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self._in = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))

    def pipe_data_received(self, fd: int, data: bytes | str) -> None:
        """Take frames."""
        assert fd == 1
        assert isinstance(data, bytes)
        try:
            for kind, content in self._frames.fed(data):
                self._take(kind, content)
        except FramingError:
            self.kill()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """It does not write or read any more: it is ending."""
        self.kill()

    def process_exited(self) -> None:
        """It has ended."""
        self._gone()
        if not self._exited.done():
            self._exited.set_result(None)
        self._transport.close()

    def _take(self, kind: Kind, content: bytes) -> None:
        exchange = self.exchange
        if kind is Kind.READY:
            if not self._ready.done():
                self._ready.set_result(content.decode(errors="replace"))
        elif exchange is None:
            raise FramingError("an answer that nobody asked for")
        elif kind is Kind.BEGIN:
            if self._owner.lent(self):
                exchange.begin(content, None)
        elif kind is Kind.PART:
            exchange.take(kind, content)
        else:
            self.exchange = exchange.process = None
            if kind is Kind.WHOLE:
                exchange.begin(*pair(content))
            else:
                exchange.take(kind, content)
            self._owner.freed(self)

    def _gone(self) -> None:
        """Say once that the process answers no more."""
        if self.has_ended:
            return
        self.has_ended = True
        error = ReaderFailed("the process that answers has ended")
        if not self._ready.done():
            self._ready.set_exception(error)
            # Where it is not waited for, that is no mistake.
            self._ready.exception()
        self._owner.ended(self)

    def _write(self, content: bytes) -> None:
        if not self.has_ended:
            self._in.write(content)
