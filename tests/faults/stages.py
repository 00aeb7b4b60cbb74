"""Changes of an index that are disturbed: what it held before, and what it must hold after.

A stage is prepared once. Each try begins with a copy of the index of before.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from index.correction.corrector import Corrector
from index.errors import IndexDamaged, IndexMissing
from index.library.check import check
from index.library.library import Library
from index.update import transaction
from index.update.update import update
from index.workers import partition
from searcher import cli
from tests.faults.layer import Hook, Layer
from tests.faults.outcome import Outcome, Verdict

#: The texts of each program, and the speakers; None where there is no index.
State = tuple[dict[str, list[str]], list[str]] | None

#: What is held by an index that must be repaired.
DAMAGED: State = ({"damaged": []}, [])
#: Seconds that a try may take.
LIMIT = 60.0
#: The exit status of a process that raised an exception which nobody expected, and of one that
#: did not end in time.
CRASHED, NO_END = 70, -1000
#: The bytes that a pipe holds.
_PIPE = 1 << 15

#: The first bytes of what zstd has compressed.
_ZSTD = b"\x28\xb5\x2f\xfd"

ONE = "**Ann:** The first talk.\n\n**Ben:** It is short.\n"
TWO = "**Ann:** The second talk.\n\n**Cid:** It is shorter.\n"


def state(directory: Path) -> State:
    """What an index holds."""
    try:
        library = Library.open(directory)
    except IndexMissing:
        return None
    with library:
        texts: dict[str, list[str]] = {}
        speakers: set[str] = set()
        for entry in library.entries():
            program = library.transcript(entry.program.id)
            assert program is not None
            texts[program.id] = [turn.text for turn in program.turns]
            speakers |= {turn.speaker for turn in program.turns}
        return texts, sorted(speakers)


def held(directory: Path) -> State:
    """As `state`, and `DAMAGED` where the index is so."""
    try:
        return state(directory)
    except IndexDamaged:
        return DAMAGED


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
    """

    name: str
    root: Path
    arguments: tuple[str, ...]
    workers: int = 1
    old: State = None
    new: State = None
    calls: list[str] = field(default_factory=list)

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


class Ended(NamedTuple):
    """How a process ended.

    Attributes:
        status: its exit status, or the negative number of the signal that ended it.
        printed: what it wrote to both of its outputs.
    """

    status: int
    printed: str


def forked(
    work: Callable[[], int],
    printed: Path,
    *,
    limit: float = LIMIT,
    piped: bool = False,
    beside: Callable[[int], contextlib.AbstractContextManager[object]] = contextlib.nullcontext,
) -> Ended:
    """Do some work in a fork of this process, in a group of its own.

    Args:
        work: it; what it returns is the exit status.
        printed: a file for what it prints.
        limit: seconds after which it is ended.
        piped: what it prints goes through a pipe, where files may not grow.
        beside: what is done by this process meanwhile, given the number of the other one.
    """
    reading, writing = os.pipe() if piped else (-1, -1)
    child = os.fork()
    if not child:
        target = writing if piped else os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os._exit(_status(work, target))
    if piped:
        os.close(writing)
    try:
        with beside(child):
            status = _waited(child, limit)
        if piped:
            text = _drained(reading)
        else:
            text = printed.read_text("utf-8", "replace") if printed.exists() else ""
    finally:
        if piped:
            os.close(reading)
    return Ended(status, text if status != NO_END else f"no end after {limit:g} s")


