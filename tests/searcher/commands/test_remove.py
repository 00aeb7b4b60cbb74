"""`searcher remove` takes programs out of the index, and nothing else."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.index.update.test_update import held


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts, of which one has a copy."""
    made = tmp_path / "talks"
    (made / "east").mkdir(parents=True)
    for name in ("one", "two", "east/three"):
        (made / f"{name}.md").write_text(f"**Ann:** Talk {name}.\n\n**Ben:** Yes.\n")
    shutil.copy(made / "two.md", made / "two-again.md")
    return made


@pytest.fixture
def directory(folder: Path, tmp_path: Path, run: Run) -> Path:
    """An index of them."""
    assert run("index", folder, "--index", tmp_path / "index").status == 0
    return tmp_path / "index"


def test_a_program(run: Run, folder: Path, directory: Path) -> None:
    """By its id; its copies are forgotten; its file, which stays, is named."""
    done = run("remove", "two", "--index", directory)
    assert (done.status, set(held(directory))) == (0, {"one", "east/three"})
    assert "1 program removed" in done.out
    assert "1 copy of their files forgotten" in done.out
    assert f"{folder / 'two.md'} is still there; searcher index {folder} adds it" in done.err
    assert run("check", "--index", directory).status == 0
    assert run("index", folder, "--index", directory).status == 0
    assert len(held(directory)) == 3


def test_the_folder_that_gives_the_same_id(run: Run, folder: Path, directory: Path) -> None:
    """A program has the id of the folder that was indexed, not of the one that it is in."""
    done = run("remove", "east/three", "--index", directory)
    assert f"searcher index {folder} adds it again under the same id" in done.err
    assert run("index", folder, "--index", directory).status == 0
    assert "east/three" in held(directory)


def test_a_folder_that_is_gone(run: Run, folder: Path, directory: Path) -> None:
    """By the path from which it was read; nothing is still there."""
    shutil.rmtree(folder / "east")
    done = run("remove", folder / "east", "--index", directory)
    assert (done.status, done.err) == (0, "")
    assert set(held(directory)) == {"one", "two"}


def test_a_name_that_is_no_program(run: Run, directory: Path) -> None:
    """Nothing is removed, of the other names neither."""
    before = held(directory)
    done = run("remove", "one", "tow", "--index", directory)
    assert (done.status, held(directory)) == (2, before)
    assert "no program is called 'tow'" in done.err
    assert "did you mean two" in done.err


def test_no_index(run: Run, tmp_path: Path) -> None:
    """None is made."""
    done = run("remove", "one", "--index", tmp_path / "none")
    assert (done.status, (tmp_path / "none").exists()) == (2, False)
