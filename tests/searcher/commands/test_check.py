"""`searcher check`: what people keep beside an index is checked, too."""

from pathlib import Path

import pytest

from corpus import samples
from index.update.update import update
from tests.conftest import Run


@pytest.fixture
def index(tmp_path: Path, run: Run) -> Path:
    """An index of the samples, with a tag, a note and a saved search."""
    directory = tmp_path / "index"
    with samples.files() as files:
        update(directory, files)
    run("tag", "+metal", "m-protein:6", "--index", directory)
    run("note", "m-protein:6", "look again", "--index", directory)
    run("saved", "add", "iron", "--index", directory, "--", "iron")
    run("saved", "run", "--index", directory)
    assert run("correct", "lighthouse:2", "forgives", "forgets", "--index", directory).status == 0
    return directory


def test_what_is_whole_is_named(index: Path, run: Run) -> None:
    """Each file once."""
    done = run("check", "--index", index)
    assert (done.status, done.err) == (0, "")
    for name in ("saved.json", "tags.json", "words.json"):
        assert f"whole: {name}\n" in done.out


@pytest.mark.parametrize("name", ["saved.json", "tags.json", "words.json"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "newer", "folder", "unlike"])
def test_what_is_damaged_is_one_line_and_stays(
    name: str, damage: str, index: Path, run: Run
) -> None:
    """With the next step; a repair leaves it alone, and no command overwrites it."""
    path = index / name
    data = path.read_bytes()
    place = data.index({"saved": b"iron", "tags": b"metal", "words": b"forgets"}[path.stem])
    broken = {
        "flipped": data[:place] + b"x" + data[place + 1 :],
        "cut": data[:-5],
        "empty": b"",
        "newer": b'{"version": 99}',
        "unlike": b'{"version": 1, "searches": {"a": 1}, "marks": {"1": 1}, "corrections": 1}',
        "folder": b"",
    }[damage]
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(broken)
    for arguments in (["check"], ["check", "--repair"]):
        done = run(*arguments, "--index", index)
        assert (done.status, done.err.count("\n")) == (2, 1), done.err
        assert done.err.startswith(f"searcher: broken: {path}: ")
        assert "; " in done.err.removeprefix(f"searcher: broken: {path}: "), "the next step"
        assert f"whole: {name}" not in done.out
    for arguments in (
        ["tag", "+other", "m-protein:2"], ["note", "m-protein:2", "text"],
        ["tag", "-metal", "m-protein:6"], ["correct", "lighthouse:2", "iron", "tin"],
        ["saved", "add", "two", "iron"], ["saved", "remove", "iron"], ["saved", "run"],
    ):  # fmt: skip
        run(*arguments, "--index", index)
    assert path.is_dir() if damage == "folder" else path.read_bytes() == broken
    run("index", index.parent, "--index", index)
    assert path.is_dir() if damage == "folder" else path.read_bytes() == broken
