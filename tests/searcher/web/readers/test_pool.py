"""The pool keeps its readers: what takes too long, ends or is left costs one answer at most."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.readers.exchange import Begun, Busy, Exchange, Left, ReaderFailed, TooSlow
from searcher.web.readers.pool import Limits, Pool

# Each test starts readers, which takes half a second.
pytestmark = pytest.mark.slow

COMMAND = ("-P", str(Path(__file__).with_name("odd_reader.py")))
LINE = 10


@asynccontextmanager
async def pooled(index: Path, **limits: float) -> AsyncIterator[Pool]:
    """A pool with odd handlers, which has started."""
    pool = Pool(Settings((str(index),)), Limits(**{"readers": 1, **limits}), COMMAND)  # type: ignore[arg-type]
    try:
        await pool.start()
        yield pool
    finally:
        await pool.close()


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test in the event loop that the server has."""
    factory = None
    if sys.platform != "win32":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(test())  # type: ignore[arg-type]


def ask(pool: Pool, path: str, query: str = "", client: str = "one") -> Exchange:
    """Ask for an address."""
    return pool.ask(Request("GET", path, query), client)


async def answered(pool: Pool, path: str, query: str = "", client: str = "one") -> Begun:
    """The answer of an address."""
    exchange = ask(pool, path, query, client)
    try:
        return await exchange.begun
    finally:
        pool.leave(exchange)


async def process_of(pool: Pool) -> int:
    """The id of a reader that is free."""
    body = (await answered(pool, "/process")).body
    assert body is not None
    return int(body)


async def patiently(pool: Pool) -> int:
    """The same, even if it must be started first."""
    for _ in range(200):
        try:
            return await process_of(pool)
        except (Busy, ReaderFailed):
            await asyncio.sleep(0.05)
    raise AssertionError("no reader came")


async def parts(exchange: Exchange) -> bytes:
    """The body of a long answer."""
    found = []
    while part := await exchange.part(5):
        found.append(part)
    return b"".join(found)


def test_what_takes_too_long_is_given_up_and_the_reader_stays(samples_index: Path) -> None:
    """The reader says so itself, in time."""

    async def test() -> None:
        async with pooled(samples_index, seconds=2) as pool:
            before = await process_of(pool)
            began = time.monotonic()
            answer = await answered(pool, "/forever")
            assert time.monotonic() - began < 5
            assert (answer.status, b"takes longer" in (answer.body or b"")) == (503, True)
            assert await process_of(pool) == before
            assert (await answered(pool, "/api/v1/search", "q=protein")).status == 200

    run(test)


def test_a_reader_that_does_not_give_up_is_replaced(samples_index: Path) -> None:
    """The client is told in time."""

    async def test() -> None:
        async with pooled(samples_index, seconds=0.5) as pool:
            before = await process_of(pool)
            began = time.monotonic()
            with pytest.raises(TooSlow):
                await answered(pool, "/stubborn")
            assert time.monotonic() - began < 5
            assert await patiently(pool) != before
            assert not _runs(before)

    run(test)


def test_memory_is_bounded(samples_index: Path) -> None:
    """What needs more is refused, and the reader stays."""

    async def test() -> None:
        async with pooled(samples_index, memory=1 << 30) as pool:
            before = await process_of(pool)
            assert (await answered(pool, "/greedy")).status == 503
            assert await process_of(pool) == before

    run(test)


@pytest.mark.parametrize("path", ["/end", "/garbage"])
def test_a_reader_that_ends_is_one_failure(samples_index: Path, path: str) -> None:
    """A second reader is asked once; then it is a failure, and another reader comes."""

    async def test() -> None:
        async with pooled(samples_index, readers=2, seconds=5) as pool:
            with pytest.raises(ReaderFailed):
                await answered(pool, path)
            assert await patiently(pool)

    run(test)


def test_a_reader_that_ends_while_it_is_free(samples_index: Path) -> None:
    """The next request does not notice, and there are as many as before in the end."""

    async def test() -> None:
        async with pooled(samples_index, readers=2, seconds=30) as pool:
            for _ in range(3):
                os.kill(await process_of(pool), signal.SIGKILL)
                assert (await answered(pool, "/process")).status == 200
            while len(pool._free) < 2:
                await asyncio.sleep(0.05)

    run(test)


