"""A folder is there as a whole, or as it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import whole_folder


def test_a_new_folder(tmp_path: Path) -> None:
    """It gets its name in the end."""
    folder = tmp_path / "a" / "b"
    with whole_folder.replacing(folder, mode=0o750) as new:
        (new / "x").write_text("1")
        assert not folder.exists()
    assert (folder / "x").read_text() == "1"
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in folder.parent.iterdir()] == ["b"]


@pytest.mark.parametrize("error", [OSError(28, "No space"), KeyboardInterrupt()])
def test_what_fails_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    """The old one stays, also where a link names it."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "x").write_text("1")
    (tmp_path / "link").symlink_to("old")

    def fails() -> None:
        with whole_folder.replacing(tmp_path / "link") as new:
            (new / "x").write_text("2")
            raise error

    with pytest.raises(type(error)):
        fails()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "old"]
    assert (tmp_path / "old" / "x").read_text() == "1"
    with whole_folder.replacing(tmp_path / "link") as new:
        (new / "y").write_text("2")
    assert [path.name for path in (tmp_path / "old").iterdir()] == ["y"]
    assert (tmp_path / "link").is_symlink()


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """The error names what was asked for."""
    (tmp_path / "file").write_text("")
    place = tmp_path / "file" / "x"
    with pytest.raises(OSError, match="file/x") as raised, whole_folder.replacing(place):
        pass
    assert raised.value.filename == str(place)


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_folder_that_somebody_else_made_meanwhile(tmp_path: Path, is_empty: bool) -> None:
    """It is replaced only if it is empty, where only a new one is asked for."""
    folder = tmp_path / "new"

    def write() -> None:
        with whole_folder.replacing(folder, only_new=True) as new:
            (new / "mine").write_text("1")
            folder.mkdir()
            if not is_empty:
                (folder / "theirs").write_text("2")

    if is_empty:
        write()
    else:
        with pytest.raises(OSError, match="not empty") as raised:
            write()
        assert raised.value.filename == str(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
    assert [path.name for path in folder.iterdir()] == ["mine" if is_empty else "theirs"]


def test_a_folder_that_cannot_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left beside it."""
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "x").write_text("1")
    rename = Path.rename

    def refused(path: Path, to: Path) -> Path:
        if path == folder:
            raise PermissionError(1, "Operation not permitted", str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError), whole_folder.replacing(folder):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def _with_others(folder: Path) -> None:
    """An old folder with something of somebody else in it."""
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "CNAME").write_text("talks.example.org")
    (folder / "page").write_text("old")


def test_what_is_not_replaced_stays(tmp_path: Path) -> None:
    """Only what has one of the names given makes room."""
    folder = tmp_path / "site"
    _with_others(folder)
    with whole_folder.replacing(folder, names=("page", "data")) as new:
        (new / "data").write_text("new")
    assert sorted(path.name for path in folder.iterdir()) == [".git", "CNAME", "data"]
    assert (folder / ".git" / "HEAD").read_text() == "ref"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("place", ["site", "CNAME"])
def test_nothing_of_others_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Whatever cannot be moved: all of it is where it was, or where the error says."""
    folder = tmp_path / "site"
    _with_others(folder)
    rename = Path.rename

    def refused(path: Path, to: Path) -> Path:
        if path.name == place:
            raise PermissionError(1, "Operation not permitted", str(path))
        return rename(path, to)

    def replace() -> None:
        with whole_folder.replacing(folder, names=("page",)) as new:
            (new / "page").write_text("new")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError) as raised:
        replace()
    is_moved = place == "CNAME"
    assert (folder / "page").read_text() == ("new" if is_moved else "old")
    assert (folder / ".git" / "HEAD").read_text() == "ref"
    cname = Path(raised.value.filename) if is_moved else folder / "CNAME"
    assert cname.read_text() == "talks.example.org"