def _status(work: Callable[[], int], target: int) -> int:
    """Do some work, and print to a descriptor; the exit status."""
    try:
        os.setsid()
        # As Python has them where a shell starts it; a test runner may have changed them.
        for name in ("SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        if IS_LINUX:
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for descriptor in (1, 2):
            os.dup2(target, descriptor)
        out = os.fdopen(target, "w", encoding="utf-8", errors="replace")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                return work()
            finally:
                out.flush()
    except KeyboardInterrupt:
        return 2  # as the command ends that is called by a shell
    except BaseException:
        os.write(2, traceback.format_exc().encode()[-_PIPE:])
        return CRASHED


def _waited(child: int, limit: float) -> int:
    """How a process ended, which is killed after a while."""
    until = time.monotonic() + limit
    pause = 0.001
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return NO_END
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _drained(reading: int) -> str:
    """What is in a pipe now; a worker that outlives its parent would hold it open."""
    os.set_blocking(reading, False)
    try:
        return os.read(reading, _PIPE).decode("utf-8", "replace")
    except BlockingIOError:
        return ""


def disturbed(stage: Stage, directory: Path, hook: Hook) -> Ended:
    """Make the change in another process, whose calls go through a layer."""

    def work() -> int:
        with Layer(directory, hook).installed():
            return stage.run(directory)

    return forked(work, stage.root / "printed")


def judged(
    stage: Stage, directory: Path, ended: Ended, what: str, *, again: bool, killed: bool = False
) -> Outcome:
    """What became of the index.

    Args:
        stage: the change that was disturbed.
        directory: the index.
        ended: how the process of the change ended.
        what: how it was disturbed.
        again: make the change once more; it must succeed.
        killed: a signal that ends the process was sent.
    """
    what = f"{stage.name}, {what}"
    crashed = ended.status < 0 and not (killed and ended.status > NO_END)
    if crashed or ended.status == CRASHED or "Traceback" in ended.printed:
        return Outcome(Verdict.CRASHED, f"{what}: {ended.status} {ended.printed[-600:]}")
    try:
        found = held(directory)
        if found not in (stage.old, stage.new):
            return Outcome(Verdict.WRONG, f"{what}: holds {found}")
        if ended.status == 0 and found != stage.new:
            return Outcome(Verdict.LOST, f"{what}: ended with 0 and the change is not there")
        if "is unchanged" in ended.printed and found != stage.old:
            return Outcome(Verdict.WRONG, f"{what}: said {ended.printed!r}, and it is changed")
        if "holds the change" in ended.printed and found != stage.new:
            return Outcome(Verdict.WRONG, f"{what}: said {ended.printed!r}, and it is not")
        if found not in (None, DAMAGED) and (broken := check(directory).broken):
            return Outcome(Verdict.LOST, f"{what}: {broken[0]}")
        # A correction that was made is refused when it is made again.
        if again and (found == stage.old or "index" in stage.arguments):
            done = forked(lambda: stage.run(directory), stage.root / "printed")
            if done.status != 0 or held(directory) != stage.new:
                return Outcome(Verdict.LOST, f"{what}: the next run: {done} {held(directory)}")
            left = [path.name for path in directory.iterdir() if ".part" in path.name]
            if [name for name in left if not name.startswith("speakers")]:
                return Outcome(Verdict.WRONG, f"{what}: {left} is left")
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")
    return Outcome(Verdict.SURVIVED)


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


@contextlib.contextmanager
def places() -> Iterator[Path]:
    """A folder for tries; in memory where that is possible, because flushing a disk takes long."""
    memory = Path("/dev/shm")
    place = str(memory) if memory.is_dir() and os.access(memory, os.W_OK) else None
    with TemporaryDirectory(prefix="faults-", dir=place) as folder:
        root = Path(folder).resolve()
        warm = root / "warm"
        warm.mkdir()
        # Forks need not import what this process has imported.
        _write(warm / "talks", one=ONE)
        update(warm / "index", [warm / "talks"], workers=1)
        with Corrector(warm / "index") as corrector:
            corrector.merge("Ann", "Ben")
        shutil.rmtree(warm)
        yield root


def spread(items: Sequence[int], most: int | None) -> list[int]:
    """At most so many of some numbers, spread evenly; all of them where `most` is None."""
    if most is None or len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


IS_LINUX = sys.platform == "linux"
