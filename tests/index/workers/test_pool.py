"""A process that ends while it reads does not end the run."""

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_start_method
from pathlib import Path

import pytest

from corpus import load
from corpus.source import Source
from index.errors import WriterFailed
from index.library.library import Library
from index.update.summary import Summary
from index.update.update import update
from index.workers import limits, partition, pool

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or get_start_method() != "fork",
    reason="processes that are not forked do not see what a test replaces",
)


def end() -> None:
    """As the system ends a process that takes all of the memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    """As a library that does not return: no timer is heard."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(60)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six talks, and each is worth a process."""
    monkeypatch.setattr(partition, "WORTH_A_PROCESS", 1000)
    folder = tmp_path / "talks"
    folder.mkdir()
    for number in range(6):
        text = f"**Ann:** The talk {number}.\n\n" * 50
        (folder / f"{number}.md").write_text(text)
    return folder


def hostile(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], None], is_bad: Callable[[Path], bool]
) -> None:
    """Let the reading of some files do something else first."""
    original = load.parse

    def parse(file: load.File, source: Source) -> list[load.Parsed]:
        if is_bad(file.path):
            work()
        return original(file, source)

    monkeypatch.setattr(load, "parse", parse)


def found(summary: Summary, directory: Path) -> tuple[list[str], list[str]]:
    """The names of the files that were skipped, and the programs of the index."""
    with Library.open(directory) as library:
        held = [str(number) for number in range(6) if library.transcript(str(number))]
    return sorted(error.path.name for error in summary.skipped), held


@pytest.mark.parametrize("bad", [{"0.md"}, {"2.md", "3.md"}, {"5.md", "1.md", "4.md"}])
def test_the_file_that_ends_its_process_is_skipped(
    bad: set[str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found among those that were being read; all others are in the index."""
    hostile(monkeypatch, end, lambda path: path.name in bad)
    summary = update(tmp_path / "index", [folder], workers=3)
    skipped, held = found(summary, tmp_path / "index")
    assert skipped == sorted(bad)
    assert held == [str(number) for number in range(6) if f"{number}.md" not in bad]
    assert all("process that read it ended" in error.reason for error in summary.skipped)


def test_a_library_that_does_not_return_is_ended(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is ended from outside, and the file is skipped with the bound."""
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    monkeypatch.setattr(pool, "PATIENCE", 1.0)
    hostile(monkeypatch, hang, lambda path: path.name == "3.md")
    summary = update(tmp_path / "index", [folder], workers=2)
    assert found(summary, tmp_path / "index") == (["3.md"], ["0", "1", "2", "4", "5"])
    assert summary.skipped[0].reason == "reading it takes more than 2 seconds"


def test_a_process_that_ends_by_chance_costs_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file ends a process twice: all are read."""
    ended = tmp_path / "ended"

    def end_once() -> None:
        if not ended.exists():
            ended.touch()
            end()

    hostile(monkeypatch, end_once, lambda path: path.name == "3.md")
    summary = update(tmp_path / "index", [folder], workers=2)
    assert found(summary, tmp_path / "index") == ([], ["0", "1", "2", "3", "4", "5"])


def test_processes_that_end_whatever_they_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a file that is the cause the run fails, and leaves nothing."""
    monkeypatch.setattr("index.workers.build.write", lambda *_: end())
    with pytest.raises(WriterFailed):
        update(tmp_path / "index", [folder], workers=2)
    assert not list((tmp_path / "index").glob("*.columns"))
