"""A packet is whole or not there, and nothing else is lost."""

import subprocess
from pathlib import Path

import pytest

from searcher.commands import packet as command
from searcher.packet import folder as folders
from tests.searcher.packet.conftest import Case


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_search_makes_the_same_bytes(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the time, which is in three files and in the list of checksums."""
    monkeypatch.setattr(command, "_now", lambda: "2026-11-27T16:20:00Z")
    case.make()
    first = _bytes(case.packet)
    case.make("--replace")
    assert _bytes(case.packet) == first
    monkeypatch.setattr(command, "_now", lambda: "2027-01-01T00:00:00Z")
    case.make("--replace")
    later = _bytes(case.packet)
    changed = {name for name in first if later[name] != first[name]}
    assert changed == {"packet.json", "quotes.html", "quotes.md", "SHA256SUMS"}
    for name in changed - {"packet.json", "SHA256SUMS"}:
        dated = later[name].replace(b"2027-01-01T00:00:00Z", b"2026-11-27T16:20:00Z")
        assert dated == first[name]


def test_another_program_reads_the_lists(case: Case) -> None:
    """`sha256sum -c` finds every file of the packet, and each source, also with an odd name."""
    odd = case.talks / "odd\\name\nwall.txt"
    odd.write_text(case.talks.joinpath("mill.txt").read_text().replace("mill", "harbour wall"))
    case.update()
    case.make()
    for name, count in (("SHA256SUMS", 9), ("sources.sha256", 3)):
        done = subprocess.run(
            ["sha256sum", "-c", name], cwd=case.packet, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count(": OK\n") == count
    listed = {line.split("  ")[1] for line in (case.packet / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == {*_bytes(case.packet)}


def test_a_folder_that_is_used(case: Case, tmp_path: Path) -> None:
    """It is refused, and stays as it is; a packet is replaced only if that is asked for."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    for place, said in (
        (tmp_path / "mine", "is not empty; name a new folder"),
        (tmp_path / "mine" / "thesis.txt", "is no folder; name a new one"),
    ):
        for also in ([], ["--replace"]):
            done = case.run("packet", "wall", "--to", place, "--index", case.index, *also)
            assert (done.status, done.out) == (2, "")
            assert said in done.err
    assert _bytes(tmp_path / "mine") == {"thesis.txt": b"mine"}
    case.make()
    before = _bytes(case.packet)
    done = case.run("packet", "wall", "--to", case.packet, "--index", case.index)
    assert (done.status, "replace it with --replace" in done.err) == (2, True)
    (case.packet / "notes.txt").write_text("mine")
    done = case.run("packet", "wall", "--to", case.packet, "--index", case.index, "--replace")
    assert (done.status, "notes.txt" in done.err) == (2, True)
    assert _bytes(case.packet) == before | {"notes.txt": b"mine"}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_is_interrupted_leaves_nothing(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Neither a folder, nor a part of one, and an old packet stays."""

    def fails(*_: object) -> None:
        raise error

    there = {path.name for path in tmp_path.iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr(folders, "digest", fails)
        done = case.run("packet", "wall", "--to", case.packet, "--index", case.index)
        assert done.status == 2
        assert {path.name for path in tmp_path.iterdir()} == there
    case.make()
    before = _bytes(case.packet)
    with monkeypatch.context() as patch:
        patch.setattr(folders, "digest", fails)
        done = case.run("packet", "wall", "--to", case.packet, "--index", case.index, "--replace")
        assert done.status == 2
    assert _bytes(case.packet) == before
    assert {path.name for path in tmp_path.iterdir()} == there | {"evidence"}


def test_a_source_that_changed_since_it_was_indexed(case: Case) -> None:
    """Its checksum would prove nothing about the quotes: nothing is written."""
    path = case.talks / "harbour.txt"
    path.write_text(path.read_text().replace("granite", "marble"))
    done = case.run("packet", "harbour wall", "--to", case.packet, "--index", case.index)
    assert (done.status, done.out) == (2, "")
    assert "has changed since it was indexed" in done.err
    assert not case.packet.exists()
    case.update()
    case.make()
