"""`searcher kwic`: what it prints, what it refuses, and how it says that nothing is found."""

import json
from pathlib import Path

import pytest

from searcher.archive import Archive
from tests.conftest import Run


def test_a_concordance(run: Run, samples_index: Path, archive: Archive) -> None:
    """A heading, then a line a match, aligned on the match."""
    done = run("kwic", "M protein", "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    heading, blank, *lines = done.out.splitlines()
    assert heading == "18 matches in 13 turns for M protein, as a phrase"
    assert (blank, len(lines)) == ("", archive.kwic("M protein").total)
    assert {line[47:58].casefold() for line in lines} == {"  m protein"}
    assert max(map(len, lines)) <= 80


def test_pages_and_orders(run: Run, samples_index: Path) -> None:
    """`--limit` and `--offset` show a part of one list, which the heading names."""
    arguments = ("kwic", "protein", "--sort", "right", "--index", samples_index)
    whole = run(*arguments).out.splitlines()[2:]
    page = run(*arguments, "-n", "3", "--offset", "4").out.splitlines()
    assert page[0].endswith(" · 5 to 7")
    assert page[2:] == whole[4:7]


def test_the_filters_of_a_search(run: Run, samples_index: Path) -> None:
    """And its words, tiers and operators."""
    only = run("kwic", "protein", "-s", "lindqvist", "--index", samples_index).out
    assert {line[:7] for line in only.splitlines()[2:]} == {"Beatriz"}
    typed = run("kwic", "protein speaker:lindqvist", "--index", samples_index).out
    assert typed.splitlines()[2:] == only.splitlines()[2:]


def test_json_lines(run: Run, samples_index: Path) -> None:
    """One object a match with the keys that are documented, and a summary last."""
    done = run("kwic", "wa?? OR spike", "--json", "--index", samples_index)
    *lines, summary = map(json.loads, done.out.splitlines())
    for line in lines:
        assert list(line) == [
            "type", "schema", "program", "turn", "span", "left", "match", "right", "at", "link",
        ]  # fmt: skip
        assert (line["type"], line["schema"]) == ("kwic", 1)
        text = line["turn"]["text"]
        start, end = line["span"]
        assert " ".join(text[start:end].split()) == line["match"]
        said = " ".join(text.split())
        assert (line["left"] + line["match"] + line["right"]).strip() in said
        assert max(len(line["left"]), len(line["right"])) <= 100
    assert any(line["at"] for line in lines)
    assert summary == {
        "type": "summary", "schema": 1, "query": "wa?? OR spike", "total": len(lines),
        "turns": summary["turns"], "tier": None, "shown": len(lines), "offset": 0,
        "order": "text",
    }  # fmt: skip
    assert 0 < summary["turns"] <= len(lines)


def test_nothing_is_found(run: Run, samples_index: Path) -> None:
    """What is near is said, as in a search; the status is 1."""
    done = run("kwic", "protien", "--index", samples_index)
    assert done.status == 1
    assert "protein" in done.err
    after = run("kwic", "protein", "--offset", "5000", "--index", samples_index)
    assert (after.status, after.out.splitlines()[0]) == (
        1, "26 matches in 18 turns for protein · none from 5,001 on",
    )  # fmt: skip


def test_turns_without_a_word_to_show(run: Run, samples_index: Path) -> None:
    """A field only says which turns match; a line says so."""
    done = run("kwic", "speaker:lindqvist", "--index", samples_index)
    assert done.status == 1
    assert done.out.startswith("0 matches in 8 turns for speaker:lindqvist")
    assert "no word in them" in done.err
    assert "Add a word" in done.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("protein", "--sort", "up"), "'up' is not one of"),
        (("protein", "--width", "19"), "from 20 to 1,000, not 19"),
        (("protein", "--limit", "0"), "1 or more, not 0"),
        (('"protein',), "quote"),
        ((), "WORDS... is missing"),
        (("protein", "--wide"), "no option --wide; did you mean --width?"),
    ],
)
def test_bad_input(run: Run, samples_index: Path, typed: tuple[str, ...], said: str) -> None:
    """One clear error, and nothing on standard output."""
    done = run("kwic", *typed, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_twenty_columns(run: Run, samples_index: Path) -> None:
    """No reference; the match is in brackets, below one another."""
    done = run("kwic", "protein", "--width", "20", "--index", samples_index)
    lines = done.out.splitlines()[2:]
    assert max(map(len, lines)) <= 20
    assert {line.index("[") for line in lines} == {5}


def test_a_file(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """The lines go where `--output` says, as those of every command."""
    file = tmp_path / "lines.csv"
    done = run("kwic", "protein", "--output", file, "-n", "2", "--index", samples_index)
    assert (done.status, done.out) == (0, "")
    assert len(file.read_text().splitlines()) == 3


def test_other_formats(run: Run, samples_index: Path) -> None:
    """A table of cells, and one line each without a heading."""
    table = run("kwic", "protein", "--format", "csv", "-n", "2", "--index", samples_index).out
    assert table.splitlines()[0].startswith("left,match,right,speaker,")
    assert len(table.splitlines()) == 3
    short = run("kwic", "protein", "--format", "short", "-n", "2", "--index", samples_index)
    assert len(short.out.splitlines()) == 2
    assert "26 matches" in short.err
