"""`searcher show`: what it takes, what it refuses, and the results of the last search."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.update.update import update
from searcher import cli
from searcher.passages import last_search
from tests.conftest import REPOSITORY, Run
from tests.searcher.output.streams.test_screen import Screen

Shell = Callable[..., str]


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Run commands one after the other on a terminal of 80 columns; what both streams get."""
    monkeypatch.setattr(last_search, "_terminal", lambda: "pts-7")
    for name, value in (("COLUMNS", "80"), ("LINES", "500"), ("TERM", "dumb")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("SEARCHER_SCREEN", raising=False)

    def call(*typed: str | Path) -> str:
        out = Screen()
        with contextlib.redirect_stdout(out):
            status = cli.run([str(each) for each in typed])
        return f"{out.getvalue()}{capsys.readouterr().err}[{status}]"

    return call


def test_the_whole(run: Run, samples_index: Path) -> None:
    """With all that is known of it; the status is 0."""
    done = run("show", "m-protein", "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("What Is My M Protein Telling Me?\nPlasma Cell Diaries · 2019-")
    assert "\n  topics       Testing\n" in done.out
    assert "\n  15  " in done.out


def test_words_of_the_title(run: Run, samples_index: Path) -> None:
    """Several arguments are one name."""
    one = run("show", "what", "is", "my", "m", "protein:7", "-C", "0", "--index", samples_index)
    other = run("show", "m-protein:7", "-C", "0", "--index", samples_index)
    assert one == other
    assert "How bad is the weather?" in one.out


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("nowhere",), "searcher: no program is called nowhere; see `searcher programs`\n"),
        (("m-protien",), "searcher: no program is called m-protien; nearest:\n  m-protein · What"),
        (("m-protein:99",), "searcher: m-protein has no turn 99; it has 15 turns, from 1\n"),
        (("m-protein", "--hit", "1"), "searcher: --hit needs a search: --find WORDS"),
        (("m-protein", "--find", "gel", "--hit", "3"), "searcher: there is no hit 3: 2 turns of"),
        (("m-protein", "--find", "("), "searcher: this bracket is not closed\n  (\n"),
        (("m-protein", "--find", ""), "searcher: "),
        (("m-protein", "-C", "-1"), "searcher: --context: it must be a whole number"),
        ((), "searcher: PROGRAM[:TURN] is missing"),
    ],
)
def test_errors(run: Run, samples_index: Path, typed: tuple[str, ...], error: str) -> None:
    """One line, status 2, nothing printed."""
    done = run("show", *typed, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(error)


def test_several_programs(run: Run, tmp_path: Path) -> None:
    """A list on standard error."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# A wall\n\n**Ann:** Talk {name}.\n\n**Bo:** No.\n")
    run("index", tmp_path, "--index", tmp_path / "index")
    done = run("show", "wall", "--index", tmp_path / "index")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "searcher: 2 programs are called wall; give the id of one:\n"
        "  one · A wall · 2 turns\n  two · A wall · 2 turns\n"
    )


def test_no_match(run: Run, samples_index: Path) -> None:
    """The passage is shown, a notice says so, and the status is 1."""
    done = run("show", "m-protein:6", "--find", "zyzzyva", "--index", samples_index)
    assert (done.status, done.err) == (1, "searcher: no turn of m-protein matches zyzzyva\n")
    assert "0 turns for zyzzyva" in done.out


def test_json(run: Run, samples_index: Path) -> None:
    """One object; it has what `searcher parse` prints, and what matches."""
    typed = ("show", "standup@0:21", "--find", "spike", "-C", "0")
    (record,) = map(json.loads, run(*typed, "--json", "--index", samples_index).out.splitlines())
    (turn,) = record["turns"]
    assert (record["type"], record["id"], record["total"]) == ("passage", "standup-2023-02-06", 18)
    assert (record["turn"], turn["number"]) == (2, 2)
    assert [turn["text"][start:end] for start, end in turn["spans"]] == ["spike"]
    start, end = record["moment"]
    assert turn["text"][start:end].startswith("The spike")
    assert record["matches"] == {"query": "spike", "tier": "phrase", "turns": [2], "hit": None}
    (whole,) = map(
        json.loads, run("show", "m-protein", "--json", "--index", samples_index).out.splitlines()
    )
    assert len(whole["turns"]) == whole["total"] == 15
    assert (whole["turn"], whole["moment"], whole["matches"]) == (None, None, None)


def test_one_line_a_turn(run: Run, samples_index: Path) -> None:
    """As other results in this format."""
    out = run("show", "m-protein:6", "-C", "1", "--format", "short", "--index", samples_index).out
    assert [line.split(":")[1] for line in out.splitlines()] == ["5", "6", "7"]


def test_results_have_numbers_on_a_terminal(shell: Shell, samples_index: Path) -> None:
    """And `searcher show NUMBER` shows each, in the index that was searched, marked."""
    page = shell("M protein", "--limit", "3", "--index", samples_index)
    assert "\n2 Dr. Samuel Adeyinka, Hematologist, Calder Valley Hospital · turn 2\n" in page
    shown = shell("show", "2", "-C", "0")
    assert "\n▸ 2  Dr. Samuel Adeyinka" in shown
    assert " turns for M protein, as a phrase" in shown
    assert "\nHit 2 of 10. Next hit: searcher show 2 -C 0 --hit 3\n" in shown
    assert "\nNext result: searcher show 3\n[0]" in shown
    assert "Next result" not in shell("show", "3")
    assert "▸ 3  " in shell("show", "2", "--hit", "3")
    assert "Hit" not in shell("show", "2:7-8", "--find", "weather").split("Read on")[1]


def test_filters_of_the_last_search(shell: Shell, samples_index: Path) -> None:
    """They leave out turns here, too, and the heading names them."""
    shell("M protein", "--speaker", "lindqvist", "--index", samples_index)
    shown = shell("show", "1")
    assert " turns for M protein --speaker lindqvist, as a phrase · turns 1, 3, 5," in shown
    assert "--speaker" not in shell("show", "1", "--find", "M protein")


def test_the_demo_has_no_numbers(shell: Shell, samples_index: Path) -> None:
    """Its index is gone when it ends; the search before is still the last one."""
    shell("gel", "--index", samples_index)
    assert "\n1 " not in shell("demo", "--limit", "1")
    assert "turns for gel" in shell("show", "1")


def test_a_page_is_numbered_from_its_offset(shell: Shell, samples_index: Path) -> None:
    """And the pages before can be shown, too."""
    shell("M protein", "--limit", "2", "--index", samples_index)
    page = shell("M protein", "--limit", "2", "--offset", "2", "--index", samples_index)
    assert "\n3 Dr. Samuel Adeyinka" in page
    assert "▸ 10  " in shell("show", "3")
    assert "▸ 6  " in shell("show", "1")


def test_a_result_that_is_not_there(shell: Shell, samples_index: Path, tmp_path: Path) -> None:
    """The error says which results there are, or that there was no search."""
    index = ("--index", samples_index)
    assert shell("show", "3", *index).startswith(
        "searcher: 3 is no program, and no search is remembered in this terminal"
    )
    shell("M protein", "--limit", "2", *index)
    assert shell("show", "3").startswith(
        "searcher: there is no result 3: the last search, for M protein, has the results 1 to 2\n"
    )
    with (tmp_path / "talk.md").open("w") as file:
        file.write("**Ann:** A talk.\n\n**Ben:** Yes.\n")
    update(tmp_path / "index", [tmp_path / "talk.md"])
    assert "no search is remembered" in shell("show", "1", "--index", tmp_path / "index")


def test_an_id_that_is_a_number_wins(shell: Shell, tmp_path: Path) -> None:
    """A notice says what the result would have been."""
    (tmp_path / "1.md").write_text("**Ann:** A wall.\n\n**Ben:** Yes.\n")
    (tmp_path / "talk.md").write_text("**Ann:** Gates.\n\n**Ben:** A gate.\n")
    update(tmp_path / "index", [tmp_path / "1.md", tmp_path / "talk.md"])
    shell("gates", "--index", tmp_path / "index")
    shown = shell("show", "1")
    assert "A wall." in shown
    assert "searcher: 1 is the id of a program; result 1 is talk:" in shown
    assert "Gates." in shell("show", "2")


def test_an_index_that_has_changed(shell: Shell, tmp_path: Path) -> None:
    """The turn is found again by what it says, or the error says that it is gone."""
    talk = tmp_path / "talk.md"
    talk.write_text("**Ann:** One.\n\n**Ben:** Gates.\n\n**Ann:** Three.\n")
    update(tmp_path / "index", [talk])
    shell("gates", "--index", tmp_path / "index")
    talk.write_text("**Ben:** Zero.\n\n**Ann:** One.\n\n**Ben:** Gates.\n\n**Ann:** Three.\n")
    update(tmp_path / "index", [talk])
    shown = shell("show", "1", "-C", "0")
    assert "▸ 3  Ben" in shown
    assert "searcher: the index has changed since the search: turn 2 is now 3\n[0]" in shown
    talk.write_text("**Ben:** Zero.\n\n**Ann:** One.\n\n**Ben:** Walls.\n")
    update(tmp_path / "index", [talk])
    assert shell("show", "1").startswith(
        "searcher: the index has changed since the search: turn 2 of talk is not there any more"
    )
    shutil.rmtree(tmp_path / "index")
    assert "there is no index here" in shell("show", "1")


def test_output_that_is_no_terminal_is_not_remembered(
    shell: Shell, run: Run, samples_index: Path
) -> None:
    """It has no numbers, and the last search stays what it was."""
    shell("gel", "--index", samples_index)
    out = run("M protein", "--index", samples_index).out
    assert "\n  Dr. Samuel Adeyinka" in out
    assert "for gel" in shell("show", "1")


def test_a_read_only_home_is_no_error(
    shell: Shell, samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search prints what it prints."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/nowhere")
    assert shell("M protein", "--limit", "1", "--index", samples_index).endswith("[0]")


def test_several_indexes(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """A program is looked for in all of them; of one id in two of them, both are named."""
    talk = tmp_path / "m-protein.md"
    talk.write_text("# Gels\n\n**Ann:** A gel.\n\n**Ben:** Yes.\n")
    update(tmp_path / "index", [talk])
    both = ("--index", samples_index, "--index", tmp_path / "index")
    assert "A gel." in run("show", "Gels", *both).out
    unclear = run("show", "m-protein", *both)
    assert unclear.status == 2
    assert "2 programs are called m-protein; give the id of one:" in unclear.err
    assert "Adeyinka" in run("show", "samples0/index:m-protein", *both).out
    found = run("show", "Gels", "--find", "gel", *both).out
    assert "1 turn for gel" in found


@pytest.mark.skipif(os.name == "nt", reason="a pipe of a shell")
def test_a_closed_pipe_is_no_error(samples_index: Path) -> None:
    """The reader has seen enough."""
    command = f"{sys.executable} -m searcher show m-protein --index {samples_index}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} | head -1"],
        capture_output=True, text=True, check=False, cwd=REPOSITORY,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk(samples_index: Path) -> None:
    """It is one line, and the status is 2."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "searcher", "show", "m-protein", "--index", samples_index],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=REPOSITORY,
        )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "The disk is full" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the pager is a shell script")
