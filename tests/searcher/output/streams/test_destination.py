"""A file of output is whole or as it was before, whatever goes wrong."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import Run


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_holds_what_is_printed(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """In the format of its suffix, and nothing is printed."""
    index = ("--index", str(samples_index))
    for name, named in (("a.jsonl", "jsonl"), ("b.csv", "csv"), ("c.TXT", "text"), ("d", "tsv")):
        options = ("--format", named) if name == "d" else ()
        printed = run("programs", *index, "--format", named)
        written = run("programs", *index, "-o", str(tmp_path / name), *options)
        assert (written.status, written.out) == (0, "")
        assert (tmp_path / name).read_bytes().decode() == printed.out
    assert names(tmp_path) == ["a.jsonl", "b.csv", "c.TXT", "d"]


def test_the_option_stands_anywhere(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """Before the command or after it; a hyphen is standard output."""
    file, index = tmp_path / "a.csv", ("--index", str(samples_index))
    assert run("-o", str(file), "speakers", *index).status == 0
    assert file.read_text().startswith("speaker,")
    assert run("--output", str(file), "M protein", *index).status == 0
    assert file.read_text().startswith("rank,")
    assert run("programs", "-o", "-", *index).out == run("programs", *index).out


def test_a_new_file_is_the_users(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """As readable as any new file; one that is replaced keeps who may read it."""
    file = tmp_path / "a.csv"
    run("programs", "--index", str(samples_index), "-o", str(file))
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o666 & ~mask
    file.chmod(0o640)
    run("programs", "--index", str(samples_index), "-o", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_a_link_names_is_replaced(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """The link stays."""
    file, link = tmp_path / "a.csv", tmp_path / "b.csv"
    file.write_text("old")
    link.symlink_to(file)
    assert run("programs", "--index", str(samples_index), "-o", str(link)).status == 0
    assert link.is_symlink()
    assert file.read_text().startswith("program,")


@pytest.mark.parametrize("typed", [('"open',), ("--all", "--limit", "3", "x"), ("--sort", "no")])
def test_an_error_leaves_the_file_as_it_was(
    run: Run, samples_index: Path, tmp_path: Path, typed: tuple[str, ...]
) -> None:
    """Nothing is left beside it."""
    file = tmp_path / "a.csv"
    file.write_text("old")
    ended = run("search", "--index", str(samples_index), "-o", str(file), *typed)
    assert ended.status == 2
    assert file.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_an_interrupt_leaves_the_file_as_it_was(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of writing."""
    from searcher.output.formats import csv

    def interrupted(self: object, table: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "a.csv"
    file.write_text("old")
    monkeypatch.setattr(csv.CsvPrinter, "table", interrupted)
    ended = run("programs", "--index", str(samples_index), "-o", str(file))
    assert ended.status == 2
    assert file.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux")
@pytest.mark.parametrize("options", [(), ("--all",), ("--format", "jsonl")])
def test_a_full_disk(run: Run, samples_index: Path, options: tuple[str, ...]) -> None:
    """One line that names the file; a device is written to, never replaced."""
    named = options if "--format" in options else (*options, "--format", "csv")
    ended = run("protein", "--index", str(samples_index), "-o", "/dev/full", *named)
    assert ended.status == 2
    [line] = ended.err.splitlines()
    assert line.startswith("searcher: /dev/full: The disk is full; ")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.pdf", "a.pdf: no format has the suffix .pdf: name one with --format, or use one of"),
        ("a", "a: no format has a name without a suffix: name one"),
        ("a.json", "a.json: a .json file may be of jsonl or of csl-json"),
        ("none/a.csv", "There is no such file or folder; check the path"),
        ("a.csv/", "A folder stands where a file is needed"),
    ],
)
def test_files_that_cannot_be_written(
    run: Run, samples_index: Path, tmp_path: Path, path: str, said: str
) -> None:
    """One line that names the file and says what to do."""
    if path.endswith("/"):
        (tmp_path / path).mkdir()
    ended = run("programs", "--index", str(samples_index), "-o", f"{tmp_path}/{path.rstrip('/')}")
    assert ended.status == 2
    [line] = ended.err.splitlines()
    assert said in line
    assert path.rstrip("/") in line
    assert ".part" not in line


def test_a_correction_has_no_output(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """A file would stay empty."""
    file = tmp_path / "a.csv"
    ended = run("speakers", "-o", str(file), "--index", str(samples_index), "merge", "a", "b")
    assert ended.status == 2
    assert "speakers merge prints no results" in ended.err
    assert names(tmp_path) == []
