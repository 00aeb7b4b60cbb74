"""One request on its way through the pool, and its answer as it comes back."""

import asyncio
import json
from typing import TYPE_CHECKING, NamedTuple

from searcher.web.exchange.request import Request
from searcher.web.readers.frames import Kind

if TYPE_CHECKING:
    from searcher.web.readers.process import Process


class ReaderFailed(Exception):
    """A reader has ended before it has answered; or it cannot start, and says why."""


class TooSlow(Exception):
    """An answer took longer than one may take, and was given up."""


class Busy(Exception):
    """Too many requests wait already, or too many long answers are being read."""


class Left(Exception):
    """Nobody waits for the answer any more."""


class Begun(NamedTuple):
    """An answer, or its beginning.

    Attributes:
        status: the status of HTTP.
        headers: by their names in lower case.
        body: the whole body; None if it comes part by part.
    """

    status: int
    headers: dict[str, str]
    body: bytes | None


class Exchange:
    """A request, and its answer as it comes.

    Attributes:
        request: the request.
        client: who asks: readers are shared out evenly among clients.
        begun: the answer, or its beginning; or `Busy`, `TooSlow`, `ReaderFailed` or `Left`.
        process: the reader that answers, as long as it does.
        tries: how many readers have been asked.
        timer: ends the exchange if it takes too long.
    """

    def __init__(self, request: Request, client: str) -> None:
        self.request = request
        self.client = client
        self.begun: asyncio.Future[Begun] = asyncio.get_running_loop().create_future()
        # If nobody waits for it any more, that is no mistake.
        self.begun.add_done_callback(_seen)
        self.process: Process | None = None
        self.tries = 0
        self.timer: asyncio.TimerHandle | None = None
        self._part: asyncio.Future[tuple[Kind, bytes]] | None = None
        self._is_left = False

    async def part(self, seconds: float) -> bytes:
        """The next part of a body that comes part by part; b"" at its end.

        Args:
            seconds: how long it may take.

        Raises:
            TooSlow: it takes longer.
            ReaderFailed: the reader has ended, or could not go on.
            Left: it is not waited for any more.
        """
        if self.process is None:
            raise ReaderFailed(_ENDED)
        self._part = asyncio.get_running_loop().create_future()
        self.process.send(Kind.MORE)
        try:
            async with asyncio.timeout(seconds):
                kind, content = await self._part
        except TimeoutError:
            raise TooSlow from None
        if kind is Kind.BROKEN:
            raise ReaderFailed(_ENDED)
        return content if kind is Kind.PART else b""

    def begin(self, head: bytes, body: bytes | None) -> None:
        """Take the answer, or its beginning."""
        if self._is_left:
            if body is None and self.process is not None:
                self.process.send(Kind.STOP)
            return
        if not self.begun.done():
            record = json.loads(head)
            self.begun.set_result(Begun(record["status"], record["headers"], body))

    def take(self, kind: Kind, content: bytes) -> None:
        """Take a part of the body, or its end."""
        waiting, self._part = self._part, None
        if self._is_left and kind is Kind.PART and self.process is not None:
            self.process.send(Kind.STOP)
        elif waiting is not None and not waiting.done():
            waiting.set_result((kind, content))

    def fail(self, error: Exception) -> None:
        """There is no more to come."""
        if not self.begun.done():
            self.begun.set_exception(error)
        elif self._part is not None and not self._part.done():
            self._part.set_exception(error)

    def leave(self) -> None:
        """Nobody waits for the answer any more: its reader may stop."""
        if self._is_left:
            return
        self._is_left = True
        if not self.begun.done():
            self.begun.set_exception(Left())
        elif self._part is not None:
            # The reader is told to stop when it has answered.
            if not self._part.done():
                self._part.set_exception(Left())
        elif self.process is not None:
            self.process.send(Kind.STOP)

    @property
    def is_left(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._is_left


def _seen(begun: asyncio.Future[Begun]) -> None:
    if not begun.cancelled():
        begun.exception()


_ENDED = "the process that answers has ended"
