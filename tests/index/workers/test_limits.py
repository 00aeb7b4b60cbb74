"""A file that takes too long or too much is skipped, and the run goes on."""

import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import get_start_method
from pathlib import Path

import pytest

from corpus import load
from corpus.errors import CorpusError
from corpus.source import Source
from index.library.library import Library
from index.update.update import update
from index.workers import limits, partition
from index.workers.limits import bounded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


def spin() -> None:
    """What never ends, in Python."""
    while True:
        pass


def swallow() -> None:
    """What takes any exception for a fault of the file, and tries again."""
    while True:
        try:
            time.sleep(60)
        except Exception:
            continue


def backtrack() -> None:
    """A pattern that would take years."""
    re.match(r"(a|a)+$", "a" * 60 + "b")


def grow() -> None:
    """What takes more and more memory."""
    held = []
    while True:
        held.append(bytearray(b"x" * (4 << 20)))


def grow_at_once() -> None:
    """What takes more memory than the machine has, in one step."""
    bytearray(1 << 46)


def grow_in_a_library() -> None:
    """What a reader takes for a broken file."""
    try:
        grow_at_once()
    except Exception as error:
        raise CorpusError("a.docx", "the document is broken") from error


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that are reached soon."""
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    monkeypatch.setattr(limits, "MEMORY", 96 << 20)


TOO_LONG, TOO_MUCH = "more than 0.5 seconds", "more than 96 MB"
CASES = [
    (spin, TOO_LONG),
    (swallow, TOO_LONG),
    (backtrack, TOO_LONG),
    (grow, TOO_MUCH),
    (grow_at_once, TOO_MUCH),
    (grow_in_a_library, TOO_MUCH),
]


@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize(("work", "reason"), CASES)
def test_what_is_over_a_bound_is_an_error(
    work: Callable[[], None], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file, the bound and a way out; the timer and its signal are free again."""
    if reason == TOO_MUCH:
        # A busy machine may take long to give so much memory.
        monkeypatch.setattr(limits, "SECONDS", 60)
    with pytest.raises(CorpusError, match=reason) as caught, bounded(Path("a.txt")):
        work()
    assert caught.value.path == Path("a.txt")
    assert caught.value.advice == "split it, or leave it out"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("work", "reason"), [(spin, "more than 3 seconds"), (grow, "more than 400 MB")]
)
def test_the_run_goes_on(
    work: Callable[[], None],
    reason: str,
    workers: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One file is skipped with its reason; the others are in the index."""
    if workers > 1 and get_start_method() != "fork":
        pytest.skip("processes that are not forked do not see what a test replaces")
    monkeypatch.setattr(partition, "WORTH_A_PROCESS", 1000)
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("one", "bad", "two"):
        (folder / f"{name}.md").write_text(f"**Ann:** The talk {name}.\n\n" * 50)
    original = load.parse

    def hostile(file: load.File, source: Source) -> list[load.Parsed]:
        if file.path.stem == "bad":
            work()
        return original(file, source)

    monkeypatch.setattr(load, "parse", hostile)
    # A busy machine may take long to give so much memory.
    monkeypatch.setattr(limits, "SECONDS", 3.0 if work is spin else 60.0)
    monkeypatch.setattr(limits, "MEMORY", 400 << 20)
    summary = update(tmp_path / "index", [folder], workers=workers)
    assert [error.path.name for error in summary.skipped] == ["bad.md"]
    assert reason in summary.skipped[0].reason
    with Library.open(tmp_path / "index") as library:
        for name in ("one", "two"):
            program = library.transcript(name)
            assert program is not None
            assert program.turns[0].text == f"The talk {name}."


def test_a_fault_of_a_reader_skips_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no reader should raise is told, and does not end the run."""
    (tmp_path / "bad.md").write_text("**Ann:** Hello.\n")
    (tmp_path / "good.md").write_text("**Ann:** Hello there.\n\n**Bo:** Hello.\n")
    original = load.parse

    def faulty(file: load.File, source: Source) -> list[load.Parsed]:
        if file.path.stem == "bad":
            raise IndexError("list index out of range")
        return original(file, source)

    monkeypatch.setattr(load, "parse", faulty)
    summary = update(tmp_path / "index", [tmp_path / "bad.md", tmp_path / "good.md"], workers=1)
    assert summary.programs == 1
    (skipped,) = summary.skipped
    assert skipped.reason == "reading it failed (IndexError: list index out of range)"


def test_who_uses_the_timer_keeps_it() -> None:
    """A program that has set the signal itself is left alone, and so is any other thread."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        with bounded(Path("a.txt")):
            assert signal.getsignal(signal.SIGALRM) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGALRM, before)
    done = []

    def read() -> None:
        with bounded(Path("a.txt")):
            done.append(signal.getitimer(signal.ITIMER_REAL))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert done == [(0.0, 0.0)]
