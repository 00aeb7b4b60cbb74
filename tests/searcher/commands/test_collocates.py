"""`searcher collocates`: what it prints and what it refuses."""

import json
from pathlib import Path

import pytest

from searcher.archive import Archive
from searcher.concordance.words.collocates import MEASURES
from tests.conftest import Run


def test_a_table(run: Run, samples_index: Path, archive: Archive) -> None:
    """What was counted, then a word a line with its figures, the strongest first."""
    done = run("collocates", "protein", "--limit", "2", "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == (
        "9 collocates of protein: 26 matches in 18 turns · 5 words on either side, at"
    )
    assert done.out.splitlines()[3:] == [
        "word  together  expected  in all  log-likelihood",
        "────────────────────────────────────────────────",
        "m           22       1.2      26          114.38",
        "is           7       2.8      59            4.87",
    ]
    assert len(archive.collocates("protein")) == 9


@pytest.mark.parametrize("measure", MEASURES)
def test_json_lines(run: Run, samples_index: Path, archive: Archive, measure: str) -> None:
    """One object a word with the keys that are documented, and a summary last."""
    typed = ("collocates", "protein", "--measure", measure, "--window", "3", "--right", "0")
    done = run(*typed, "--min", "2", "--json", "--index", samples_index)
    *words, summary = map(json.loads, done.out.splitlines())
    found = archive.collocates("protein", left=3, right=0, measure=measure, minimum=2, limit=20)
    assert [word["word"] for word in words] == [one.word for one in found]
    for word in words:
        assert list(word) == [
            "type", "schema", "word", "together", "expected", "measure", "score", "frequency",
        ]  # fmt: skip
        assert (word["type"], word["measure"]) == ("word", measure)
        assert word["frequency"] >= word["together"] >= 2
        assert word["together"] > word["expected"]
    scores = [word["score"] for word in words]
    assert scores == sorted(scores, reverse=True)
    assert list(summary) == [
        "type", "schema", "query", "total", "turns", "tier", "matches", "near", "words",
        "measure", "window", "minimum", "shown",
    ]  # fmt: skip
    assert (summary["window"], summary["matches"], summary["shown"]) == ([3, 0], 26, len(words))


@pytest.mark.parametrize("columns", ["20", "40", "60"])
def test_a_narrow_terminal(
    run: Run, samples_index: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns that do not fit are left out, and named; the score stays."""
    monkeypatch.setenv("COLUMNS", columns)
    done = run("collocates", "protein", "-n", "1", "--index", samples_index)
    assert "114.38" in done.out
    assert max(map(len, done.out.splitlines())) <= int(columns)
    assert ("No room for" in done.out) == (columns != "60")


def test_nothing_is_found(run: Run, samples_index: Path) -> None:
    """No match: what is near; a match without a collocate: the heading alone."""
    done = run("collocates", "protien", "--index", samples_index)
    assert (done.status, "protein" in done.err) == (1, True)
    fields = run("collocates", "speaker:lindqvist", "--index", samples_index)
    assert (fields.status, "8 turns found, and no word in them" in fields.err) == (1, True)
    alone = run("collocates", "protein", "--min", "900", "--index", samples_index)
    assert alone.status == 1
    assert alone.out.startswith("0 collocates of protein")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--left", "0", "--right", "0"), "the window has no word"),
        (("--window", "3", "--left", "4", "--right", "5"), "leave nothing to --window"),
        (("--window", "0"), "from 1 to 100, not 0"),
        (("--window", "101"), "from 1 to 100, not 101"),
        (("--measure", "luck"), "'luck' is not one of"),
    ],
)
def test_bad_input(run: Run, samples_index: Path, typed: tuple[str, ...], said: str) -> None:
    """One clear error, and nothing on standard output."""
    done = run("collocates", "protein", *typed, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
