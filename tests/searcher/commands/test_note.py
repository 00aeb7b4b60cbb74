"""`searcher note`: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest

from corpus import samples
from index.update.update import update
from tests.conftest import Run


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of the samples, to write to."""
    with samples.files() as files:
        update(tmp_path / "index", files)
    return tmp_path / "index"


def test_an_empty_note_removes_nothing(index: Path, run: Run) -> None:
    """Only `--remove` does; that there are none is said."""
    assert "there are no notes" in run("note", "--index", index).err
    run("note", "m-protein:6", "compare this", "--index", index)
    for text in ("", " ", "\n"):
        done = run("note", "m-protein:6", text, "--index", index)
        assert (done.status, "the note is empty" in done.err) == (2, True)
    assert run("note", "--index", index).out.startswith("compare this: ")


def test_from_a_note_to_its_removal(index: Path, run: Run) -> None:
    """Several on one turn."""
    assert run("note", "--index", index).status == 1
    done = run("note", "m-protein:6", "compare", "this", "--index", index)
    assert done.out == "noted on m-protein:6\n"
    run("note", "m-protein:6", "\x1b[31mred", "--index", index)
    done = run("note", "--index", index)
    assert done.out.startswith("compare this: m-protein:6: Dr. Samuel Adeyinka: ")
    assert "\x1b" not in done.out
    records = [*map(json.loads, run("note", "--json", "--index", index).out.splitlines())]
    assert [(one["type"], one["note"], one["turn"]) for one in records] == [
        ("mark", "compare this", 6), ("mark", "\x1b[31mred", 6),
    ]  # fmt: skip
    # An empty text removes nothing.
    assert run("note", "m-protein:6", "", "--index", index).status == 2
    assert len(run("note", "--index", index).out.splitlines()) == 2
    done = run("note", "m-protein:6", "--remove", "--index", index)
    assert (done.status, done.out) == (0, "2 notes removed from m-protein:6\n")
    done = run("note", "m-protein:6", "--remove", "--index", index)
    assert (done.status, done.out) == (1, "0 notes removed from m-protein:6\n")
    assert run("note", "--index", index).status == 1


@pytest.mark.parametrize(
    "arguments",
    [["m-protein:6"], ["m-protein"], ["m-protein", "text"], ["m-protein:6", "x", "--remove"],
     ["--remove"], ["nothing:1", "text"], ["m-protein:6", " "],
     ["m-protein:6", ""], ["m-protein:6", "x" * 10_001]],
)  # fmt: skip
def test_what_is_typed_wrong(arguments: list[str], index: Path, run: Run) -> None:
    """One clear line, and no file."""
    done = run("note", *arguments, "--index", index)
    assert (done.status, done.out, done.err != "") == (2, "", True)
    assert not (index / "tags.json").exists()
