"""`searcher tag` and `tag:` in a search."""

import csv
import io
import json
import threading
from pathlib import Path

import pytest

import searcher
from corpus import samples
from index.update.update import update
from tests.conftest import Run


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of the samples, to write to."""
    with samples.files() as files:
        update(tmp_path / "index", files)
    return tmp_path / "index"


def test_from_a_tag_to_a_search(index: Path, run: Run) -> None:
    """As somebody would use it."""
    assert run("tag", "--index", index).status == 1
    done = run("tag", "+Metal", "+follow-up", "--index", index, "--", "iron forgives")
    assert (done.status, done.out) == (0, "1 turn: +Metal +follow-up\n")
    assert run("--index", index, "tag", "+metal", "m-protein:6").status == 0
    assert run("tag", "+metal", "m-protein:6", "--index", index).status == 0
    assert run("tag", "--index", index).out == "follow-up: 1 turn\nmetal: 2 turns\n"
    listed = run("tag", "--list", "metal", "--index", index).out.splitlines()
    assert [line.split(": ")[1] for line in listed] == ["lighthouse:2", "m-protein:6"]
    for typed, total in (
        ("tag:metal", 2), ("tag:METAL", 2), ('tag:"follow-up"', 1), ("tag:follow-up iron", 1),
        ("tag:metal -tag:follow-up", 1), ("tag:metal speaker:pellow", 1), ("asked:tag:metal", 2),
        ("tag:metal OR tag:nothing", 2), ("tag:nothing", 0), ("protein NOT tag:metal", 17),
        ("protein tag:metal", 1),
    ):  # fmt: skip
        summary = json.loads(run("search", typed, "--json", "--index", index).out.splitlines()[-1])
        assert summary["total"] == total, typed
    assert run("tag", "-metal", "--index", index, "--", "iron forgives").status == 0
    assert run("tag", "--index", index).out == "follow-up: 1 turn\nmetal: 1 turn\n"


def test_an_index_that_is_made_again(index: Path, run: Run) -> None:
    """What is gone is listed as gone, and comes back."""
    run("tag", "+metal", "--index", index, "--", "iron forgives")
    run("tag", "+metal", "m-protein:6", "--index", index)
    run("remove", "lighthouse", "--index", index)
    assert run("tag", "--index", index).out == "metal: 2 turns, 1 gone\n"
    lines = run("tag", "--list", "--index", index).out.splitlines()
    assert [line.endswith("Z)") and "gone" in line for line in lines] == [False, True]
    with samples.files() as files:
        update(index, files)
    assert run("tag", "--index", index).out == "metal: 2 turns\n"


def test_what_there_is_is_said(index: Path, run: Run) -> None:
    """Where no turn has the tag, or there are no tags."""
    for arguments in ([], ["--list"], ["--list", "nothing"]):
        assert "there are no tags" in run("tag", *arguments, "--index", index).err
    run("tag", "+metal", "m-protein:6", "--index", index)
    done = run("tag", "--list", "nothing", "--index", index)
    assert (done.status, done.out) == (1, "")
    assert done.err == "searcher: no turn has the tag nothing; there are metal\n"


def test_a_tag_that_nobody_has_put(index: Path, run: Run) -> None:
    """The answer names those that there are."""
    run("tag", "+metal", "+follow-up", "--index", index, "--", "iron forgives")
    done = run("tag:mettle", "--index", index)
    assert (done.status, "follow-up, metal" in done.err) == (1, True), done.err


def test_speakers_and_files_that_get_other_names(tmp_path: Path, run: Run) -> None:
    """A tag stays where it was said."""
    index, folder = tmp_path / "index", tmp_path / "talks"
    folder.mkdir()
    text = "Ann: Who mends the clock?\n\nBo: My uncle mends the clock, with a hairpin.\n\n" * 2
    (folder / "clock.txt").write_text(text + "Ann: And who winds it?\n\nBo: Nobody winds it.\n")
    run("index", folder, "--index", index)
    assert run("tag", "+craft", "clock:6", "--index", index).status == 0
    run("speakers", "rename", "Bo", "Robert", "--index", index)
    (folder / "clock.txt").rename(folder / "watch.txt")
    folder.rename(tmp_path / "moved")
    run("index", "--prune", tmp_path / "moved", "--index", index)
    (listed,) = run("tag", "--list", "--index", index).out.splitlines()
    assert listed == "craft: watch:6: Robert: Nobody winds it."


def test_an_open_archive_sees_a_new_tag(index: Path, run: Run) -> None:
    """As it sees any other change."""
    with searcher.open(index) as archive:
        assert archive.search("tag:metal").total == 0
        run("tag", "+metal", "--index", index, "--", "iron forgives")
        assert archive.search("tag:metal").total == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--list", "mettle"], "no turn has the tag mettle; there are metal"),
        (["--export", "tags.xlsx"], "there is no format .xlsx"),
        (["--export", "tags.csv", "iron"], "leave out iron"),
        (["+a b", "iron"], "'+a b' is no tag"),
        (["+", "iron"], "'+' is no tag"),
    ],
)
def test_lists_and_files_that_there_are_not(
    arguments: list[str], said: str, index: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the value, and no file is made."""
    monkeypatch.chdir(index.parent)
    run("tag", "+metal", "--index", index, "--", "iron forgives")
    done = run("tag", *arguments, "--index", index)
    assert (done.status > 0, done.out, done.err.count("\n")) == (True, "", 1)
    assert said in done.err
    assert [path.name for path in index.parent.iterdir()] == ["index"]


