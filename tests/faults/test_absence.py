"""Files that cannot be seen are not gone: their programs stay."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import files
from corpus.errors import CorpusError
from index.update.update import update
from tests.conftest import Run
from tests.index.update.test_update import held


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a transcript, and two folders with one each."""
    made = tmp_path / "talks"
    for name in ("", "east", "west"):
        (made / name).mkdir(parents=True, exist_ok=True)
        text = f"**Ann:** A talk {name}.\n\n**Ben:** Yes.\n"
        (made / name / f"talk{name}.md").write_text(text)
    return made


@pytest.fixture
def directory(tmp_path: Path, folder: Path) -> Path:
    """An index of the folder."""
    update(tmp_path / "index", [folder], workers=1)
    return tmp_path / "index"


@pytest.fixture(params=[errno.EIO, errno.EMFILE, errno.ESTALE, errno.EACCES])
def unlisted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of folders that the system cannot list."""
    names: set[str] = set()
    scandir, listdir = os.scandir, os.listdir

    def refuse(path: Any) -> None:
        if not isinstance(path, int) and Path(path).name in names:
            raise OSError(request.param, os.strerror(request.param), str(path))

    def scan(path: Any = ".") -> Any:
        refuse(path)
        return scandir(path)

    def list_(path: Any = ".") -> Any:
        refuse(path)
        return listdir(path)

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os, "listdir", list_)
    return names


def test_a_folder_that_cannot_be_listed(
    folder: Path, directory: Path, unlisted: set[str], run: Run
) -> None:
    """It is named, its programs stay, the other folders are read, the exit status is 2."""
    unlisted.add("east")
    (folder / "west" / "talkwest.md").unlink()
    (folder / "west" / "new.md").write_text("**Ann:** A new talk.\n\n**Ben:** Yes.\n")
    done = run("index", folder, "--index", directory)
    assert set(held(directory)) == {"talk", "east/talkeast", "west/new"}
    assert done.status == 2
    assert f"{folder / 'east'}: it cannot be read: " in done.err
    unlisted.clear()
    shutil.rmtree(folder / "east")
    assert update(directory, [folder]).dropped == 1
    assert set(held(directory)) == {"talk", "west/new"}


def test_a_given_folder_that_cannot_be_listed(
    folder: Path, directory: Path, unlisted: set[str]
) -> None:
    """Nothing is known of what is in it; `prune` says nothing of that, either."""
    unlisted.add("talks")
    before = held(directory)
    for prune in (False, True):
        summary = update(directory, [folder], prune=prune)
        assert summary.dropped == 0
        assert [error.path for error in summary.unseen] == [folder]
    assert held(directory) == before


def test_a_walk_that_says_nothing(
    folder: Path, directory: Path, unlisted: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the walk did not find is looked for again before its programs go."""
    found = [file for file in files.find([folder]) if "east" not in file.id]

    def walk(*_: object, **__: object) -> Iterator[files.File]:
        return iter(found)

    monkeypatch.setattr(files, "find", walk)
    unlisted.add("east")
    summary = update(directory, [folder])
    assert summary.dropped == 0
    assert [error.path.name for error in summary.unseen] == ["east"]


@pytest.mark.parametrize("name", ["", "east"], ids=["given", "inside"])
def test_a_folder_that_is_empty(folder: Path, directory: Path, name: str, run: Run) -> None:
    """It looks like a drive that is not mounted: only --prune removes its programs."""
    empty = folder / name
    shutil.rmtree(empty)
    empty.mkdir()
    before = held(directory)
    done = run("index", folder, "--index", directory)
    assert done.status == 2
    assert f"{empty}: it is empty, and the index has" in done.err
    assert "--prune" in done.err
    assert held(directory) == before
    assert run("index", folder, "--index", directory, "--prune").status == 0
    assert set(held(directory)) == ({"talk", "west/talkwest"} if name else set())


def test_a_given_path_that_is_gone(folder: Path, directory: Path, run: Run) -> None:
    """The same; a path that was never read is an error with --prune, too."""
    shutil.rmtree(folder)
    before = held(directory)
    done = run("index", folder, "--index", directory)
    assert (done.status, held(directory)) == (2, before)
    with pytest.raises(CorpusError, match="no such file or folder"):
        update(directory, [folder.parent / "never"], prune=True)
    assert run("index", folder, "--index", directory, "--prune").status == 0
    assert held(directory) == {}


def test_an_index_in_the_folder_is_not_read(folder: Path) -> None:
    """Neither the one that is written nor another one: they hold no transcripts."""
    inside, other = folder / "index", folder / "west" / "other"
    update(other, [folder / "east"])
    assert not update(inside, [folder]).skipped
    before = held(inside)
    assert set(before) == {"talk", "east/talkeast", "west/talkwest"}
    summary = update(inside, [folder])
    assert (summary.programs, summary.unchanged, summary.unseen) == (0, 3, [])
    assert held(inside) == before
