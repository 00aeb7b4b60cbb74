"""`searcher stats`: what is counted, and what cannot be counted."""

import json
from pathlib import Path

import pytest

from searcher.archive import Archive
from tests.conftest import Run

BY = ("speaker", "role", "program", "series", "year", "month", "topic")


@pytest.mark.parametrize("by", BY)
def test_it_prints_what_the_archive_counts(
    run: Run, samples_index: Path, archive: Archive, by: str
) -> None:
    """By whatever, with the filters of a search."""
    done = run(
        "stats", "protein OR trial", "--by", by, "--since", "2019", "--json", "--index",
        samples_index,
    )  # fmt: skip
    counts = archive.count("protein OR trial", by=by, since="2019")
    *lines, summary = map(json.loads, done.out.splitlines())
    matched = {(one["value"], one["program"]): one["matches"] for one in lines if one["turns"]}
    expected = {(one.value, one.program): one.matches for one in counts.table(by).matched}
    if unknown := counts.table(by).unknown.matches:
        expected[None, None] = unknown
    assert matched == expected
    assert summary["matches"] == counts.total.matches
    found = archive.search("protein OR trial", since="2019", strict=True)
    assert summary["turns"] == found.total


def test_words_are_as_in_a_search(run: Run, samples_index: Path) -> None:
    """Operators, words with a hyphen before them, and what follows `--`."""
    excluded = run("stats", "protein", "-spike", "--index", samples_index)
    assert excluded.out.startswith("20 matches in 16 turns for protein -spike")
    phrase = run("stats", '"M protein"', "--index", samples_index)
    assert phrase.out.startswith('18 matches in 13 turns for "M protein"')
    tier = run("stats", "plateau panic protein", "--index", samples_index)
    assert "all the words in one turn" in tier.out


def test_without_words_talk_is_counted(run: Run, samples_index: Path) -> None:
    """By speaker, or by what is asked for."""
    done = run("stats", "--index", samples_index)
    assert done.status == 0
    assert done.out.splitlines()[2].split()[0] == "speaker"
    done = run("stats", "--by", "series", "--index", samples_index)
    assert done.out.splitlines()[2].split()[0] == "series"


@pytest.mark.parametrize("form", ["text", "short", "csv", "tsv", "jsonl"])
@pytest.mark.parametrize(
    "options", [[], ["--by", "year"], ["--vs", "trial"], ["--roll-call"], ["--dispersion"]]
)
def test_every_format(run: Run, samples_index: Path, options: list[str], form: str) -> None:
    """Of every answer."""
    done = run("stats", "protein", *options, "--format", form, "--index", samples_index)
    assert (done.status, done.err) == (0, "")
    assert done.out.count("\n") > 3
    talk = run("stats", "--format", form, "--index", samples_index)
    assert "Adeyinka" in talk.out


def test_nothing_is_found(run: Run, samples_index: Path) -> None:
    """The status is 1, and the notice names what is near, as in a search."""
    done = run("stats", "hemoglobine", "--index", samples_index)
    assert (done.status, done.out) == (1, "")
    assert "hemoglobin" in done.err
    done = run("stats", "protein", "--speaker", "nobody", "--index", samples_index)
    assert (done.status, done.out) == (1, "")
    assert "nobody" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--roll-call"], "--roll-call needs words: searcher stats WORDS --roll-call"),
        (["--vs", "trial"], "--vs needs words"),
        (["protein", "--roll-call", "--dispersion"], "--roll-call and --dispersion do not go"),
        (["protein", "--by", "year", "--roll-call"], "--by and --roll-call do not go together"),
        (["protein", "--by", "colour"], "'colour' is not one of 'speaker', 'role'"),
        (["protein", "--limit", "0"], "--limit"),
        (["protein", "--plot", "x.pdf"], "must end in .svg or .png"),
        (["protein", "--vs", "("], "this bracket is not closed"),
        (["("], "this bracket is not closed"),
        (["--speeker", "x"], "did you mean --speaker?"),
    ],
)
def test_what_cannot_be_counted(
    run: Run, samples_index: Path, arguments: list[str], message: str
) -> None:
    """One clear line, and the status 2."""
    done = run("stats", *arguments, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_plot_is_written(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """Beside what is printed; of nothing there is none."""
    pytest.importorskip("matplotlib")
    target = tmp_path / "years.svg"
    done = run("stats", "protein", "--by", "year", "--plot", target, "--index", samples_index)
    assert done.status == 0
    assert target.read_text().startswith("<?xml")
    target.unlink()
    assert run("stats", "zyzz", "--plot", target, "--index", samples_index).status == 1
    assert not target.exists()


def test_several_indexes_are_one(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """Their matches are added up."""
    (tmp_path / "talk.txt").write_text("Ann: Protein.\n\nBo: Which protein?\n\nAnn: This one.\n")
    assert run("index", tmp_path / "talk.txt", "--index", tmp_path / "i").status == 0
    done = run("stats", "protein", "--index", samples_index, "--index", tmp_path / "i")
    assert done.out.startswith("28 matches in 20 turns for protein")


def test_turns_without_a_word_to_count(run: Run, samples_index: Path) -> None:
    """A field only says which turns match; a line says so."""
    done = run("stats", "speaker:lindqvist", "--index", samples_index)
    assert done.out.startswith("0 matches in 8 turns for speaker:lindqvist")
    assert "8 turns found, and no word in them" in done.err


@pytest.mark.parametrize("option", ["--roll-call", "--dispersion"])
def test_other_formats_have_everyone(run: Run, tmp_path: Path, option: str) -> None:
    """Text shows 20; what is counted by another program is not cut."""
    for number in range(23):
        name = chr(ord("A") + number) * 3
        (tmp_path / f"{name}.txt").write_text(
            f"{name.title()} Lee: We keep bees.\n\nBo Ray: Oh?\n\n{name.title()} Lee: So we do.\n"
        )
    assert run("index", tmp_path, "--index", tmp_path / "i").status == 0
    done = run("stats", "bees", option, "--json", "--index", tmp_path / "i")
    *lines, summary = map(json.loads, done.out.splitlines())
    assert (len({json.dumps(line) for line in lines}), summary["shown"]) == (23, 23)
    few = run("stats", "bees", option, "--json", "--limit", "2", "--index", tmp_path / "i")
    assert json.loads(few.out.splitlines()[-1])["shown"] == 2
    assert "3 more" in run("stats", "bees", option, "--index", tmp_path / "i").out


def test_an_answer_of_several_turns_is_one(run: Run, tmp_path: Path) -> None:
    """So nobody answers more often than somebody asks."""
    (tmp_path / "talk.txt").write_text(
        "Ann Lee: Who keeps the bees?\n\nBo Ray: I do.\n\nBo Ray: And my brother.\n\n"
        "Bo Ray: On Sundays.\n\nAnn Lee: Good.\n\nBo Ray: It is.\n"
    )
    assert run("index", tmp_path / "talk.txt", "--index", tmp_path / "i").status == 0
    done = run("stats", "--by", "speaker", "--json", "--index", tmp_path / "i")
    *groups, _ = map(json.loads, done.out.splitlines())
    assert {one["value"]: (one["turns"], one["asked"], one["answered"]) for one in groups} == {
        "Ann Lee": (2, 1, 0),
        "Bo Ray": (4, 0, 1),
    }