def test_a_long_transcript_opens_in_a_pager(
    shell: Shell, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short one does not, nor any if $SEARCHER_SCREEN says so."""
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {tmp_path}/paged\n")
    pager.chmod(0o755)
    monkeypatch.setenv("PAGER", str(pager))
    monkeypatch.setenv("LINES", "24")
    index = ("--index", samples_index)
    assert shell("show", "m-protein", *index) == "[0]"
    assert "How bad is the weather?" in (tmp_path / "paged").read_text()
    assert "How bad is the weather?" in shell("show", "m-protein:7", "-C", "0", *index)
    monkeypatch.setenv("SEARCHER_SCREEN", "all")
    assert "How bad is the weather?" in shell("show", "m-protein", *index)


def test_it_takes_no_numpy(samples_index: Path) -> None:
    """Unless something is searched for."""
    code = (
        "import sys\nfrom searcher import cli\n"
        "assert cli.run(sys.argv[1:]) == 0\n"
        "print('numpy' in sys.modules, file=sys.stderr)\n"
    )
    for more, loaded in (([], "False"), (["--find", "gel"], "True")):
        done = subprocess.run(
            [sys.executable, "-c", code, "show", "m-protein:6", "--index", samples_index, *more],
            capture_output=True, text=True, check=True, cwd=REPOSITORY,
        )  # fmt: skip
        assert done.stderr.split()[-1] == loaded


@pytest.mark.skipif(os.name == "nt", reason="the pager is a shell script")
def test_the_pager_begins_near_the_turn_that_was_asked_for(
    shell: Shell, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it is not on the first screen anyway; only `less` is told so."""
    for name in ("less", "other"):
        pager = tmp_path / name
        pager.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/paged\n')
        pager.chmod(0o755)
    monkeypatch.setenv("LINES", "12")
    monkeypatch.setenv("PAGER", str(tmp_path / "less"))
    typed = ("show", "m-protein:12", "-C", "3", "--index", samples_index)
    shell(*typed)
    first = int((tmp_path / "arguments").read_text().strip().removeprefix("+"))
    lines = (tmp_path / "paged").read_text().splitlines()
    assert any(line.startswith("▸ 12") for line in lines[first : first + 12])
    assert not lines[0].startswith("▸")
    shell("show", "m-protein", "--index", samples_index)
    assert (tmp_path / "arguments").read_text().strip() == ""
    monkeypatch.setenv("PAGER", str(tmp_path / "other"))
    shell(*typed)
    assert (tmp_path / "arguments").read_text().strip() == ""


def test_an_empty_name(run: Run, samples_index: Path) -> None:
    """It is said that it is empty."""
    done = run("show", "", "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert "the name of the program is empty" in done.err
