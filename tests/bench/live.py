"""How long a session takes to answer a key, over the transcripts of a folder or over an index.

Searches are typed letter by letter in the session's pilot: without a screen, but with all that is
laid out and drawn for one. Each key is timed from when it is pressed until the letter is drawn, and
until the results of the search are. `cpu` is the processor time of all threads meanwhile: under
other load the times of the clock are those of the load. `stall` is the longest time in which the
session could not have seen a key, over all keys.

    python -m tests.bench.live [--index FOLDER | FOLDER] [--load N] [--size COLUMNS LINES]
"""

import argparse
import asyncio
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from textual import events
from textual.message import Message
from textual.widgets import Input

from index.update.update import update
from searcher.archive import Archive
from searcher.live.asked import Options
from searcher.live.screens.app import SessionApp
from searcher.live.session import Session

#: What is typed: words, phrases, questions, fields and operators, and what is misspelled.
TYPED = (
    "kubernetes", "machine learning", "open source maintainer", "imposter syndrome",
    "what did gerhard say about backups", "rust vs go", '"you know" what', "database migration",
    "speaker:jerod testing", "asked:testing", "test* NEAR/5 code", "burnout OR tired",
    "accessibility", "WebAssembly", "the", "how do you learn to program", "postgres",
    "kuberntes", "garbage collector", "technical debt -go", "code review", "C++", "IPFS",
    "hiring junior developers", "side project", "why is css hard", "vim or emacs",
    "function~1", "security vulnerability", "podcast",
)  # fmt: skip
#: A hand on the keys: seconds between two of them, from and to.
_BETWEEN = (0.08, 0.2)
#: A search that takes longer than this has no answer.
_LONGEST = 10.0


class Times:
    """The seconds that keys took."""

    def __init__(self) -> None:
        self.letter: list[float] = []
        self.results: list[float] = []
        self.cpu: list[float] = []
        self.slowest: list[tuple[float, str]] = []
        self.stall = 0.0


async def typed(app: SessionApp, searches: Sequence[str], size: tuple[int, int]) -> Times:
    """Type searches, and time each key."""
    times = Times()
    hand = random.Random(1)
    drawn = Drawn()
    async with app.run_test(size=size, message_hook=drawn.see) as pilot:
        await pilot.pause(1)
        watching = asyncio.create_task(_watched(times))
        for search in searches:
            for end in range(1, len(search) + 1):
                await _key(app, drawn, times, search[:end])
                await asyncio.sleep(hand.uniform(*_BETWEEN))
            app.field.value = ""
            await pilot.pause(0.2)
        watching.cancel()
    return times


class Drawn:
    """When the letter that was typed last is drawn."""

    def __init__(self) -> None:
        self._letter: asyncio.Future[float] | None = None

    def wait(self) -> "asyncio.Future[float]":
        """The time of the next letter."""
        self._letter = asyncio.get_running_loop().create_future()
        return self._letter

    def see(self, message: Message) -> None:
        """Note that the field has changed, and when that is drawn."""
        letter = self._letter
        if isinstance(message, Input.Changed) and letter is not None:
            self._letter = None
            message.input.call_after_refresh(lambda: letter.set_result(time.perf_counter()))


async def _key(app: SessionApp, drawn: Drawn, times: Times, text: str) -> None:
    """Press the key of the last letter of a text, and wait for its results."""
    letter = drawn.wait()
    results: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def shown() -> None:
        if not results.done():
            results.set_result(time.perf_counter())

    def answered(search: str) -> None:
        if search == text.strip():
            app.screen.call_after_refresh(shown)

    app.answered = answered
    key = "space" if text[-1] == " " else text[-1]
    began, used = time.perf_counter(), time.process_time()
    # As the pilot presses a key, but for its pauses.
    assert app._driver is not None
    app._driver.send_message(events.Key(key, text[-1]))
    async with asyncio.timeout(_LONGEST):
        times.letter.append(await letter - began)
        took = await results - began
    times.cpu.append(time.process_time() - used)
    times.results.append(took)
    times.slowest = sorted([*times.slowest, (took, text)], reverse=True)[:5]


async def _watched(times: Times) -> None:
    """See how long nothing else could be done."""
    beat = 0.002
    while True:
        before = time.perf_counter()
        await asyncio.sleep(beat)
        times.stall = max(times.stall, time.perf_counter() - before - beat)


@contextmanager
def _load(processes: int) -> Iterator[None]:
    """Other processes that compute all the time."""
    started = [multiprocessing.Process(target=_compute, daemon=True) for _ in range(processes)]
    for process in started:
        process.start()
    try:
        yield
    finally:
        for process in started:
            process.terminate()


def _compute() -> None:
    number = 1
    while True:
        number = number * 3 % 1_000_003


def told(name: str, seconds: Sequence[float]) -> str:
    """The median, the 95th percentile and the maximum, in milliseconds."""
    ordered = sorted(each * 1000 for each in seconds)
    part = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return f"{name:<8} {median(ordered):8.1f} {part:8.1f} {ordered[-1]:8.1f}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="transcripts")
    parser.add_argument("--index", type=Path, help="an index that exists, which is only read")
    parser.add_argument("--load", type=int, default=0, help="so many processes that compute")
    parser.add_argument("--size", type=int, nargs=2, default=(100, 40), help="of the terminal")
    parser.add_argument("--searches", type=int, default=len(TYPED), help="only so many")
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch, _load(asked.load):
        index = asked.index or Path(scratch)
        if asked.index is None:
            update(index, [asked.folder])
        session = Session(lambda: Archive.open(index), Options())
        app = SessionApp(session, watch=None, blinks=False)
        times = asyncio.run(typed(app, TYPED[: asked.searches], tuple(asked.size)))
        session.close()
    print(f"{len(times.results)} keys, milliseconds: median, 95 %, most")
    print(told("letter", times.letter))
    print(told("results", times.results))
    print(told("cpu", times.cpu))
    print(told("stall", [times.stall]))
    print("slowest:", ", ".join(f"{text!r} {took * 1000:.0f}" for took, text in times.slowest))


if __name__ == "__main__":
    main()
