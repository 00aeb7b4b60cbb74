"""`searcher status` says what the index holds, and from where."""

import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from index.fields import VERSION
from tests.conftest import Run


def test_what_the_index_is(run: Run, tmp_path: Path) -> None:
    """Programs, turns, speakers, folders, copies; as JSON the same with all keys."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    (folder / "one.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    shutil.copy(folder / "one.md", folder / "two.md")
    (folder / "three.md").write_text("**Ann:** Another talk.\n")
    assert run("index", folder, "--index", directory).status == 0
    run("speakers", "--index", directory, "role", "Ann", "host")
    done = run("status", "--index", directory)
    assert done.status == 0
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "holds 2 programs, 3 turns, 2 speakers" in lines
    assert "corrections 1 speaker" in lines
    assert f"format version {VERSION}" in lines
    told = " ".join(lines)
    assert f"{folder} (3 files)" in told
    assert f"{folder / 'two.md'} is a copy of {folder / 'one.md'}" in told
    record = json.loads(run("status", "--json", "--index", directory).out)
    assert record.pop("size") > 1000
    assert record.pop("changed").endswith("+00:00")
    assert record == {
        "type": "status", "schema": 1, "path": str(directory), "version": VERSION,
        "generation": 1, "programs": 2, "turns": 3, "speakers": 2, "voices": 0, "corrections": 1,
        "encoded": None,
        "roots": [{"path": str(folder), "files": 3, "is_there": True}],
        "copies": [{"path": str(folder / "two.md"), "copy_of": str(folder / "one.md")}],
        "restricted": 0, "redacted": 0, "restricted_people": 0, "pseudonyms": 0,
    }  # fmt: skip
    shutil.rmtree(folder)
    assert "it is not there now" in " ".join(run("status", "--index", directory).out.split())


def test_no_index(run: Run, tmp_path: Path) -> None:
    """It is an error, and none is made."""
    done = run("status", "--index", tmp_path / "none")
    assert (done.status, (tmp_path / "none").exists()) == (2, False)
    assert "there is no index here" in done.err


def test_standard_input(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not said to be gone; sizes and numbers are in words that suit them."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ann: A talk.\nBo: Yes.\n")))
    directory = tmp_path / "index"
    assert run("index", "-", "--name", "talk.txt", "--index", directory).status == 0
    out = run("status", "--index", directory).out
    assert "talk.txt (standard input)\n" in out
    assert "not there now" not in out
    assert "corrections none\n" in out
    assert re.search(r"\nsize +\d+ KB\n", out)


def test_a_narrow_terminal(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is wrapped goes on below its fact."""
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("status", "--index", samples_index).out.splitlines()
    holds = next(i for i, line in enumerate(lines) if line.startswith("holds"))
    assert lines[holds + 1].startswith(" " * 12)


def test_several_indexes(run: Run, tmp_path: Path, samples_index: Path) -> None:
    """One after the other; a table is for one."""
    (tmp_path / "one.md").write_text("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    run("index", tmp_path / "one.md", "--index", tmp_path / "index")
    both = ("--index", samples_index, "--index", tmp_path / "index")
    out = run("status", *both).out
    assert len(re.findall(r"^format +version", out, re.MULTILINE)) == 2
    assert "1 program, 2 turns" in out
    records = [json.loads(line) for line in run("status", *both, "--json").out.splitlines()]
    assert [record["path"] for record in records] == [str(samples_index), str(tmp_path / "index")]
    table = run("status", *both, "--format", "csv")
    assert (table.status, table.out) == (2, "")
    assert "--format csv is for one index; several are in text, short, jsonl" in table.err
