"""`searcher packet` and `searcher verify --packet`: what is typed, and what is printed."""

import json
import os
import signal
from pathlib import Path

import pytest

from searcher.packet import folder as packet_folder
from tests.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nonsuch"], 1, "nothing found for nonsuch"),
        (['"M'], 2, "not closed"),
        (["protein", "--only", "0"], 2, "--only 0: give numbers of results, such as 1,3 or 2-5"),
        (["protein", "--only", "2-1"], 2, "give numbers of results"),
        (["protein", "--only", "1,x"], 2, "give numbers of results"),
        (
            ["protein", "--only", "7", "-n", "3"],
            2,
            "the search has the results 1 to 3; see --limit",
        ),
        (["protein", "--cite", "harvard"], 2, "harvard"),
        (["protein", "--speaker", ""], 2, ""),
    ],
)
def test_wrong_input(
    run: Run, samples_index: Path, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    """One line, and nothing is written, not even a folder."""
    done = run("packet", *arguments, "--to", tmp_path / "x", "--index", samples_index)
    assert done.status in (status, 1)
    assert done.status == status or not said
    assert said in done.err
    assert [*tmp_path.iterdir()] == []


def test_only_some_results(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """They keep the numbers that the search gives them."""
    done = run("packet", "M protein", "--only", "2, 4-5", "--cite", "mla", "--to", tmp_path / "x",
               "--index", samples_index)  # fmt: skip
    assert done.status == 0, done.err
    assert done.out.startswith(f"3 quotes in {tmp_path / 'x'}\nSHA-256 of the packet: ")
    record = json.loads((tmp_path / "x" / "packet.json").read_text())
    assert [quote["number"] for quote in record["quotes"]] == [2, 4, 5]
    assert {style for quote in record["quotes"] for style in quote["citations"]} == {"mla"}
    search = record["search"]
    assert (search["query"], search["tier"], search["total"], search["quotes"], search["only"]) == (
        ["M protein"], "phrase", 13, 3, "2, 4-5",
    )  # fmt: skip
    lines = (tmp_path / "x" / "quotes.jsonl").read_text().splitlines()
    ranks = [json.loads(line)["rank"] for line in lines]
    assert ranks == [2, 4, 5]


def test_a_limit_is_said(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """A packet that has not all of them says so."""
    done = run("packet", "M protein", "-n", "2", "--to", tmp_path / "x", "--index", samples_index)
    assert "the search has 13 turns, and these are the best; see --limit" in done.err
    assert "the first 2" in (tmp_path / "x" / "quotes.html").read_text()


def test_what_is_printed(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """Every line for people, and as JSON; the exit status says whether all holds."""
    index = ["--index", samples_index]
    made = run("packet", "M protein", "-n", "1", "--to", tmp_path / "x", *index)
    sha256 = made.out.split()[-1]
    done = run("verify", "--packet", tmp_path / "x", *index)
    lines = done.out.splitlines()
    assert done.status == 0
    assert lines[0].startswith("1 quote for M protein · made 2")
    assert "same    quote 1: m-protein:6, Dr. Samuel Adeyinka" in lines
    assert "all 12 hold" in lines
    assert sha256 in done.out
    (tmp_path / "x" / "quotes.md").unlink()
    done = run("verify", "--packet", tmp_path / "x", "--json", *index)
    *checks, summary = map(json.loads, done.out.splitlines())
    assert done.status == 1
    assert [one for one in checks if one["holds"] is False] == [
        {"type": "check", "schema": 1, "kind": "file", "name": "quotes.md", "state": "missing",
         "holds": False, "note": None},
    ]  # fmt: skip
    del summary["made"], summary["seconds"]
    assert summary == {
        "type": "summary", "schema": 1, "packet": str(tmp_path / "x"), "version": "0.1.0",
        "query": "M protein", "quotes": 1, "sha256": sha256, "hold": 11, "fail": 1,
    }  # fmt: skip


@pytest.mark.parametrize("also", [["iron"], ["--speaker", "Pellow"], ["--file", "x.md"]])
def test_a_packet_and_something_else(
    run: Run, samples_index: Path, tmp_path: Path, also: list[str]
) -> None:
    """One of them is checked."""
    done = run("verify", "--packet", tmp_path, *also, "--index", samples_index)
    assert (done.status, "--packet exclude each other" in done.err) == (2, True)


def test_what_is_for_the_owner_only(run: Run, tmp_path: Path) -> None:
    """The packet says so, and only its owner enters the folder."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "a.txt").write_text("Ann: The lake is cold.\n\nBob: Is it?\n\nAnn: It is, Bob.\n")
    index = ["--index", tmp_path / "index"]
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "speakers.toml").write_text(
        '[[speaker]]\nname = "Ann"\nrestricted = true\n'
    )
    assert run("index", talks, *index).status == 0
    done = run("packet", "lake", "--to", tmp_path / "x", *index)
    assert (done.status, (tmp_path / "x").exists()) == (1, False)
    done = run("packet", "lake", "--include-restricted", "--to", tmp_path / "x", *index)
    assert done.status == 0, done.err
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o700
    assert "Do not hand it on" in (tmp_path / "x" / "quotes.html").read_text()
    done = run("verify", "--packet", tmp_path / "x", "--include-restricted", *index)
    assert done.status == 0, done.out
    done = run("verify", "--packet", tmp_path / "x", *index)
    assert (done.status, "restricted quote" in done.out) == (1, True)


def test_names_that_are_not_utf8(run: Run, tmp_path: Path) -> None:
    """The checksum of such a recording is checked as that of any other."""
    talks = tmp_path / "talks"
    talks.mkdir()
    name = os.fsdecode(b"bad\xff")
    (talks / f"{name}.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.500\n<v Ann>A lamp.\n")
    (talks / f"{name}.wav").write_text("no sound")
    index = ["--index", tmp_path / "index"]
    run("index", talks, *index)
    made = run("packet", "lamp", "--to", tmp_path / "x", *index)
    assert (made.status, made.err) == (0, "")
    done = run("verify", "--packet", tmp_path / "x", "--json", *index)
    assert (done.status, done.err) == (0, "")
    records = [*map(json.loads, done.out.splitlines())]
    assert [(one["state"], one["name"]) for one in records if one.get("kind") == "recording"] == [
        ("same", f"{talks}/bad\\xff.wav")
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal(
    run: Run, samples_index: Path, tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left, under no name."""
    monkeypatch.setattr(packet_folder, "write", lambda *_: os.kill(os.getpid(), number))
    done = run("packet", "M protein", "--to", tmp_path / "x", "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert "interrupted" in done.err
    assert [*tmp_path.iterdir()] == []
