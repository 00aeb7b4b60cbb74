"""Changes of an index that are disturbed: what it held before, and what it must hold after.

A stage is prepared once. Each try begins with a copy of the index of before.
"""

import contextlib
import io
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from index.update import transaction
from index.update.update import update
from index.workers import partition
from searcher import cli
from tests.faults.forks import Ended, forked, frozen
from tests.faults.layer import Hook, Layer
from tests.faults.outcome import Outcome
from tests.faults.state import State, held, state

#: The first bytes of what zstd has compressed.
_ZSTD = b"\x28\xb5\x2f\xfd"

ONE = "**Ann:** The first talk.\n\n**Ben:** It is short.\n"
TWO = "**Ann:** The second talk.\n\n**Cid:** It is shorter.\n"


class Read(NamedTuple):
    """What was read of an index.

    Attributes:
        held: what it holds.
        broken: the first thing that `check` finds broken; empty where all is whole.
    """

    held: State
    broken: str


@dataclass(slots=True)
class Stage:
    """A change that is to be disturbed.

    Attributes:
        name: what it is called in the table.
        root: a folder for all of it.
        arguments: of the command that makes the change; `{index}` is the index.
        workers: the processes that it reads with.
        old, new: what the index holds before it, and after it.
        calls: the calls on the folder that it makes.
        read: what was read of each index that a try has left, by its content.
        made_again: how the change ended that was made again on each of them.
    """

    name: str
    root: Path
    arguments: tuple[str, ...]
    workers: int = 1
    old: State = None
    new: State = None
    calls: list[str] = field(default_factory=list)
    read: dict[bytes, Read] = field(default_factory=dict)
    made_again: dict[bytes, Outcome] = field(default_factory=dict)

    @property
    def before(self) -> Path:
        """The index of before; there is none at the first run."""
        return self.root / "before"

    @property
    def transcripts(self) -> Path:
        """The folder that is read."""
        return self.root / "talks"

    def copy(self, name: str) -> Path:
        """A copy of the index of before, in a folder of its own; there is none at the first run."""
        place = self.root / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        if not self.before.exists():
            return place / "new" / "index"
        shutil.copytree(self.before, place / "index")
        return place / "index"

    def command(self, directory: Path) -> list[str]:
        """The arguments of the command for an index."""
        return [argument.replace("{index}", str(directory)) for argument in self.arguments]

    def run(self, directory: Path) -> int:
        """Make the change in this process; the exit status."""
        with contextlib.ExitStack() as stack:
            if self.workers > 1:
                stack.enter_context(patch.object(partition, "WORTH_A_PROCESS", 40))
            stack.enter_context(patch.object(os, "cpu_count", lambda: self.workers))
            return cli.run(self.command(directory))


def disturbed(stage: Stage, directory: Path, hook: Hook) -> Ended:
    """Make the change in another process, whose calls go through a layer."""

    def work() -> int:
        with same_names(stage), Layer(directory, hook).installed():
            return stage.run(directory)

    return forked(work, stage.root / "printed")


@contextlib.contextmanager
def same_names(stage: Stage) -> Iterator[None]:
    """Let each try draw the same names for new files, so that equal indexes have equal files.

    Workers draw names of their own, which must differ.
    """
    drawn = os.urandom if stage.workers > 1 else random.Random(1).randbytes
    with patch.object(os, "urandom", drawn):
        yield


# The stages


def _write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)


def first_run(root: Path) -> Stage:
    """An index is made."""
    stage = Stage("first run", root, ("index", str(root / "talks"), "--index", "{index}"))
    _write(stage.transcripts, one=ONE, two=TWO)
    return stage


def first_run_of_workers(root: Path) -> Stage:
    """An index is made by two processes."""
    stage = first_run(root)
    stage.name, stage.workers = "first run, 2 workers", 2
    _write(
        stage.transcripts, three=ONE.replace("first", "third"), zero=TWO.replace("second", "old")
    )
    return stage


def an_update(root: Path) -> Stage:
    """A file has changed, one is new, one is gone."""
    stage = Stage("update", root, ("index", str(root / "talks"), "--index", "{index}"))
    _write(stage.transcripts, one=ONE, two=TWO, gone=TWO.replace("second", "old"))
    update(stage.before, [stage.transcripts], workers=1)
    (stage.transcripts / "gone.md").unlink()
    _write(stage.transcripts, one="**Ann:** New words.\n", three=ONE.replace("first", "third"))
    os.utime(stage.transcripts / "one.md", ns=(1, 1))
    return stage


