"""Requests that wait for a reader: each client gets its turn, however many it has sent."""

from collections import deque

from searcher.web.readers.exchange import Exchange


class Queue:
    """What waits. It is short: to look at each client takes no time.

    Args:
        most: how many may wait.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        #: By client, the one whose turn it is first.
        self._waiting: dict[str, deque[Exchange]] = {}

    def __len__(self) -> int:
        return self._count

    def add(self, exchange: Exchange) -> Exchange | None:
        """Let a request wait; what waits no more instead of it, which may be itself.

        Where no more can wait, the newest request of the client that has most goes.
        """
        refused = None
        if self._count >= self._most:
            own = len(self._waiting.get(exchange.client, ()))
            longest = max(self._waiting.values(), key=len, default=deque())
            if len(longest) <= own + 1:
                return exchange
            refused = longest[-1]
            self.remove(refused)
        self._waiting.setdefault(exchange.client, deque()).append(exchange)
        self._count += 1
        return refused

    def next(self) -> Exchange | None:
        """Take out what waits longest of the client whose turn it is."""
        if not self._waiting:
            return None
        client = next(iter(self._waiting))
        waiting = self._waiting.pop(client)
        exchange = waiting.popleft()
        self._count -= 1
        if waiting:
            # Behind all others.
            self._waiting[client] = waiting
        return exchange

    def remove(self, exchange: Exchange) -> None:
        """Take out a request, if it waits."""
        waiting = self._waiting.get(exchange.client)
        if waiting is not None and exchange in waiting:
            waiting.remove(exchange)
            self._count -= 1
            if not waiting:
                del self._waiting[exchange.client]
