"""Processes that end in the middle: their workers end, the lock is free, nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.correction.corrector import Corrector
from index.errors import IndexLocked
from index.library.library import Library
from index.library.manifest import Manifest
from index.lock import WriteLock
from index.update.transaction import Transaction
from index.update.update import update
from index.workers import build, partition
from tests.conftest import REPOSITORY
from tests.index.update.test_update import held

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are those of Linux")

#: An index that is made by two workers, which note that they have begun and then wait.
WRITER = """
import os, sys, time
from pathlib import Path
from corpus import load
from index.workers import partition
from searcher import cli

partition.WORTH_A_PROCESS = 100
os.cpu_count = lambda: 2
folder, index, begun = map(Path, sys.argv[1:])
parse = load.parse

def slow(file, *known):
    (begun / str(os.getpid())).touch()
    time.sleep(60 if file.path.name.startswith("slow") else 0)
    return parse(file, *known)

load.parse = slow
sys.exit(cli.run(["index", str(folder), "--index", str(index)]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with transcripts of which some are not read in time."""
    made = tmp_path / "talks"
    made.mkdir()
    for number in range(10):
        (made / f"{number}.md").write_text(f"**Ann:** Talk {number}.\n\n**Ben:** Yes.\n")
    return made


@pytest.fixture
def writer(tmp_path: Path, folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """A process that updates an index with two workers."""
    directory, begun = tmp_path / "index", tmp_path / "begun"
    update(directory, [folder], workers=1)
    for number in range(10):
        (folder / f"slow{number}.md").write_text(f"**Ann:** New talk {number}.\n\n**Ben:** Yes.\n")
    begun.mkdir()
    arguments = [sys.executable, "-c", WRITER, *map(str, (folder, directory, begun))]
    process = subprocess.Popen(
        arguments, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _until(lambda: len(list(begun.iterdir())) == 2 or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    yield process, directory
    process.kill()
    process.communicate()


def _until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def _runs(process: int) -> bool:
    """Whether a process has not ended; one that nobody has waited for has."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_to_the_parent_alone(
    writer: tuple["subprocess.Popen[bytes]", Path], folder: Path, tmp_path: Path, name: str
) -> None:
    """Its workers end, its pipes close, the index is as it was, and can be written."""
    process, directory = writer
    workers = [int(path.name) for path in (tmp_path / "begun").iterdir()]
    before = held(directory)
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=40)
    assert b"Traceback" not in err
    if name != "SIGKILL":
        assert process.returncode == 2
        assert b"interrupted; the index is unchanged" in err
    _until(lambda: not any(map(_runs, workers)))
    assert held(directory) == before
    assert update(directory, [folder], workers=1).programs == 10


def test_a_fork_does_not_hold_the_lock(tmp_path: Path) -> None:
    """A worker closes what it inherits: when the parent ends, the lock is free."""
    with Transaction(tmp_path / "index") as change:
        inherited = change.lock
        assert inherited is not None
        with pytest.raises(IndexLocked):
            WriteLock(tmp_path / "index" / "MAIN_WRITELOCK").acquire()
        child = os.fork()
        if not child:
            inherited.leave()
            target = tmp_path / "index" / "MAIN_WRITELOCK"
            links = [Path(f"/proc/self/fd/{fd}") for fd in range(64)]
            os._exit(any(link.exists() and link.samefile(target) for link in links))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        with pytest.raises(IndexLocked):
            WriteLock(tmp_path / "index" / "MAIN_WRITELOCK").acquire()


def test_two_corrections_at_once(tmp_path: Path, folder: Path) -> None:
    """Both were opened before either was written: neither is lost."""
    directory = tmp_path / "index"
    update(directory, [folder], workers=1)
    first, second = Corrector(directory), Corrector(directory)
    with first:
        first.role("Ann", "host")
    with second:
        second.role("Ben", "guest")
    with Library.open(directory) as library:
        said = {one.name: one.role for one in library.registry.corrections}
    assert said == {"Ann": "host", "Ben": "guest"}


def test_two_builds_are_the_same(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever worker is first, the turns are in the order of the files."""
    monkeypatch.setattr(partition, "WORTH_A_PROCESS", 100)
    orders = []
    perform = build.perform
    for slow in ("first", "last"):

        def delayed(task: partition.Task, about: object, slow: str = slow) -> build.Report:
            is_first = task.readings[0].file.path.name == "0.md"
            time.sleep(0.3 if is_first == (slow == "first") else 0)
            return perform(task, about)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(build, "perform", delayed)
            update(tmp_path / slow, [folder], workers=2)
        with Library.open(tmp_path / slow) as library:
            orders.append([entry.program.id for entry in library.entries()])
        assert Manifest.read(tmp_path / slow).generation == 1
    assert orders[0] == orders[1] == [str(number) for number in range(10)]


#: An index that is made by this process, which is interrupted when it has read some files.
STOPPED = """
import os, signal, sys
from pathlib import Path
from corpus import load
from searcher import cli

folder, index = map(Path, sys.argv[1:3])
parse = load.parse

def interrupted(file, *others):
    if file.path.name == "5.md":
        os.kill(os.getpid(), signal.SIGINT)
    return parse(file, *others)

load.parse = interrupted
sys.exit(cli.run(["index", str(folder), "--index", str(index), *sys.argv[3:]]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("keep", [True, False])
def test_ctrl_c_keeps_what_is_read_if_it_is_asked_to(
    tmp_path: Path, folder: Path, keep: bool
) -> None:
    """It is answered at once; the next run reads the rest, also where a file has moved."""
    directory = tmp_path / "index"
    (folder / "9.md").rename(folder / "old.md")
    update(directory, [folder / "old.md"], workers=1)
    (folder / "old.md").rename(folder / "9.md")
    before = held(directory)
    arguments = [sys.executable, "-c", STOPPED, str(folder), str(directory)]
    done = subprocess.run(
        [*arguments, *(["--keep-finished"] if keep else [])],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done
    assert "stopping..." in done.stderr
    if keep:
        assert "files not read; what was read is in the index" in done.stderr
        assert set(held(directory)) == {"0", "1", "2", "3", "4", "5"} | set(before)
    else:
        assert "the index is unchanged" in done.stderr
        assert held(directory) == before
    update(directory, [folder], workers=1)
    assert set(held(directory)) == {str(number) for number in range(10)}


def test_who_holds_the_lock_is_named(tmp_path: Path, folder: Path) -> None:
    """A second writer learns which process it is, and may wait for it."""
    directory = tmp_path / "index"
    with Transaction(directory), pytest.raises(IndexLocked, match=f"process {os.getpid()} on"):
        update(directory, [folder], workers=1)
    with Transaction(directory):
        began = time.monotonic()
        with pytest.raises(IndexLocked):
            update(directory, [folder], workers=1, wait=0.2)
        assert time.monotonic() - began >= 0.2
    assert update(directory, [folder], workers=1, wait=5).programs == 10