def a_merge(root: Path) -> Stage:
    """Segments are merged, because one more is added."""
    stage = Stage("merge", root, ("index", str(root / "talks"), "--index", "{index}"))
    with patch.object(transaction, "worth_merging", lambda segments: segments[:1]):
        for number in range(3):
            _write(stage.transcripts, **{f"old{number}": ONE.replace("first", f"{number}")})
            update(stage.before, [stage.transcripts], workers=1)
    _write(stage.transcripts, new=TWO)
    return stage


def a_correction(root: Path) -> Stage:
    """Two people are said to be one; another correction was made before."""
    stage = Stage("correction", root, ("speakers", "--index", "{index}", "merge", "Ann", "Ben"))
    _write(stage.transcripts, one=ONE, two=TWO)
    update(stage.before, [stage.transcripts], workers=1)
    (stage.before / "speakers.toml").write_text(
        '# By hand.\n[[speaker]]\nname = "Cid"\nrole = "x"\n'
    )
    return stage


def a_move(root: Path) -> Stage:
    """A file has another name, and with it its program another id; a correction names the old."""
    stage = Stage("move", root, ("index", str(root / "talks"), "--index", "{index}"))
    _write(stage.transcripts, one=ONE, two=TWO)
    update(stage.before, [stage.transcripts], workers=1)
    said = '[[speaker]]\nname = "Ann Lee"\nonly = [{ program = "one", name = "Ann" }]\n'
    (stage.before / "speakers.toml").write_text(said)
    (stage.transcripts / "one.md").rename(stage.transcripts / "other.md")
    return stage


def a_removal(root: Path) -> Stage:
    """A program is taken out."""
    stage = Stage("removal", root, ("remove", "two", "--index", "{index}"))
    _write(stage.transcripts, one=ONE, two=TWO)
    update(stage.before, [stage.transcripts], workers=1)
    return stage


def a_repair(root: Path) -> Stage:
    """One of two segments is damaged, and read again from its files."""
    stage = Stage("repair", root, ("check", "--repair", "--index", "{index}"))
    with patch.object(transaction, "worth_merging", lambda segments: segments[:1]):
        _write(stage.transcripts, one=ONE)
        update(stage.before, [stage.transcripts], workers=1)
        (first,) = stage.before.glob("*.columns")
        _write(stage.transcripts, two=TWO)
        update(stage.before, [stage.transcripts], workers=1)
    data = bytearray(first.read_bytes())
    block = data.index(_ZSTD)  # of stored turns
    data[block + len(_ZSTD) + 2] ^= 1
    first.write_bytes(data)
    return stage


STAGES: tuple[Callable[[Path], Stage], ...] = (
    first_run,
    first_run_of_workers,
    an_update,
    a_merge,
    a_correction,
    a_move,
    a_removal,
    a_repair,
)


def chosen(*, short: bool) -> tuple[Callable[[Path], Stage], ...]:
    """All stages, or the three that are most unlike."""
    return (first_run_of_workers, a_merge, a_correction) if short else STAGES


def prepared(make: Callable[[Path], Stage], root: Path) -> Stage:
    """A stage with what its index holds before and after, and the calls that are made."""
    stage = make(root)
    stage.old = held(stage.before)
    warmed(lambda: stage.run(stage.copy("warm")))
    directory = stage.copy("whole")
    noted = root / "calls"

    def work() -> int:
        with Layer(directory).installed() as layer:
            status = stage.run(directory)
        noted.write_text("\n".join(layer.calls))
        return status

    ended = forked(work, root / "printed")
    assert ended.status == 0, ended
    stage.calls = noted.read_text().splitlines()
    stage.new = state(directory)
    assert stage.old != stage.new
    assert "fsync" in stage.calls
    return stage


def warmed(*works: Callable[[], object]) -> None:
    """Do some works in this process: forks need not import what it has imported."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for work in works:
            work()
    frozen()


@contextlib.contextmanager
def places() -> Iterator[Path]:
    """A folder for tries; in memory where that is possible, because flushing a disk takes long."""
    memory = Path("/dev/shm")
    place = str(memory) if memory.is_dir() and os.access(memory, os.W_OK) else None
    with TemporaryDirectory(prefix="faults-", dir=place) as folder:
        yield Path(folder).resolve()


def spread(items: Sequence[int], most: int | None) -> list[int]:
    """At most so many of some numbers, spread evenly; all of them where `most` is None."""
    if most is None or len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]
