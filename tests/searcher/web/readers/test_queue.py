"""Who waits for a reader: clients in turn, and no more than may."""

import asyncio
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from searcher.web.exchange.request import Request
from searcher.web.readers.exchange import Exchange
from searcher.web.readers.queue import Queue


def exchanges(clients: Sequence[str]) -> list[Exchange]:
    """Requests of some clients."""

    async def made() -> list[Exchange]:
        return [Exchange(Request("GET", "/"), client) for client in clients]

    return asyncio.run(made())


def order(clients: str, most: int = 100) -> str:
    """In which order requests of clients, one a letter, get their turn."""
    queue = Queue(most)
    for one in exchanges(clients):
        queue.add(one)
    found = []
    while (waiting := queue.next()) is not None:
        found.append(waiting.client)
    assert len(queue) == 0
    return "".join(found)


def test_clients_take_turns() -> None:
    """However many requests each has sent."""
    assert order("aaaab") == "abaaa"
    assert order("aabbcc") == "abcabc"
    assert order("") == ""


def test_where_no_more_can_wait_the_longest_row_is_cut() -> None:
    """The newest request of the client that has most, but not for one that has as many."""
    queue = Queue(3)
    many = exchanges("aaa")
    assert [queue.add(one) for one in many] == [None, None, None]
    other, again, third = exchanges("bbc")
    assert queue.add(other) is many[2]
    assert queue.add(again) is again
    assert queue.add(third) is many[1]
    assert len(queue) == 3


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans()), max_size=60))
def test_none_is_lost(steps: list[tuple[str, bool, bool]]) -> None:
    """Each request waits until it is taken, removed or refused, and the count is right."""
    queue = Queue(5)
    waiting: list[Exchange] = []
    for (_, takes, removes), one in zip(steps, exchanges([step[0] for step in steps]), strict=True):
        refused = queue.add(one)
        waiting.append(one)
        if refused is not None:
            waiting.remove(refused)
        if takes and (taken := queue.next()) is not None:
            waiting.remove(taken)
        if removes and waiting:
            queue.remove(waiting.pop())
        assert len(queue) == len(waiting) <= 5
    left = set()
    while (one_left := queue.next()) is not None:
        left.add(one_left)
    assert left == set(waiting)
