"""A damaged index is made whole: what is whole stays, the rest is read again, ids stay."""

import shutil
from pathlib import Path

import pytest

from index.correction.corrector import Corrector
from index.errors import IndexDamaged
from index.library.check import check
from index.library.library import Library
from index.library.manifest import NAME, Manifest
from index.update import transaction
from index.update.repair import repair
from index.update.update import update
from tests.conftest import Run
from tests.index.update.test_update import held


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts in two folders."""
    made = tmp_path / "talks"
    (made / "east").mkdir(parents=True)
    for name in ("one", "two", "east/three"):
        (made / f"{name}.md").write_text(f"**Ann:** Talk {name}.\n\n**Ben:** Yes.\n")
    return made


@pytest.fixture
def directory(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with a segment for each of them, and a correction."""
    made = tmp_path / "index"
    away = tmp_path / "away"
    away.mkdir()
    files = [folder / "one.md", folder / "two.md", folder / "east" / "three.md"]
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "worth_merging", lambda segments: segments[:1])
        for path in files:
            path.rename(away / path.name)
        for path in files:
            (away / path.name).rename(path)
            update(made, [folder], workers=1)
    assert len(Manifest.read(made).segments) == 3
    with Corrector(made) as corrector:
        corrector.rename("Ann", "Ann Lee", "east/three")
    return made


def _break(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["*.columns", "sources-*.json", "people-*.json", "*.toc"])
def test_each_file(directory: Path, folder: Path, tmp_path: Path, name: str) -> None:
    """Broken or gone, one by one: afterwards the index is as it was, and whole."""
    before = held(directory)
    for path in sorted(directory.glob(name)):
        for ruin in (_break, Path.unlink):
            copy = shutil.copytree(directory, tmp_path / "copy")
            ruin(copy / path.name)
            assert check(copy).broken
            assert repair(copy).lost == []
            assert not check(copy).broken
            assert held(copy) == before
            with Library.open(copy) as library:
                turns = (library.turn(int(document)) for document in library.documents())
                assert ("east/three", "Ann Lee") in {(id_, turn.speaker) for id_, turn in turns}
            assert update(copy, [folder]).programs in (0, 3)
            assert held(copy) == before
            shutil.rmtree(copy)


@pytest.mark.parametrize("manifest", ["{", "", "[]", '{"kind": "transcript-searcher index"', None])
@pytest.mark.parametrize("also", [None, "*.columns", "*.toc", "people-*.json"])
def test_no_manifest(
    directory: Path, folder: Path, run: Run, manifest: str | None, also: str | None
) -> None:
    """The index is as it was: what is sure is kept, the rest is read again."""
    before = held(directory)
    if manifest is None:
        (directory / NAME).unlink()
    else:
        (directory / NAME).write_text(manifest)
    if also is not None:
        next(directory.glob(also)).unlink()
    checked = run("check", "--index", directory)
    assert checked.status == 2
    assert checked.err.count(NAME) == 1
    assert "`searcher check --repair`" in checked.err
    done = run("check", "--repair", "--index", directory)
    assert (done.status, "Repaired: " in done.out) == (0, True)
    assert held(directory) == before
    assert run("check", "--index", directory).status == 0


def test_what_was_deleted_stays_deleted(directory: Path, folder: Path) -> None:
    """Without the manifest no old text of a file comes back, nor a program that was removed."""
    (folder / "one.md").write_text("**Ann:** Another talk.\n")
    (folder / "two.md").unlink()
    update(directory, [folder], workers=1)
    before = held(directory)
    assert set(before) == {"one", "east/three"}
    (directory / NAME).write_text("{")
    repair(directory)
    assert held(directory) == before


def test_no_manifest_and_no_files(directory: Path, folder: Path) -> None:
    """Kept is what is sure; where nothing is, nothing is removed, and a new index is advised."""
    before = held(directory)
    (directory / NAME).write_text("{")
    shutil.move(folder, folder.parent / "moved")
    copy = shutil.copytree(directory, directory.with_name("copy"))
    assert repair(copy).lost == []
    assert held(copy) == before
    next(directory.glob("*.toc")).unlink()
    files = sorted(directory.iterdir())
    with pytest.raises(IndexDamaged, match="searcher index FOLDER --index NEW"):
        repair(directory)
    next(directory.glob("sources-*.json")).write_text("")
    with pytest.raises(IndexDamaged, match="searcher index FOLDER --index NEW"):
        repair(directory)
    assert sorted(directory.iterdir()) == files


@pytest.mark.parametrize("name", ["*.columns", "people-*.json", "sources-*.json"])
def test_an_update_notices(directory: Path, folder: Path, run: Run, name: str) -> None:
    """It does not say that nothing is new where every search fails."""
    next(directory.glob(name)).unlink()
    done = run("index", folder, "--index", directory)
    assert done.status == 2
    assert "`searcher check --repair`" in done.err


@pytest.mark.parametrize("name", ["synonyms.toml", "speakers.toml"])
def test_written_by_hand(directory: Path, run: Run, name: str) -> None:
    """What stops every search is not whole; it is corrected by hand, and named once."""
    (directory / name).write_text("x = [")
    for command in (["check"], ["check", "--repair"]):
        done = run(*command, "--index", directory)
        assert (done.status, done.err.count(name)) == (2, 1)
        assert "The index is whole" not in done.out
    (directory / name).write_text("")
    done = run("check", "--index", directory)
    assert (done.status, f"whole: {name}" in done.out) == (0, True)


def test_a_file_that_is_gone(directory: Path, folder: Path, run: Run) -> None:
    """What cannot be read again is named; the rest is whole."""
    _, two, _ = Manifest.read(directory).segments
    _break(directory / two.name)
    (folder / "two.md").unlink()
    done = run("check", "--repair", "--index", directory)
    assert done.status == 2
    assert f"lost, until the file can be read again: {folder / 'two.md'}" in done.err
    assert set(held(directory)) == {"one", "east/three"}
    assert run("check", "--repair", "--index", directory).status == 0


def test_the_command(directory: Path, folder: Path, run: Run) -> None:
    """It says what it did; a folder that is back is read by the next update."""
    _break(sorted(directory.glob("*.columns"))[0])
    shutil.move(folder, folder.parent / "moved")
    assert run("check", "--repair", "--index", directory).status == 2
    shutil.move(folder.parent / "moved", folder)
    assert run("index", folder, "--index", directory).status == 0
    assert len(held(directory)) == 3
    _break(sorted(directory.glob("*.columns"))[0])
    done = run("check", "--repair", "--index", directory)
    assert (done.status, "Repaired: " in done.out) == (0, True)
