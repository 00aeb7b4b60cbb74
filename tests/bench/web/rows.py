"""The rows of the web server: how much it answers, how long one waits, and its memory."""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.bench import process
from tests.bench.engine import FTS5, OURS
from tests.bench.fts5_peer import FILE as FTS5_FILE
from tests.bench.measure import Figure, Row
from tests.bench.web import load, servers, slowest
from tests.bench.web.searches import Typed
from tests.bench.web.servers import Served

#: Its search, and a query of SQL that somebody has written for it.
DATASETTE, BY_HAND = "Datasette", "Datasette, SQL"
#: How many different searches are asked.
SEARCHES = 1_000
#: Requests a second: what is to be reached, and the half of it, at which waiting is measured.
RATE = 500


_SEARCHER = (sys.executable, "-c", "from searcher.cli import main; main()")


class Effort(NamedTuple):
    """How long it is measured.

    Attributes:
        seconds: of each round.
        rounds: how often the servers take turns.
        requests: how many requests memory is watched for.
        commits: how often the index is changed meanwhile, at even intervals.
    """

    seconds: float = 10.0
    rounds: int = 3
    requests: int = 100_000
    commits: int = 20


#: For a run that only tries whether all works.
TRIED = Effort(1, 1, 200, 2)


class Web:
    """What is measured.

    Args:
        indexes: the folder with the indexes of the engines.
        scratch: a folder for files that are made.
        searches: what is asked.
        tell: is told what is going on.
    """

    def __init__(
        self,
        indexes: Path,
        scratch: Path,
        searches: list[Typed],
        tell: Callable[[str], None],
    ) -> None:
        self._indexes = indexes
        self._scratch = scratch
        self._tell = tell
        self._searches = searches
        scratch.mkdir(parents=True, exist_ok=True)
        self._ours = self._written("ours.txt", servers.ours(searches))
        self._theirs = self._written("datasette.txt", servers.datasette(searches))
        self._by_hand = self._written("sql.txt", servers.datasette_sql(searches))
        self._errors = 0
        # It is changed while it is served.
        self._index = scratch / "index"
        shutil.copytree(indexes / OURS, self._index)

    def _written(self, name: str, paths: list[str]) -> Path:
        file = self._scratch / name
        file.write_text("".join(f"{path}\n" for path in paths), "utf-8")
        return file

    def rows(self, effort: Effort) -> Iterator[Row]:
        """The rows.

        Raises:
            RuntimeError: the server failed.
        """
        detail = f"{len(self._searches)} different searches as typed, ten quotes each, as JSON"
        with ExitStack() as stack:
            here = stack.enter_context(servers.serving(self._index))
            yield self._throughput(here, effort, detail)
            yield self._repeated(here, effort, detail)
            yield self._waiting(here, effort, detail)
            yield self._slowest(here)
            yield from self._lasting(here, effort, detail)
            errors = {OURS: Figure.of([self._errors])}
            yield Row("web", "web, requests without an answer", "", errors)

    def _throughput(self, here: Served, effort: Effort, detail: str) -> Row:
        """Milliseconds a request: the servers take turns."""
        asked = {OURS: (here, self._ours)}
        with ExitStack() as stack:
            if servers.datasette_command() is not None:
                database = self._indexes / FTS5 / FTS5_FILE
                there = stack.enter_context(servers.serving_datasette(database))
                asked[DATASETTE] = (there, self._theirs)
                asked[BY_HAND] = (there, self._by_hand)
            took: dict[str, list[float]] = {name: [] for name in asked}
            for number in range(effort.rounds):
                for name, (served, paths) in asked.items():
                    self._tell(f"web, as much as it takes: {name}, round {number + 1}")
                    answered = load.as_much_as_it_takes(served.port, paths, effort.seconds)
                    # Another engine may refuse what is typed.
                    if name == OURS:
                        self._errors += answered.errors
                    good = max(1, answered.requests - answered.errors)
                    took[name].append(1000 * answered.seconds / good)
        figures = {name: Figure.of(taken) for name, taken in took.items()}
        return Row("web", "web, time a request", "ms", figures, detail)

    def _repeated(self, here: Served, effort: Effort, detail: str) -> Row:
        """Milliseconds a request, of searches that were asked before."""
        took = []
        for number in range(effort.rounds):
            self._tell(f"web, asked before, round {number + 1}")
            found = load.as_much_as_it_takes(here.port, self._ours, effort.seconds, anew=False)
            self._errors += found.errors
            took.append(1000 * found.seconds / max(1, found.requests - found.errors))
        detail = f"{detail}, asked before"
        return Row("web", "web, time a repeated request", "ms", {OURS: Figure.of(took)}, detail)

    def _waiting(self, here: Served, effort: Effort, detail: str) -> Row:
        paths = servers.ours(self._searches)
        took = []
        for number in range(effort.rounds):
            self._tell(f"web, at {RATE // 2} requests a second, round {number + 1}")
            waited = load.at_rate(here.port, paths, RATE / 2, effort.seconds)
            self._errors += waited.errors
            took.append(waited.quantile(0.99))
        return Row("web", "web, p99 at half", "ms", {OURS: Figure.of(took)}, detail)

    def _slowest(self, here: Served) -> Row:
        """The slowest answer or refusal of all that is known to be slow."""
        self._tell("web, what takes longest")
        found = slowest.asked(here.port)
        if failed := [one.what for one in found if one.status not in (200, 303, 400, 404, 503)]:
            raise RuntimeError(f"the server failed: {failed}")
        refused = sum(one.status == 503 for one in found)
        detail = f"{found[0].what}; of {len(found)} {refused} were refused"
        figures = {OURS: Figure.of([1000 * found[0].seconds])}
        return Row("web", "web, slowest answer", "ms", figures, detail)

    def _lasting(self, here: Served, effort: Effort, detail: str) -> Iterator[Row]:
        """Many requests while the index is changed: time a request, and how memory grows."""
        asked, seconds, memory = 0, 0.0, []
        # As long as so many requests would take at the rate that is to be reached.
        every = effort.requests / RATE / (effort.commits + 1)
        added = self._scratch / "added"
        with _Commits(self._index, added, effort.commits, every) as commits:
            while asked < effort.requests or commits.is_running:
                self._tell(f"web, {asked:,} of {effort.requests:,} requests beside commits")
                answered = load.as_much_as_it_takes(
                    here.port, self._ours, effort.seconds, anew=False
                )
                self._errors += answered.errors
                asked += answered.requests
                seconds += answered.seconds
                memory.append(here.anonymous())
        detail = f"{asked:,} requests, {effort.commits} commits; {detail}"
        figures = {OURS: Figure.of([1000 * seconds / asked])}
        yield Row("web", "web, time a request beside commits", "ms", figures, detail)
        if memory[0]:
            # The first searches of each kind need memory that stays.
            grown = max(0.0, memory[-1] - memory[len(memory) // 4])
            yield Row("web", "web, memory that is added", "MB", {OURS: Figure.of([grown])}, detail)


class _Commits:
    """Changes of an index, one after the other, in a thread of their own."""

    def __init__(self, index: Path, folder: Path, number: int, every: float) -> None:
        self._index = index
        self._folder = folder
        self._number = number
        self._every = every
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "_Commits":
        self._folder.mkdir()
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether some are still to come."""
        return self._thread.is_alive()

    def _run(self) -> None:
        for number in range(self._number):
            time.sleep(self._every)
            said = f"Ada: This is the program number {number}.\n\nBen: And the one after it?\n"
            (self._folder / f"added-{number}.txt").write_text(3 * said, "utf-8")
            process.run([*_SEARCHER, "index", str(self._folder), "--index", str(self._index)])
