"""What tests share: an index of the samples, the command, the folder of real transcripts."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

from corpus import load, samples
from corpus.model import Program
from index.update.update import update
from searcher import cli
from searcher.archive import Archive

# Each run of the tests draws the same examples; `make fuzz` draws others (tests/fuzz.py).
# How long an example takes says nothing on a machine that does other work besides.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("fuzz", deadline=None, database=None, print_blob=False)
hypothesis.settings.load_profile("tests")

REPOSITORY = Path(__file__).parents[1]

#: How processes are started: `make spawn` starts them as Windows and macOS do.
if START_METHOD := os.environ.get("START_METHOD"):
    multiprocessing.set_start_method(START_METHOD, force=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what reads the folder of real transcripts, and what measures."""
    for item in items:
        reads = "shared_corpora" in getattr(item, "fixturenames", ())
        if reads or item.path.is_relative_to(REPOSITORY / "tests" / "bench"):
            item.add_marker(pytest.mark.slow)


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