def test_a_table_without_formulas(index: Path, tmp_path: Path, run: Run) -> None:
    """Tags and notes, as CSV."""
    run("tag", "+metal", "--index", index, "--", "iron forgives")
    run("note", "m-protein:6", '=cmd|"x"!A1', "--index", index)
    file = tmp_path / "tags.csv"
    assert run("tag", "--export", file, "--index", index).status == 0
    rows = [*csv.DictReader(io.StringIO(file.read_text("utf-8"), newline=""))]
    assert [(row["code"], row["program"], row["turn"]) for row in rows] == [
        ("metal", "lighthouse", "2"), ("", "m-protein", "6"),
    ]  # fmt: skip
    assert rows[1]["note"] == '\'=cmd|"x"!A1'
    assert rows[0]["text"].startswith("Don't lean")
    printed = run("tag", "--export", "-", "--index", index)
    assert printed.out.count("metal") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["+metal"], "tags come first"),
        (["iron", "+metal"], "tags come first"),
        (["iron"], "say which tag"),
        (["+a b", "m-protein:6"], "'+a b' is no tag"),
        (["+metal", "--list", "iron"], "not both"),
        (["+metal", "999"], "no result 999"),
        (["+metal", "m-protein:99"], "has no turn 99"),
        (["+metal", "--", "tag:("], "needs a tag"),
        (["--speaker=pellow", "--list"], "searcher tag --remove s -- WORDS"),
        (["--list", "--speaker", "pellow"], "filters narrow a search"),
        (["-x"], "tags come first"),
        (["--remove", "a b", "m-protein:6"], "'a b' is no tag"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong(arguments: list[str], told: str, index: Path, run: Run) -> None:
    """One clear line, status 2, and no file."""
    done = run("tag", *arguments[:-1], "--index", index, *arguments[-1:])
    if arguments[-2:-1] == ["--"]:
        done = run("tag", *arguments[:-2], "--index", index, *arguments[-2:])
    assert (done.status, told in done.err) == (2, True), done.err
    assert not (index / "tags.json").exists()


def test_tags_of_one_letter(index: Path, run: Run) -> None:
    """They are put and taken away as all others, also where a letter is an option."""
    done = run("tag", *(f"+{code}" for code in "xsCé7"), "m-protein:6", "--index", index)
    assert done.out == "1 turn: +x +s +C +é +7\n"
    assert run("tag", "-x", "-é", "-7", "m-protein:6", "--index", index).out == "1 turn: -x -é -7\n"
    assert run("tag", "--index", index).out == "c: 1 turn\ns: 1 turn\n"
    done = run("tag", "--index", index, "-s", "m-protein:6")
    assert (done.status, "searcher tag --remove s -- WORDS" in done.err) == (2, True)
    done = run("tag", "-c", "--remove", "s", "--index", index, "--", "call that a plateau")
    assert (done.status, done.out) == (0, "1 turn: -c -s\n")
    assert run("tag", "--index", index).status == 1


def test_nothing_is_tagged_where_only_some_words_are_said(index: Path, run: Run) -> None:
    """A weaker tier is no answer to what is to be tagged."""
    done = run("tag", "+metal", "--index", index, "--", "iron forgives elephants")
    assert (done.status, done.out) == (1, "0 turns: +metal\n")


def test_a_broken_file_stops_only_what_needs_it(index: Path, run: Run) -> None:
    """A search without tags goes on."""
    (index / "tags.json").write_text("{")
    for arguments in (["tag"], ["note"], ["tag:metal"], ["tag", "+metal", "m-protein:6"]):
        done = run(*arguments, "--index", index)
        assert (done.status, "tags.json" in done.err) == (2, True), arguments
    assert run("iron", "--index", index).status == 0
    assert (index / "tags.json").read_text() == "{"


def test_programs_that_tag_at_once(index: Path) -> None:
    """None of their tags is lost."""

    def tag(number: int) -> None:
        with searcher.open(index) as archive:
            for turn in (2, 6):
                archive.tag(add=[f"code{number}"], at=f"m-protein:{turn}")

    threads = [threading.Thread(target=tag, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with searcher.open(index) as archive:
        assert len(archive.marks()) == 12
        assert all(archive.search(f"tag:code{number}").total == 2 for number in range(6))