#: Writes a folder, and is killed: before it is renamed, or while two folders change places.
_KILLED = """
import os, signal, sys
from pathlib import Path
from index import whole_folder

folder, when = Path(sys.argv[1]), sys.argv[2]
rename = Path.rename

def killed(path, to):
    rename(path, to)
    if path == folder or path.name == "CNAME":
        os.kill(os.getpid(), signal.SIGKILL)

names = ("x",) if when == "sharing" else None
with whole_folder.replacing(folder, names=names) as new:
    (new / "x").write_text("new")
    if when == "writing":
        os.kill(os.getpid(), signal.SIGKILL)
    Path.rename = killed
    folder = None if when == "sharing" else folder
"""


def _kill(folder: Path, when: str) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, folder, when], check=False)
    assert done.returncode == -signal.SIGKILL


def _left(folder: Path) -> list[Path]:
    """What is hidden beside a folder."""
    return [path for path in folder.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("is_there", [False, True])
def test_what_was_killed_is_cleared(tmp_path: Path, is_there: bool) -> None:
    """Whoever writes to the same place next clears it; another place does not."""
    folder = tmp_path / "packet"
    if is_there:
        folder.mkdir()
        (folder / "x").write_text("old")
    _kill(folder, "writing")
    assert len(_left(folder)) == 1
    with whole_folder.replacing(tmp_path / "packet2"):
        pass
    assert len(_left(folder)) == 1
    with whole_folder.replacing(folder) as new:
        (new / "x").write_text("newer")
    assert (folder / "x").read_text() == "newer"
    assert not _left(folder)


def test_what_was_moved_away_comes_back(tmp_path: Path) -> None:
    """The old folder is the only one until the new one has its place."""
    folder = tmp_path / "packet"
    folder.mkdir()
    (folder / "x").write_text("old")
    _kill(folder, "moving")
    assert not folder.exists()
    whole_folder.recover(folder)
    assert (folder / "x").read_text() == "old"
    assert not _left(folder)


def test_what_belongs_to_others_is_set_aside(tmp_path: Path) -> None:
    """A process was killed while it moved that to the new folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("x", "CNAME", "notes"):
        (folder / name).write_text("old")
    _kill(folder, "sharing")
    assert sorted(path.name for path in folder.iterdir()) == ["CNAME", "x"]
    whole_folder.recover(folder)
    (kept,) = (path for path in tmp_path.iterdir() if path != folder)
    assert kept.name.startswith("site.before-")
    assert (kept / "notes").read_text() == "old"


def test_a_place_that_somebody_has_taken_since(tmp_path: Path) -> None:
    """Neither their folder nor the old one is lost."""
    folder = tmp_path / "packet"
    folder.mkdir()
    (folder / "x").write_text("old")
    _kill(folder, "moving")
    folder.mkdir()
    (folder / "mine").write_text("mine")
    whole_folder.recover(folder)
    assert [path.name for path in folder.iterdir()] == ["mine"]
    (kept,) = (path for path in tmp_path.iterdir() if path != folder)
    assert kept.name.startswith("packet.before-")
    assert (kept / "x").read_text() == "old"


def test_folders_of_others_stay(tmp_path: Path) -> None:
    """One with the same kind of name, one with a file of somebody in it, a link, one at work."""
    folder = tmp_path / "packet"
    names = [f".packet.{number:016x}.part" for number in range(6)]
    for name in names[:4]:
        (tmp_path / name / "new").mkdir(parents=True)
    (tmp_path / names[1] / "searcher.lock").write_text("")
    (tmp_path / names[1] / "notes.txt").write_text("mine")
    (tmp_path / names[2] / "searcher.lock").symlink_to(tmp_path / "elsewhere")
    (tmp_path / names[3] / "searcher.lock").mkdir()
    (tmp_path / names[4]).symlink_to(tmp_path)
    (tmp_path / names[5]).write_text("mine")
    with whole_folder.replacing(folder):
        at_work = _left(folder)
        whole_folder.recover(folder)
        assert sorted(_left(folder)) == sorted(at_work)
    assert sorted(path.name for path in _left(folder)) == names
    kept = sorted(path.name for path in (tmp_path / names[1]).iterdir())
    assert kept == ["new", "notes.txt", "searcher.lock"]
