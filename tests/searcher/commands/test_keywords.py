"""`searcher keywords`: two sides, and what is typical of the first one."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run


def test_a_table(run: Run, samples_index: Path) -> None:
    """Both sides with their sizes, then a word a line."""
    done = run("keywords", "--series", "diaries", "-n", "2", "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [
        "33 keywords of series diaries (15 turns, 552 words) against all others (147",
        "turns, 4,384 words) · said at least 3 times · the first 2",
    ]
    assert done.out.splitlines()[5].startswith("protein     16      28.99       7")


def test_json_lines(run: Run, samples_index: Path) -> None:
    """One object a word with the keys that are documented, and a summary last."""
    typed = ("keywords", "-s", "adeyinka", "--vs-speaker", "lindqvist", "--min", "1")
    done = run(*typed, "--json", "--index", samples_index)
    *words, summary = map(json.loads, done.out.splitlines())
    for word in words:
        assert list(word) == [
            "type", "schema", "word", "together", "expected", "measure", "score", "reference",
            "rate", "reference_rate", "log_likelihood", "log_ratio", "difference", "programs",
            "dispersion",
        ]  # fmt: skip
        assert word["rate"] > word["reference_rate"]
        assert word["score"] == word["log_likelihood"]
        assert (word["difference"] is None) == (word["reference"] == 0)
    assert (summary["filters"], summary["versus"]) == (
        {"speaker": "adeyinka"}, {"speaker": "lindqvist"},
    )  # fmt: skip
    assert summary["shown"] == len(words) <= summary["total"]


def test_a_word_of_one_program_is_no_keyword_of_many(run: Run, samples_index: Path) -> None:
    """Of several programs two must say it, unless less is asked for."""
    arguments = ("keywords", "--since", "2019", "--json", "--index", samples_index)
    words = [json.loads(line) for line in run(*arguments).out.splitlines()[:-1]]
    assert all(word["programs"] >= 2 and 0 <= word["dispersion"] <= 1 for word in words)
    loose = run(*arguments, "--min-programs", "1").out.splitlines()[:-1]
    assert any(json.loads(line)["programs"] == 1 for line in loose)


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ((), 2, "say whose words: give a filter"),
        (("--vs-speaker", "lindqvist"), 2, "say whose words"),
        (("-s", "nobody"), 1, "no turn matches speaker: nobody"),
        (("-s", "adeyinka", "--vs-speaker", "nobody"), 1, "nothing to compare with: no turn"),
        (("-s", "adeyinka", "--vs-speaker", "adeyinka"), 2, "both sides are the same"),
        (
            ("-s", "adeyinka", "--vs-speaker", "samuel"),
            1,
            "no turn matches speaker: samuel and not speaker: adeyinka",
        ),
        (("protein",), 2, "searcher keywords takes no words"),
        (("-s", "adeyinka", "--vs-lang", "klingonish"), 2, "no known language"),
    ],
)
def test_bad_input(
    run: Run, samples_index: Path, typed: tuple[str, ...], status: int, said: str
) -> None:
    """One clear line, and nothing on standard output."""
    done = run("keywords", *typed, "--index", samples_index)
    assert (done.status, done.out) == (status, "")
    assert said in " ".join(done.err.split())
