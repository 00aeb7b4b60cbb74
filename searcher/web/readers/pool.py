"""The pool: readers that wait for requests, and requests that wait for readers."""

import asyncio
import contextlib
import json
import sys
from collections import deque
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.readers.frames import Frames, Kind, framed

#: How long a reader may take to start.
_START = 60.0


class ReaderFailed(Exception):
    """A reader has ended before it has answered; or it cannot start, and says why."""


class TooSlow(Exception):
    """An answer took longer than one may take, and was given up."""


class Busy(Exception):
    """Too many requests wait already."""


class Head(NamedTuple):
    """The beginning of an answer.

    Attributes:
        status: the status of HTTP.
        headers: by their names in lower case.
    """

    status: int
    headers: dict[str, str]


class Limits(NamedTuple):
    """What the pool allows.

    Attributes:
        readers: how many processes answer.
        waiting: how many requests wait for one at most.
        seconds: how long an answer may take until it begins, the time to wait for a reader too.
        whole: how long an answer may take that is written bit by bit, in seconds.
    """

    readers: int = 2
    waiting: int = 64
    seconds: float = 2.0
    whole: float = 60.0


class Pool:
    """A number of reader processes. All methods are called by one event loop."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        self._settings = settings
        self._limits = limits
        self._idle: deque[_Reader] = deque()
        self._waiting: deque[asyncio.Future[_Reader]] = deque()
        self._all: set[_Reader] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the readers.

        Raises:
            ReaderFailed: one of them cannot read the index.
        """
        began = [self._started() for _ in range(self._limits.readers)]
        for reader in await asyncio.gather(*began):
            self._give_back(reader)

    async def close(self) -> None:
        """End the readers."""
        self._closed = True
        for waiting in self._waiting:
            waiting.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(reader.end() for reader in [*self._all]))

    @contextlib.asynccontextmanager
    async def answer(self, request: Request) -> AsyncIterator[tuple[Head, AsyncIterator[bytes]]]:
        """The beginning of an answer, and its body, part by part.

        Raises:
            Busy: too many requests wait already, or this one has waited too long.
            TooSlow: the answer takes too long.
            ReaderFailed: the reader has ended.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + self._limits.seconds
        reader = await self._taken(until)
        try:
            try:
                async with asyncio.timeout_at(until):
                    head = await reader.ask(request)
            except TimeoutError:
                raise TooSlow(f"{self._limits.seconds:g} seconds") from None
            until = loop.time() + self._limits.whole
            yield head, reader.body(until)
        finally:
            self._let_go(reader)

    async def _taken(self, until: float) -> "_Reader":
        if self._idle:
            return self._idle.pop()
        if len(self._waiting) >= self._limits.waiting:
            raise Busy
        waiting: asyncio.Future[_Reader] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            async with asyncio.timeout_at(until):
                return await waiting
        except TimeoutError:
            raise Busy from None
        except asyncio.CancelledError:
            # It may have been given one in the same moment.
            if waiting.done() and not waiting.cancelled():
                self._give_back(waiting.result())
            raise
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)

    def _give_back(self, reader: "_Reader") -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(reader)
                return
        self._idle.append(reader)

    def _let_go(self, reader: "_Reader") -> None:
        """Take a reader back, or another one for it if it has not answered to the end."""
        if reader.is_free:
            self._give_back(reader)
        elif not self._closed:
            task = asyncio.create_task(self._replace(reader))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _replace(self, reader: "_Reader") -> None:
        # Nobody waits for the rest of an answer. A short one is soon at its end.
        with contextlib.suppress(TimeoutError, ReaderFailed):
            if await reader.finished():
                self._give_back(reader)
                return
        await reader.end()
        self._all.discard(reader)
        # An index that cannot be read now may be there again at the next try.
        while not self._closed:
            try:
                self._give_back(await self._started(must_read=False))
                return
            except ReaderFailed as error:
                print(f"searcher: {error}", file=sys.stderr)
                await asyncio.sleep(1)

    async def _started(self, *, must_read: bool = True) -> "_Reader":
        reader = await _Reader.start(self._settings)
        self._all.add(reader)
        if must_read and reader.problem:
            raise ReaderFailed(reader.problem)
        return reader


class _Reader:
    """A process that answers one request at a time.

    Attributes:
        is_free: it has answered to the end.
        problem: why it could not read the index when it started, or "".
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._in, self._frames = process.stdin, Frames(process.stdout)
        self.is_free = True
        self.problem = ""

    @classmethod
    async def start(cls, settings: Settings) -> "_Reader":
        """Start a process, and wait until it is ready."""
        # -P: no module of the folder that somebody happens to be in.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "searcher.web.readers.reader",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        made = cls(process)
        made._in.write(framed(Kind.SETTINGS, settings.to_bytes()))
        try:
            async with asyncio.timeout(_START):
                made.problem = (await made._next())[1].decode()
        except BaseException:
            await made.end()
            raise
        return made

    async def ask(self, request: Request) -> Head:
        """Send a request, and wait for the beginning of its answer."""
        self.is_free = False
        try:
            self._in.write(
                framed(Kind.REQUEST, request.to_bytes()) + framed(Kind.PART, request.body)
            )
            await self._in.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise ReaderFailed(_ENDED) from None
        head: dict[str, Any] = json.loads((await self._next())[1])
        return Head(head["status"], head["headers"])

    async def body(self, until: float) -> AsyncIterator[bytes]:
        """The parts of the body of the answer.

        Args:
            until: when it must have come, in seconds of the event loop.

        Raises:
            TooSlow: it has not.
        """
        try:
            while True:
                async with asyncio.timeout_at(until):
                    kind, content = await self._next()
                if kind is Kind.END:
                    self.is_free = True
                    return
                yield content
        except TimeoutError:
            raise TooSlow from None

    async def finished(self) -> bool:
        """Whether an answer that nobody reads is soon at its end."""
        async with asyncio.timeout(_PATIENCE):
            while not self.is_free:
                kind, _ = await self._next()
                self.is_free = kind is Kind.END
        return True

    async def end(self) -> None:
        """End the process."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _next(self) -> tuple[Kind, bytes]:
        try:
            return await self._frames.next()
        except asyncio.IncompleteReadError:
            raise ReaderFailed(_ENDED) from None


#: How long the rest of an answer that nobody reads is waited for, in seconds.
_PATIENCE = 0.2
_ENDED = "the process that answers has ended"
