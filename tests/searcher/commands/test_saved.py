"""`searcher saved`: what it prints, and its exit status."""

import json
from pathlib import Path

import pytest

from corpus import samples
from index.update.update import update
from searcher.output.printer import FORMATS, refusal
from tests.conftest import Run


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of the samples, to write to."""
    with samples.files() as files:
        update(tmp_path / "index", files)
    return tmp_path / "index"


def test_from_add_to_remove(index: Path, run: Run) -> None:
    """As somebody would use it."""
    none = run("saved", "list", "--index", index)
    assert (none.status, none.out, "saved add" in none.err) == (1, "", True)
    done = run("saved", "run", "--index", index)
    assert (done.status, "saved add" in done.err) == (1, True)
    added = run("saved", "add", "mp", "--index", index, "-s", "adeyinka", "--", "M", "protein")
    assert (added.status, added.out) == (0, "saved mp: M protein --speaker adeyinka\n")
    first = run("--index", index, "saved", "run", "mp")
    assert (first.status, "Adeyinka" in first.out) == (0, True)
    assert run("saved", "run", "--index", index) == (1, "", "")
    (record,) = map(json.loads, run("saved", "list", "--json", "--index", index).out.splitlines())
    assert (record["type"], record["name"]) == ("saved", "mp")
    assert record["filters"] == {"speaker": "adeyinka"}
    assert record["run"] is not None
    assert "(last run 2" in run("saved", "list", "--index", index).out
    assert run("saved", "remove", "mp", "--index", index).status == 0
    gone = run("saved", "remove", "mp", "--index", index)
    assert (gone.status, "there is no saved search 'mp'" in gone.err) == (2, True)


@pytest.mark.parametrize("name", [name for name in FORMATS if not refusal(name, "run")])
def test_each_format(name: str, index: Path, tmp_path: Path, run: Run) -> None:
    """The new quotes are in the file; it is noted that they were told."""
    run("saved", "add", "iron", "iron", "--index", index)
    file = tmp_path / "news"
    done = run("saved", "run", "--format", name, "-o", file, "--index", index)
    assert done.status == 0, done.err
    assert file.stat().st_size > 50
    assert run("saved", "run", "--index", index).status == 1


def test_nothing_new_is_a_summary_in_json(index: Path, run: Run) -> None:
    """For programs that read it."""
    run("saved", "add", "iron", "iron", "--from-now", "--index", index)
    done = run("saved", "run", "--json", "--index", index)
    assert done.status == 1
    (summary,) = map(json.loads, done.out.splitlines())
    assert (summary["type"], summary["total"], summary["shown"]) == ("summary", 0, 0)


def test_options_before_the_command(index: Path, run: Run) -> None:
    """As of all commands."""
    run("saved", "add", "iron", "iron", "--index", index)
    for arguments in (("--json", "--index", index, "saved", "run"),
                      ("saved", "--format", "jsonl", "run", "--index", index)):  # fmt: skip
        done = run(*arguments)
        assert json.loads(done.out.splitlines()[-1])["type"] == "summary", done.err
    assert '"name": "iron"' in run("--json", "saved", "list", "--index", index).out


def test_several_for_people(index: Path, run: Run) -> None:
    """Each below its name, with its own words: two of one word are no phrase."""
    run("saved", "add", "one", "iron", "--index", index)
    run("saved", "add", "two", "lamp", "--index", index)
    done = run("saved", "run", "--index", index)
    headings = [line for line in done.out.splitlines() if line.endswith((" for iron", " for lamp"))]
    assert headings == ["1 turn for iron", "2 turns for lamp"]
    assert done.err == "searcher: one: 1 new quote\nsearcher: two: 2 new quotes\n"
    assert run("saved", "run", "--index", index).status == 1


@pytest.mark.parametrize("has_options", [True, False])
def test_without_a_command(has_options: bool, index: Path, run: Run) -> None:
    """One line says which there are."""
    done = run("saved", *(["--index", index] if has_options else []))
    assert done.status == 2
    assert done.err == (
        "searcher: searcher saved needs a command: add, list, remove, run. "
        "See searcher saved --help\n"
    )


def test_several_are_told_as_one(index: Path, run: Run) -> None:
    """How many of each is on standard error."""
    run("saved", "add", "iron", "iron", "--index", index)
    run("saved", "add", "mp", '"M protein"', "--index", index)
    done = run("saved", "run", "--json", "--index", index)
    assert done.status == 0
    assert "iron: " in done.err
    *quotes, summary = map(json.loads, done.out.splitlines())
    assert summary["total"] == len(quotes) > 3


def test_what_cannot_be_written_is_told_again(index: Path, tmp_path: Path, run: Run) -> None:
    """Neither an output nor a feed that fails loses a quote."""
    run("saved", "add", "iron", "iron", "--index", index)
    other = tmp_path / "other.xml"
    other.write_text("mine")
    refused = run("saved", "run", "--atom", other, "--index", index)
    assert (refused.status, refused.out) == (2, "")
    assert run("saved", "run", "-o", tmp_path / "no" / "where.csv", "--index", index).status == 2
    assert run("saved", "run", "--atom", tmp_path / "no" / "feed", "--index", index).status == 2
    feed = tmp_path / "feed.xml"
    assert run("saved", "run", "--atom", feed, "--index", index).status == 0
    assert "Iron forgives" in feed.read_text()


def test_what_is_typed_wrong(index: Path, run: Run) -> None:
    """One clear line, and nothing is saved."""
    assert "the words of the search are missing" in run("saved", "add", "x", "--index", index).err
    assert run("saved", "add", "x", "(iron", "--index", index).status == 2
    assert run("saved", "add", "x", "--lang", "nope", "iron", "--index", index).status == 2
    assert run("saved", "run", "x", "--index", index).status == 2
    assert not (index / "saved.json").exists()
    (index / "saved.json").write_text('{"version": 99}')
    done = run("saved", "run", "--index", index)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "newer searcher" in done.err


def test_a_search_that_cannot_be_run(index: Path, run: Run) -> None:
    """It is named, the others run, and the status is that of an error."""
    run("saved", "add", "bad", "iron", "--speaker", "pellow", "--index", index)
    run("saved", "add", "good", "iron", "--index", index)
    path = index / "saved.json"
    text = path.read_text().replace('"speaker"', '"spoken_by"')
    path.write_text(text.rpartition(",\n")[0] + "\n}\n")
    done = run("saved", "run", "--index", index)
    assert (done.status, "Iron forgives" in done.out) == (2, True)
    assert "the saved search bad cannot be run" in done.err
