"""What tests share: an index of the samples, the command, the folder of real transcripts."""

import gc
import multiprocessing
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import hypothesis
import pytest
from coverage import Coverage

from corpus import load, samples
from corpus.model import Program
from index.update.update import update
from searcher import cli
from searcher.archive import Archive
from tests.opensearch.cluster import Cluster

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Each run of the tests draws the same examples; `make fuzz` draws others (tests/fuzz.py).
# How long an example takes says nothing on a machine that does other work besides.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None, database=None, print_blob=False)
hypothesis.settings.load_profile("tests")

# A shell starts what runs in the background without Ctrl-C, and `nohup` without SIGHUP. Processes
# that tests start would inherit that: these signals could not end them.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

REPOSITORY = Path(__file__).parents[1]
#: The real one; see `_no_flush`.
_FSYNC = os.fsync

#: How processes are started: `make spawn` starts them as Windows and macOS do.
if START_METHOD := os.environ.get("START_METHOD"):
    multiprocessing.set_start_method(START_METHOD, force=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and put the files with slow tests first.

    Slow is also what reads the folder of real transcripts, what measures, and what needs a cluster.

    Each file is run by one process. If a long file came last, the other processes would wait
    for it: so files with slow tests come first, and then those with most tests.
    """
    for item in items:
        reads = "shared_corpora" in getattr(item, "fixturenames", ())
        if item.get_closest_marker("opensearch"):
            item.add_marker(pytest.mark.slow)
        if reads or item.path.is_relative_to(REPOSITORY / "tests" / "bench"):
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path not in slow, -tests[item.path], item.path))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count coverage in quick tests only.

    To trace a slow test, with its fixtures, takes as long as the test. And what only slow
    tests reach is not tested by `make check`: the figure says so.
    """
    paused: list[Coverage] = []
    # In a process of pytest-xdist there are two, of which the first goes on where the second ends.
    while item.get_closest_marker("slow") and (measured := Coverage.current()):
        measured.stop()
        paused.append(measured)
    try:
        return (yield)
    finally:
        for measured in reversed(paused):
            measured.start()


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of every garbage collection: there are thousands."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_flush() -> Iterator[None]:
    """Let nothing wait for the disk: no test can see what is lost when the power fails.

    The descriptor must still be open. That files are flushed is tested in `tests/faults/`, and
    commands that tests start as processes flush them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is known of clusters out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEARCHER_CACHE", str(tmp_path_factory.mktemp("catalogues")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_settings() -> Iterator[None]:
    """Let no config file and no pager of whoever runs the tests change what commands print."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEARCHER_CONFIG", "")
        patch.setenv("PAGER", "cat")
        patch.delenv("SEARCHER_PAGER", raising=False)
        yield


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flush for real, where a test looks at a disk without what was not flushed."""
    monkeypatch.setattr(os, "fsync", _FSYNC)


class Done(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def samples_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an index of the sample transcripts."""
    directory = tmp_path_factory.mktemp("samples") / "index"
    with samples.files() as files:
        assert not update(directory, files).skipped
    return directory


@pytest.fixture(scope="session")
def archive(samples_index: Path) -> Iterator[Archive]:
    """The samples, opened for searching."""
    with Archive.open(samples_index) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_programs() -> list[Program]:
    """The sample programs, read without an index."""
    with samples.files() as files:
        return [program for file in load.find(files) for program in load.read(file)]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A browser without a window, for one file: while it runs, no other event loop can."""
    # Few tests need one, and it takes a while to import.
    from tests.browser import chromium

    with chromium.opened() as made:
        yield made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, with an output 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SEARCHER_INDEX", raising=False)

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        status = cli.run([str(argument) for argument in arguments])
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def shared_corpora() -> Path:
    """The folder of real transcripts beside the project; CI must have it."""
    folder = REPOSITORY.parent / "shared" / "corpora"
    if not folder.is_dir():
        assert "CI" not in os.environ, f"CI lacks {folder}"
        pytest.skip("there is no folder of real transcripts beside the project")
    return folder


@pytest.fixture(scope="session")
def java() -> None:
    """Java and Maven, which a cluster of OpenSearch needs; CI must have them."""
    missing = [name for name in ("java", "javac", "mvn") if shutil.which(name) is None]
    if missing:
        assert "CI" not in os.environ, f"CI lacks {missing}"
        pytest.skip(f"{missing} are not installed")


@pytest.fixture(scope="session")
def cluster(java: None) -> Iterator[Cluster]:
    """One node with the plugin, which all tests share: each makes indexes of its own."""
    with Cluster(1) as started:
        yield started
