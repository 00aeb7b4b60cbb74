"""Files of an index that are not what was written: found by a search, or by a check."""

import mmap
import shutil
from pathlib import Path

import pytest

from index import atomic
from index.errors import IndexDamaged, IndexProblem, IndexUnreadable
from index.library.check import check
from index.library.library import Library
from index.library.manifest import NAME, Manifest
from index.update import transaction
from index.update.update import update
from searcher.archive import Archive
from tests.conftest import Run
from tests.index.update.test_update import touch


@pytest.fixture
def directory(samples_index: Path, tmp_path: Path) -> Path:
    """A copy of the index of the samples."""
    return shutil.copytree(samples_index, tmp_path / "index")


def answers(directory: Path) -> object:
    """What searches find, with every turn and program that is shown."""
    with Archive.open(directory) as archive:
        found = [archive.search(words, limit=20) for words in ("the", '"M protein"', "protien")]
        quotes = [[quote.to_dict() for quote in results] for results in found]
        return quotes, archive.programs(), archive.speakers()


def flipped(path: Path, place: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << place % 8
    path.write_bytes(data)


def test_a_flipped_bit_gives_no_wrong_answer(directory: Path) -> None:
    """Whatever bit of whatever file: the same answers, or an error of the index."""
    right = answers(directory)
    refused = 0
    for path in sorted(directory.iterdir()):
        whole = path.read_bytes()
        for step in range(40 if whole else 0):
            flipped(path, step * (len(whole) - 1) // 39)
            try:
                assert answers(directory) == right, (path.name, step)
            except IndexProblem:
                refused += 1
            path.write_bytes(whole)
    assert refused > 80


def test_a_check_finds_what_is_broken(directory: Path, run: Run) -> None:
    """It names the file; the others are whole. The exit status says it, too."""
    health = check(directory)
    assert not health.broken
    staying = {"MAIN_WRITELOCK", "speakers.lock"}
    assert set(health.whole) == {path.name for path in directory.iterdir()} - staying
    assert run("check", "--index", directory).status == 0
    for name in health.whole:
        path = directory / name
        whole = path.read_bytes()
        flipped(path, len(whole) // 2)
        broken = check(directory).broken
        assert len(broken) == 1, name
        assert name in str(broken[0])
        done = run("check", "--index", directory)
        assert done.status == 2
        assert name in done.err
        assert f"whole: {name}" not in done.out
        path.write_bytes(whole)


def test_a_segment_of_another_index(tmp_path: Path) -> None:
    """One of the same number of turns, and whole by itself, is refused."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, words in (("a", "first"), ("b", "second")):
        (folder / name).mkdir()
        (folder / name / "talk.md").write_text(f"**Ann:** The {words} talk.\n\n**Ben:** Yes.\n")
        update(tmp_path / name, [folder / name])
    (one,), (two,) = (Manifest.read(tmp_path / name).segments for name in "ab")
    assert one.document_count == two.document_count
    shutil.copy(tmp_path / "b" / two.name, tmp_path / "a" / one.name)
    with pytest.raises(IndexDamaged, match=f"{one.name}.*not the segment that the manifest lists"):
        Library.open(tmp_path / "a")


@pytest.mark.parametrize("number", [0, 1])
def test_a_merge_copies_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """It names the file that is damaged, and the index stays as it is."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(transaction, "worth_merging", lambda segments: segments[:1])
        for name in ("one", "two"):
            (folder / f"{name}.md").write_text(f"**Ann:** Talk {name}.\n\n**Ben:** Yes.\n")
            update(directory, [folder])
    segments = Manifest.read(directory).segments
    assert len(segments) == 2
    path = directory / segments[number].name
    data = bytearray(path.read_bytes())
    data[data.index(b"talk")] ^= 1
    path.write_bytes(data)
    before = {p.name: p.read_bytes() for p in directory.iterdir()}
    (folder / "three.md").write_text("**Ann:** Talk three.\n\n**Ben:** Yes.\n")
    with pytest.raises(IndexDamaged, match=path.name):
        update(directory, [folder])
    assert {p.name: p.read_bytes() for p in directory.iterdir()} == before


def test_a_file_that_cannot_be_read_now(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is no damage: the message does not say to make the index again."""

    def refused(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "reading", refused)
        with pytest.raises(IndexUnreadable, match="check the owner and the permissions") as caught:
            Library.open(directory)
    assert "again into" not in str(caught.value)
    (segment,) = Manifest.read(directory).segments
    with monkeypatch.context() as patch:
        patch.setattr(mmap, "mmap", refused)
        with pytest.raises(IndexUnreadable, match=segment.name):
            Library.open(directory)


def test_files_of_others_stay(directory: Path, tmp_path: Path) -> None:
    """Only names that a commit gives are removed."""
    others = [
        "sources-notes.json",
        f"{NAME}.bak",
        "MAIN_notes.columns",
        "people-old.json",
        "a.part",
    ]
    for name in others:
        (directory / name).write_text("kept")
    (directory / "sources-0.json").write_text("left by a commit")
    (tmp_path / "new.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    update(directory, [tmp_path / "new.md"])
    assert all((directory / name).read_text() == "kept" for name in others)
    assert not (directory / "sources-0.json").exists()


def test_links_are_not_written_through(directory: Path, tmp_path: Path) -> None:
    """A link that somebody put into an index is replaced, and its target stays."""
    victim = tmp_path / "victim"
    victim.write_text("mine")
    generation = Manifest.read(directory).generation + 1
    for name in (f"people-{generation}.json", f"sources-{generation}.json", "people.new"):
        (directory / name).symlink_to(victim)
    (tmp_path / "new.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    update(directory, [tmp_path / "new.md"])
    assert victim.read_text() == "mine"
    assert not check(directory).broken


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """Interviews may be private: so are their index and its files."""
    (tmp_path / "new.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    directory = tmp_path / "made" / "index"
    update(directory, [tmp_path / "new.md"])
    assert directory.stat().st_mode & 0o77 == 0
    assert {path.name for path in directory.iterdir() if path.stat().st_mode & 0o77} == set()


def test_a_reader_that_meets_a_commit(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest was read, and then its files were replaced: the newer ones are read."""
    (tmp_path / "new.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    read = Manifest.read
    old = read(directory)
    update(directory, [tmp_path / "new.md"])
    touch(tmp_path / "new.md", "**Ann:** Another talk.\n\n**Ben:** Yes.\n")
    update(directory, [tmp_path / "new.md"])
    manifests = iter([old])
    monkeypatch.setattr(Manifest, "read", lambda path: next(manifests, None) or read(path))
    with Library.open(directory) as library:
        assert library.has("text", "another")


def test_a_file_that_is_gone_for_good(directory: Path) -> None:
    """It is named, after the manifest was read again, and not for ever."""
    generation = Manifest.read(directory).generation
    (directory / f"people-{generation}.json").unlink()
    with pytest.raises(IndexDamaged, match=rf"people-{generation}.json: the file is missing"):
        Library.open(directory)