def test_readers_that_end_at_once_are_not_started_in_a_storm(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few at once, then one a second."""

    async def test() -> None:
        async with pooled(samples_index) as pool:
            starts = []
            started = pool._started

            async def counted() -> object:
                starts.append(time.monotonic())
                return await started()

            monkeypatch.setattr(pool, "_started", counted)
            pool._command = ("-c", "raise SystemExit")
            os.kill(await process_of(pool), signal.SIGKILL)
            await asyncio.sleep(2.5)
            assert 2 <= len(starts) <= 6
            pool._command = COMMAND
            assert await patiently(pool)

    run(test)


def test_a_client_that_leaves_frees_the_reader(samples_index: Path) -> None:
    """While it waits, while its answer is computed, and while it is read."""

    async def test() -> None:
        async with pooled(samples_index, seconds=30) as pool:
            before = await process_of(pool)
            running, waiting = ask(pool, "/forever"), ask(pool, "/process")
            await asyncio.sleep(0.05)
            pool.leave(waiting)
            pool.leave(running)
            for left in (waiting, running):
                with pytest.raises(Left):
                    await left.begun
            # Long before the time of the answer is over.
            began = time.monotonic()
            assert await process_of(pool) == before
            assert time.monotonic() - began < 5
            reading = ask(pool, "/long", "1000000")
            await reading.begun
            assert len(await reading.part(5)) > 60_000
            pool.leave(reading)
            while before not in [await process_of(pool)]:
                await asyncio.sleep(0.05)

    run(test)


def test_a_client_that_leaves_between_two_parts(samples_index: Path) -> None:
    """The part that it has asked for still comes; then the reader stops, and stays in step."""

    async def test() -> None:
        async with pooled(samples_index, seconds=10, streams=2) as pool:
            before = await process_of(pool)
            for _ in range(20):
                reading = ask(pool, "/long", "100000")
                await reading.begun
                waiting = asyncio.ensure_future(reading.part(5))
                await asyncio.sleep(0)
                pool.leave(reading)
                with pytest.raises(Left):
                    await waiting
            found = {await process_of(pool) for _ in range(5)}
            assert before in found or len(found) == 1

    run(test)


@pytest.mark.parametrize("lines", [0, 1, 6_553, 6_554, 100_000])
def test_a_long_answer_comes_whole(samples_index: Path, lines: int) -> None:
    """Part by part, whatever is at the end of the last one."""

    async def test() -> None:
        async with pooled(samples_index) as pool:
            for _ in range(2):
                exchange = ask(pool, "/long", str(lines))
                begun = await exchange.begun
                assert (begun.status, begun.body) == (200, None)
                body = await parts(exchange)
                pool.leave(exchange)
                assert body == b"".join(b"%09d\n" % line for line in range(lines))

    run(test)


def test_a_long_answer_that_breaks_off(samples_index: Path) -> None:
    """It is not taken for a whole one, and the reader stays."""

    async def test() -> None:
        async with pooled(samples_index) as pool:
            before = await process_of(pool)
            exchange = ask(pool, "/broken")
            await exchange.begun
            with pytest.raises(ReaderFailed):
                await parts(exchange)
            pool.leave(exchange)
            assert before in {await process_of(pool), await process_of(pool)}

    run(test)


def test_long_answers_leave_readers_for_searches(samples_index: Path) -> None:
    """However many are read, and however slowly: only so many, and half of them for one client."""

    async def test() -> None:
        async with pooled(samples_index, readers=1, streams=4, seconds=10) as pool:
            reading = []
            refused = 0
            for client in ("a", "a", "a", "b", "b", "c", "c"):
                exchange = ask(pool, "/long", "1000000", client)
                try:
                    await exchange.begun
                except Busy:
                    refused += 1
                else:
                    reading.append(exchange)
                # Nobody reads any of them.
                assert (await answered(pool, "/process", client="z")).status == 200
            assert (len(reading), refused) == (4, 3)
            for exchange in reading:
                pool.leave(exchange)
            # What nobody reads is given up after a while.
            async with asyncio.timeout(60):
                while pool._lent:
                    await asyncio.sleep(0.05)
            again = ask(pool, "/long", "10", "a")
            await again.begun
            assert len(await parts(again)) == 10 * LINE
            pool.leave(again)
            assert len(pool._all) <= 5

    run(test)


def test_a_large_answer_and_a_large_request(samples_index: Path) -> None:
    """More than any pipe holds, in both directions."""

    async def test() -> None:
        async with pooled(samples_index) as pool:
            assert len((await answered(pool, "/large")).body or b"") == 3_000_000
            body = os.urandom(900_000)
            exchange = pool.ask(Request("POST", "/echo", body=body), "one")
            assert (await exchange.begun).body == body
            pool.leave(exchange)

    run(test)


def test_clients_take_turns(samples_index: Path) -> None:
    """Who asks once does not wait for all that another one has asked for before."""

    async def test() -> None:
        async with pooled(samples_index, seconds=30, waiting=20) as pool:
            many = [ask(pool, "/short", client="many") for _ in range(15)]
            one = ask(pool, "/short", client="one")
            await one.begun
            done = sum(exchange.begun.done() for exchange in many)
            assert done <= 2
            for exchange in [*many, one]:
                pool.leave(exchange)

    run(test)


def test_no_more_wait_than_may(samples_index: Path) -> None:
    """The others are told at once."""

    async def test() -> None:
        async with pooled(samples_index, seconds=30, waiting=3) as pool:
            asked = [ask(pool, "/short") for _ in range(10)]
            refused = [one for one in asked if one.begun.done()]
            assert len(refused) == 6
            for one in refused:
                with pytest.raises(Busy):
                    await one.begun
            for one in asked:
                pool.leave(one)

    run(test)


def test_who_waits_too_long_is_refused_in_time(samples_index: Path) -> None:
    """Also while the reader is busy all the time."""

    async def test() -> None:
        async with pooled(samples_index, seconds=0.5) as pool:
            first = ask(pool, "/stubborn")
            began = time.monotonic()
            with pytest.raises((Busy, TooSlow)):
                await answered(pool, "/process")
            assert time.monotonic() - began < 5
            pool.leave(first)

    run(test)


def test_nothing_is_left_when_it_closes(samples_index: Path) -> None:
    """Neither a process, nor somebody who waits for ever; also while readers start."""

    async def test() -> None:
        async with pooled(samples_index, readers=2) as pool:
            processes = {await process_of(pool) for _ in range(5)}
            waiting = [ask(pool, "/forever") for _ in range(4)]
            os.kill(min(processes), signal.SIGKILL)
            await pool.close()
            for one in waiting:
                with pytest.raises((Busy, ReaderFailed)):
                    await one.begun
            with pytest.raises(Busy):
                await answered(pool, "/process")
        assert not any(map(_runs, processes))

    run(test)


def test_a_missing_index_is_said_at_the_start(tmp_path: Path) -> None:
    """In the words of the command line."""

    async def test() -> None:
        with pytest.raises(ReaderFailed, match="there is no index"):
            async with pooled(tmp_path / "none"):
                pass

    run(test)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
