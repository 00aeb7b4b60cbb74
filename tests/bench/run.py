"""The whole run: what is built, measured and kept, row by row."""

import compileall
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from tests.bench import engine, kinds, process, sqlite_utils_peer, turns
from tests.bench.commands import COMMANDS, Known
from tests.bench.engine import FTS5, OURS, STEMS, WHOOSH
from tests.bench.fts5_peer import FILE as FTS5_FILE
from tests.bench.kinds import Search
from tests.bench.measure import Figure, Row, interleaved
from tests.bench.ours import typed
from tests.bench.turns import Corpus
from tests.bench.web import load, searches
from tests.bench.web.rows import SEARCHES, TRIED, Effort, Web
from tests.bench.worker import Built

GROUPS = ("build", "files", "disk", "memory", "warm", "cold", "commands", "web", "growth")

#: Stock Whoosh is measured on this many turns, unless in full.
WHOOSH_TURNS = 20_000
#: A build that takes longer, in seconds, is measured once.
LONG = 60.0
#: The sizes of growth: one program in so many, and how many times over.
SIZES = {"10 %": (10, 1), "100 %": (1, 1), "10 times": (1, 10)}


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a run.

    Attributes:
        only: groups of rows, of `GROUPS`.
        full_whoosh: measure stock Whoosh on all turns.
        rounds: how often a build is measured; searches and commands are measured more often.
        tell: is told what is going on.
    """

    only: tuple[str, ...] = GROUPS
    full_whoosh: bool = False
    rounds: int = 3
    tell: Callable[[str], None] = lambda _: None


class Bench:
    """One run over one corpus. `rows` measures; indexes stay in `scratch` until it is deleted."""

    def __init__(self, corpus: Corpus, scratch: Path, options: Options) -> None:
        self.corpus = corpus
        self.scratch = scratch
        self.options = options
        self.installed = engine.installed()
        #: Those that are measured in every row; stems are for what is typed without quotes.
        self.engines = {name: v for name, v in self.installed.items() if name != STEMS}
        self.every = dict.fromkeys(self.installed, 1)
        if not options.full_whoosh:
            self.every[WHOOSH] = max(1, round(corpus.turn_count / WHOOSH_TURNS))
        self.searches = kinds.choose(turns.stream(corpus.programs), corpus.turn_count)

    def rows(self) -> Iterator[Row]:
        """All rows that are asked for, in the order of `GROUPS`."""
        only = self.options.only
        builds = self._builds()
        if "build" in only:
            yield Row("build", "build, from turns", "s", builds)
        if "files" in only:
            yield self._files()
        if "disk" in only:
            sizes = {name: self._scaled(name, [_size(self._at(name))]) for name in self.engines}
            yield Row("disk", "size on disk", "MB", sizes)
        if "memory" in only:
            yield self._build_memory()
            yield self._search_memory()
        if "warm" in only:
            yield from self._warm()
        if "cold" in only:
            yield from self._cold()
        if "commands" in only:
            yield from self._commands()
        if "web" in only and load.is_installed():
            yield from self._web()
        if "growth" in only:
            yield from self._growth()

    def _at(self, name: str) -> Path:
        return self.scratch / name

    def _scaled(self, name: str, values: list[float], count: int | None = None) -> Figure:
        """A figure that grows with the corpus, for an engine that had a part of it."""
        factor = 1.0
        if self.every[name] > 1:
            factor = self.corpus.turn_count / self.part
        return Figure.of(values, factor=factor, turns=count)

    # Building

    def _build(self, name: str, where: Path, size: tuple[int, int], *, stream: bool) -> Built:
        shutil.rmtree(where, ignore_errors=True)
        where.parent.mkdir(exist_ok=True)
        # Else who waits for the disk at the end waits for what others left unwritten, too.
        if hasattr(os, "sync"):
            os.sync()
        every, times = map(str, size)
        arguments = ["build", name, str(where), str(self.corpus.programs), every, times]
        return Built(*json.loads(_worker([*arguments, *(["--stream"] if stream else [])]).out))

    def _builds(self) -> dict[str, Figure]:
        """Build all indexes, in turns; the last ones are what is searched."""
        took: dict[str, list[float]] = {name: [] for name in self.engines}
        for number in range(self.options.rounds if "build" in self.options.only else 1):
            for name in self.engines:
                if number and min(took[name]) > LONG:
                    continue
                self.options.tell(f"building: {name}, round {number + 1}")
                built = self._build(name, self._at(name), (self.every[name], 1), stream=False)
                took[name].append(built.seconds)
                if name == WHOOSH:
                    self.part = built.turn_count
        return {name: self._scaled(name, seconds) for name, seconds in took.items()}

    def _files(self) -> Row:
        """`searcher index` as a person runs it, into an index that is not there yet."""
        where = self.scratch / "from-files"
        took: list[float] = []
        for number in range(self.options.rounds):
            if took and min(took) > LONG:
                break
            self.options.tell(f"searcher index, round {number + 1}")
            shutil.rmtree(where, ignore_errors=True)
            command = [*_script("searcher"), "index", str(self.corpus.files), "--index", str(where)]
            took.append(process.run(command).seconds)
        return Row("files", "build, from files", "s", {OURS: Figure.of(took)}, "searcher index")

    # Memory

    def _build_memory(self) -> Row:
        figures = {}
        for name in self.engines:
            self.options.tell(f"memory of building: {name}")
            where = self.scratch / "memory"
            built = self._build(name, where, (self.every[name], 1), stream=True)
            shutil.rmtree(where)
            figures[name] = Figure.of([built.megabytes])
        return Row("memory", "memory, build", "MB", figures)

    def _search_memory(self) -> Row:
        search = self._search("phrase, rare words")
        record = json.dumps(asdict(search))
        figures = {}
        for name in self.engines:
            self.options.tell(f"memory of a search: {name}")
            if name == OURS:
                ran = process.run(_ours(search, self._at(OURS)))
            else:
                ran = _worker(["search", name, str(self._at(name)), record])
            figures[name] = Figure.of([ran.megabytes])
        return Row("memory", "memory, cold search", "MB", figures, str(search))

    def _search(self, kind: str) -> Search:
        return next(search for search in self.searches if search.kind == kind)

    # Searching

    def _warm(self) -> Iterator[Row]:
        if STEMS in self.installed:
            self.options.tell(f"building: {STEMS}")
            self._build(STEMS, self._at(STEMS), (1, 1), stream=False)
        opened = {name: engine.load(name).open(self._at(name)) for name in self.installed}
        try:
            for kind in dict.fromkeys(search.kind for search in self.searches):
                searches = [search for search in self.searches if search.kind == kind]
                self.options.tell(f"searching: {searches[0]}")
                yield self._searched(searches, opened)
        finally:
            for one in opened.values():
                one.close()

    def _searched(self, searches: list[Search], opened: dict[str, engine.Opened]) -> Row:
        """The mean time of different searches of a kind, which are asked one after the other."""
        search, more = searches[0], len(searches) - 1
        counts = {
            name: count for name, one in opened.items() if (count := one.count(search)) is not None
        }
        tasks = {name: _asking(opened[name], searches) for name in counts}
        took = interleaved(tasks, rounds=15)
        figures = {
            name: self._scaled(name, [1000 * s / len(searches) for s in seconds], counts[name])
            for name, seconds in took.items()
        }
        same = None
        if search.shape in kinds.ONE_MEANING and not search.as_typed:
            same = _agree(count for name, count in counts.items() if self.every[name] == 1)
        detail = f"{search}, and {more} others" if more else str(search)
        return Row("warm", search.kind, "ms", figures, detail, same)

    def _cold(self) -> Iterator[Row]:
        """A search typed in a terminal, against the one of sqlite-utils on the same turns."""
        _compiled()
        for kind in ("rare word", "phrase, rare words"):
            search = self._search(kind)
            commands = {OURS: _ours(search, self._at(OURS))}
            if (command := sqlite_utils_peer.command()) is not None:
                database = str(self._at(FTS5) / FTS5_FILE)
                asked = f'"{" ".join(search.words)}"'
                commands["sqlite-utils"] = [
                    command, "search", database, "turns", asked, "--limit", "10"
                ]  # fmt: skip
            self.options.tell(f"cold: {search}")
            took = _taking_turns(commands, rounds=3 * self.options.rounds - 2)
            figures = {name: Figure.of([1000 * s for s in taken]) for name, taken in took.items()}
            yield Row("cold", f"cold, {kind}", "ms", figures, str(search))

    def _commands(self) -> Iterator[Row]:
        """Commands of this project, which take turns."""
        _compiled()
        half = self.corpus.program_count // 2
        middle = next(islice(turns.stream(self.corpus.programs), half, None))
        known = Known(middle.id, len(middle.turns), {one.kind: one for one in self.searches})
        index = ["--index", str(self._at(OURS))]
        commands = {
            name: [*_script("searcher"), *arguments(known), *index]
            for name, arguments in COMMANDS.items()
        }
        self.options.tell("commands")
        took = _taking_turns(commands, rounds=3 * self.options.rounds - 2)
        for name, taken in took.items():
            figure = Figure.of([1000 * second for second in taken])
            detail = " ".join(COMMANDS[name](known))
            yield Row("commands", name, "ms", {OURS: figure}, detail)

    def _web(self) -> Iterator[Row]:
        """The web server, beside Datasette."""
        self.options.tell("web: drawing searches")
        corpus = self.corpus
        drawn = searches.draw(turns.stream(corpus.programs), corpus.turn_count, SEARCHES)
        web = Web(self.scratch, self.scratch / "web", drawn, self.options.tell)
        yield from web.rows(Effort() if self.options.rounds > 1 else TRIED)

    # Growth

    def _growth(self) -> Iterator[Row]:
        """The engines at three sizes, one after the other; the sizes take turns in searching."""
        rare = self._search("rare word")
        grown: dict[str, dict[str, Figure]] = {
            f"{label}: {what}": {} for label in SIZES for what in ("build", "disk", "rare word")
        }
        for name in self.engines:
            if name == WHOOSH:
                continue
            opened: dict[str, engine.Opened] = {}
            for label, size in SIZES.items():
                self.options.tell(f"growth, {label}: {name}")
                where = self.scratch / "growth" / label
                built = self._build(name, where, size, stream=False)
                grown[f"{label}: build"][name] = Figure.of([built.seconds])
                grown[f"{label}: disk"][name] = Figure.of([_size(where)])
                opened[label] = engine.load(name).open(where)
            asking = {label: _asking(one, [rare]) for label, one in opened.items()}
            for label, took in interleaved(asking, rounds=15).items():
                found = opened[label].count(rare)
                figure = Figure.of([1000 * second for second in took], turns=found)
                grown[f"{label}: rare word"][name] = figure
                opened[label].close()
            shutil.rmtree(self.scratch / "growth")
        units = {"build": "s", "disk": "MB", "rare word": "ms"}
        for row, figures in grown.items():
            what = row.partition(": ")[2]
            yield Row("growth", row, units[what], figures, str(rare) if what == rare.kind else "")


def _asking(opened: engine.Opened, searches: Iterable[Search]) -> Callable[[], object]:
    return lambda: [opened.top(search) for search in searches]


def _agree(counts: Iterable[int]) -> bool:
    """Whether counts are the same but for what the engines call a word: 2 in 100."""
    known = list(counts)
    return max(known) - min(known) <= 0.02 * max(known) + 1


def _taking_turns(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """The seconds of commands, one of each in every round."""
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            took[name].append(process.run(command).seconds)
    return took


def _compiled() -> None:
    """Compile the modules of this project, as pip does with what it installs.

    Of a checkout Python keeps what it compiled from one start to the next, but not where
    PYTHONDONTWRITEBYTECODE is set: each start would compile all of it anew.
    """
    for package in ("corpus", "index", "searcher"):
        compileall.compile_dir(process.REPOSITORY / package, quiet=1)


def _script(name: str) -> list[str]:
    """A command that is installed beside this Python, or else on the path."""
    beside = Path(sys.executable).with_name(name)
    return [str(beside) if beside.exists() else name]


def _ours(search: Search, directory: Path) -> list[str]:
    return [*_script("searcher"), typed(search), "--json", "--index", str(directory)]


def _worker(arguments: list[str]) -> process.Ran:
    return process.run([sys.executable, "-m", "tests.bench.worker", *arguments])


def _size(directory: Path) -> float:
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file()) / 1e6
