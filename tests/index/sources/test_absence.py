"""What is removed where files are gone, or left out: nothing that may be a mistake."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import Selection
from corpus.files.left_out import IGNORE
from index.update.update import update
from tests.conftest import Run
from tests.index.update.test_update import held


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts of two kinds, indexed."""
    made = tmp_path / "talks"
    (made / "east").mkdir(parents=True)
    for name in ("one.txt", "two.md", "east/three.txt"):
        (made / name).write_text("Ann: Good day.\nBo: Yes.\n")
        (made / name).write_text(f"Ann: Talk {name}.\nBo: Yes.\n")
    assert update(tmp_path / "index", [made], workers=1).programs == 3
    return made


@pytest.mark.parametrize(
    "selection",
    [
        Selection(include=["*.vvt"]),
        Selection(include=["*.txt", "*.mdd"]),
        Selection(exclude=["*"]),
        Selection(include=["*.txt"], exclude=["*.txt"]),
    ],
)
def test_a_pattern_that_is_misspelled(folder: Path, tmp_path: Path, selection: Selection) -> None:
    """Nothing is removed until somebody says so."""
    before = held(tmp_path / "index")
    with pytest.raises(CorpusError, match="--prune"):
        update(tmp_path / "index", [folder], selection=selection, workers=1)
    assert held(tmp_path / "index") == before
    update(tmp_path / "index", [folder], selection=selection, workers=1, prune=True)
    assert len(held(tmp_path / "index")) < 3


def test_patterns_that_match(folder: Path, tmp_path: Path) -> None:
    """What a pattern leaves out is removed, if each pattern matches something."""
    chosen = Selection(include=["*.txt", "!east/"])
    assert update(tmp_path / "index", [folder], selection=chosen, workers=1).deselected == 1
    # A pattern that matches nothing, where nothing would be removed.
    chosen = Selection(include=["*.txt", "*.vtt"])
    assert update(tmp_path / "index", [folder], selection=chosen, workers=1).deselected == 0


def test_an_ignore_file_that_takes_all(folder: Path, tmp_path: Path) -> None:
    """As a pattern of the command line."""
    (folder / IGNORE).write_text("*\n")
    with pytest.raises(CorpusError, match="left out, and the index has 3 files from there"):
        update(tmp_path / "index", [folder], workers=1)


def test_the_command(folder: Path, tmp_path: Path, run: Run) -> None:
    """It names the pattern, and ends with status 2."""
    index = ("--index", tmp_path / "index")
    done = run("index", folder, "--include", "*.vvt", *index)
    assert (done.status, "--prune" in done.err) == (2, True)
    assert len(held(tmp_path / "index")) == 3
    done = run("index", folder, "--include", "*.txt", "--include", "*.mdd", *index)
    assert (done.status, "'*.mdd'" in done.err) == (2, True)
    assert run("index", folder, "--include", "*.vvt", "--prune", *index).status == 0
    assert held(tmp_path / "index") == {}
