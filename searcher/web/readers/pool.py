"""The pool: readers that wait for requests, and requests that wait for readers."""

import asyncio
import sys
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.readers.exchange import Busy, Exchange, ReaderFailed, TooSlow
from searcher.web.readers.process import READER, Process
from searcher.web.readers.queue import Queue

#: So much of the time of an answer is kept for its way back, in seconds.
_WAY_BACK = 0.25
#: How long a reader may go on computing what nobody waits for, in seconds: most are ready sooner,
#: and to give up costs the next search more.
_IDLY = 0.25
#: How long it may go on after it was told to give up, in seconds.
_PATIENCE = 1.0
#: So many readers that end in so many seconds are too many: the next one starts later.
_DEATHS, _WITHIN, _LATER = 3, 10.0, 1.0
_ENDED = "the process that answers has ended"


class Limits(NamedTuple):
    """What the pool allows.

    Attributes:
        readers: how many processes answer searches.
        streams: how many more may be busy with answers that are read part by part.
        waiting: how many requests wait at most.
        seconds: how long an answer may take until it begins, the time to wait for a reader too.
        part: how long a part of an answer may take, in seconds.
        memory: how much a reader may take, in bytes.
    """

    readers: int = 2
    streams: int = 4
    waiting: int = 64
    seconds: float = 2.0
    part: float = 10.0
    memory: int = 1 << 30


class Pool:
    """A number of reader processes. All methods are called by one event loop.

    Args:
        settings: the site.
        limits: what is allowed.
        command: the arguments of Python for a reader.
    """

    def __init__(self, settings: Settings, limits: Limits, command: Sequence[str] = READER) -> None:
        self.limits = limits
        self._command = command
        self._settings = settings
        self._free: deque[Process] = deque()
        self._queue = Queue(limits.waiting)
        self._all: set[Process] = set()
        self._lent: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._deaths: deque[float] = deque(maxlen=_DEATHS)
        self._is_closed = False

    async def start(self) -> None:
        """Start the readers.

        Raises:
            ReaderFailed: one of them cannot read the index.
        """
        began = [self._started() for _ in range(self.limits.readers)]
        made = await asyncio.gather(*began, return_exceptions=True)
        for one in made:
            if isinstance(one, BaseException):
                raise one
            if one.problem:
                raise ReaderFailed(one.problem)
        for one in made:
            assert isinstance(one, Process)
            self.freed(one)

    async def close(self) -> None:
        """End the readers. Nothing is answered any more."""
        self._is_closed = True
        while (waiting := self._queue.next()) is not None:
            self._done(waiting)
            waiting.fail(Busy())
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(process.end() for process in [*self._all]))
        # Those that were ended before may not have gone yet.
        await asyncio.gather(*self._ending)
        self._all.clear()

    def ask(self, request: Request, client: str) -> Exchange:
        """Let a reader answer, the first that is free.

        Whoever asks must `leave` in the end.

        Args:
            request: the request.
            client: who asks.
        """
        loop = asyncio.get_running_loop()
        exchange = Exchange(request, client)
        exchange.timer = loop.call_later(self.limits.seconds, self._late, exchange)
        if self._free:
            self._give(self._free.pop(), exchange)
        elif self._is_closed:
            self._refuse(exchange, Busy())
        elif (refused := self._queue.add(exchange)) is not None:
            self._refuse(refused, Busy())
        return exchange

    def leave(self, exchange: Exchange) -> None:
        """Say that nobody waits for an answer any more."""
        if exchange.is_left:
            return
        self._queue.remove(exchange)
        exchange.leave()
        process = exchange.process
        if process is None:
            self._done(exchange)
            return
        asyncio.get_running_loop().call_later(_IDLY, self._give_up, process, exchange)

    def freed(self, process: Process) -> None:
        """Give a reader that has answered to the end the next request."""
        self._lent.discard(process)
        while (waiting := self._queue.next()) is not None:
            if self._give(process, waiting):
                return
        self._free.append(process)

    def lent(self, process: Process) -> bool:
        """Start another reader instead of one that is busy with a long answer.

        No client has more than half of those that may be.
        """
        exchange = process.exchange
        assert exchange is not None
        self._done(exchange)
        theirs = sum(
            one.exchange is not None and one.exchange.client == exchange.client
            for one in self._lent
        )
        self._lent.add(process)
        if len(self._lent) > self.limits.streams or 2 * theirs >= self.limits.streams:
            exchange.fail(Busy())
            self.leave(exchange)
            return False
        self._keep_up()
        return True

    def ended(self, process: Process) -> None:
        """Start another reader instead of one that has ended."""
        if process not in self._all:
            # Whoever has started it sees that it has ended.
            return
        self._all.discard(process)
        ending = asyncio.get_running_loop().create_task(process.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        self._lent.discard(process)
        if process in self._free:
            self._free.remove(process)
        exchange, process.exchange = process.exchange, None
        if exchange is not None:
            exchange.process = None
            self._failed(exchange)
        if self._is_closed:
            return
        self._deaths.append(asyncio.get_running_loop().time())
        self._keep_up()

    def _give(self, process: Process, exchange: Exchange) -> bool:
        """Let a reader answer, if there is time enough left; whether it does."""
        assert exchange.timer is not None
        left = exchange.timer.when() - asyncio.get_running_loop().time() - _WAY_BACK
        if left <= 0:
            self._refuse(exchange, Busy())
            return False
        process.ask(exchange, left)
        return True

    def _late(self, exchange: Exchange) -> None:
        """End an exchange whose time is over."""
        process = exchange.process
        if process is None:
            self._queue.remove(exchange)
            self._refuse(exchange, Busy())
            return
        # It should have given up by itself.
        exchange.fail(TooSlow())
        process.kill()

    def _give_up(self, process: Process, exchange: Exchange) -> None:
        """Let a reader give up what nobody waits for."""
        if process.exchange is exchange:
            if process not in self._lent:
                process.interrupt()
            asyncio.get_running_loop().call_later(_PATIENCE, self._kill, process, exchange)

    @staticmethod
    def _kill(process: Process, exchange: Exchange) -> None:
        if process.exchange is exchange:
            process.kill()

    def _failed(self, exchange: Exchange) -> None:
        """Ask another reader, once, if one has ended before it has answered."""
        if exchange.begun.done() or exchange.tries > 1 or self._is_closed:
            self._done(exchange)
            exchange.fail(ReaderFailed(_ENDED))
        elif self._free:
            self._give(self._free.pop(), exchange)
        elif (refused := self._queue.add(exchange)) is not None:
            self._refuse(refused, Busy())

    def _refuse(self, exchange: Exchange, why: Exception) -> None:
        self._done(exchange)
        exchange.fail(why)

    @staticmethod
    def _done(exchange: Exchange) -> None:
        if exchange.timer is not None:
            exchange.timer.cancel()

    async def _started(self) -> Process:
        process = await Process.start(self, self._settings, self.limits.memory, self._command)
        if self._is_closed or process.has_ended:
            await process.end()
            raise ReaderFailed(_ENDED)
        self._all.add(process)
        return process

    def _keep_up(self) -> None:
        """Start a reader if too few answer searches."""
        if len(self._all) - len(self._lent) + len(self._starting) >= self.limits.readers:
            return
        task = asyncio.get_running_loop().create_task(self._replace())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _replace(self) -> None:
        """Start a reader; where readers end as soon as they start, not at once."""
        loop = asyncio.get_running_loop()
        while not self._is_closed:
            if len(self._deaths) == _DEATHS and loop.time() - self._deaths[0] < _WITHIN:
                await asyncio.sleep(_LATER)
            try:
                process = await self._started()
            except (ReaderFailed, OSError) as error:
                print(f"searcher: {error}", file=sys.stderr, flush=True)
                self._deaths.append(loop.time())
                continue
            # An index that cannot be read now may be there again at the next request.
            if process.problem:
                print(f"searcher: {process.problem}", file=sys.stderr, flush=True)
            self.freed(process)
            return
