"""Copies of one talk are one quote; the same words of other people are not."""

import json
from pathlib import Path

import pytest

import searcher
from tests.conftest import Run

TALK = "Ada Kern: The turnip {0}.\nBo Lund: Which turnip?\nAda Kern: The white turnip.\n"
CAPTIONS = """\
1
00:00:01,000 --> 00:00:03,000
Ada Kern: The turnip is here.

2
00:00:04,000 --> 00:00:06,000
Bo Lund: Which turnip?

3
00:00:07,000 --> 00:00:09,000
Ada Kern: The white turnip.
"""


def found(run: Run, index: Path, *typed: str) -> list[dict[str, object]]:
    """The objects that a search prints as JSON."""
    return list(map(json.loads, run(*typed, "--json", "--index", index).out.splitlines()))


@pytest.fixture
def index(run: Run, tmp_path: Path) -> Path:
    """One talk as text and as captions, and two talks in which a turn is the same."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.txt").write_text(TALK.format("is here"))
    (folder / "b.srt").write_text(CAPTIONS)
    for name in ("c", "d"):
        (folder / f"{name}.txt").write_text(
            f"Ada Kern: It is {name}.\nBo Lund: Yes, of course.\nAda Kern: So {name} it is.\n"
        )
    assert run("index", folder, "--index", tmp_path / "index").status == 0
    return tmp_path / "index"


def test_a_talk_in_two_forms_is_shown_once(run: Run, index: Path) -> None:
    """The quote names the other program, and the total counts both."""
    *quotes, summary = found(run, index, "white turnip")
    assert summary["total"] == 2
    (quote, *rest) = quotes
    assert {quote["program"]["id"], *quote["also_in"]} == {"a", "b"}  # type: ignore[index,misc]
    assert [each["tier"] for each in rest].count("phrase") == 0
    shown = run("white turnip", "--strict", "--index", index).out
    assert shown.count("also in ") == 1
    assert shown.startswith("2 turns for white turnip, as a phrase · copies are shown once\n")


def test_each_copy_is_a_quote_if_that_is_asked_for(index: Path) -> None:
    """From Python, such as for a count of places."""
    with searcher.open(index) as archive:
        assert len(archive.search("white turnip", strict=True)) == 1
        every = archive.search("white turnip", strict=True, copies=True)
    assert {quote.program.id for quote in every} == {"a", "b"}
    assert not any(quote.also_in for quote in every)


def test_the_same_words_in_another_talk_are_no_copy(run: Run, index: Path) -> None:
    """The turns around them differ."""
    *quotes, _ = found(run, index, '"of course"')
    assert [quote["also_in"] for quote in quotes] == [[], []]


def test_a_talk_that_was_written_down_twice(run: Run, tmp_path: Path) -> None:
    """A long answer with other spellings is the same one; a long answer of other words is not."""
    answer = (
        "The turnip came from the north, and nobody knew how to cook it until my aunt did. "
        "She had it from a sailor who had it from his mother, as he said, and it was good. "
        "We ate it all winter, and in the spring there was nothing left but the leaves. "
    )
    other = "We never had a turnip at home, but the neighbours had so many of them. "
    for name, text in (
        ("one", f"{answer}Her name was Jonatan Klos, and she was proud of it."),
        ("two", f"{answer}Her name was Jonathan [unclear], and she was proud of it."),
        ("three", other + other.replace("turnip", "parsnip") + other.replace("turnip", "kale")),
    ):
        (tmp_path / f"{name}.txt").write_text(
            f"Bo Lund: And {name}?\n\nAda Kern: {text}\n\nBo Lund: Thanks, {name}.\n"
        )
    talks = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    index = tmp_path / "index"
    assert run("index", *talks, "--index", index).status == 0
    *quotes, summary = found(run, index, "turnip", "--strict")
    assert summary["total"] == 3
    groups = sorted(sorted([q["program"]["id"], *q["also_in"]]) for q in quotes)  # type: ignore[index,misc]
    assert groups == [["one", "two"], ["three"]]


def test_copies_fill_no_page(run: Run, tmp_path: Path) -> None:
    """What is no copy has a place on the first page, and the next page goes on after it."""
    for number in range(30):
        folder = tmp_path / "talks" / f"copy{number}"
        folder.mkdir(parents=True)
        # Copies of a file are one program already: these differ in a turn that nobody looks for.
        (folder / "talk.txt").write_text(f"{TALK.format('is here')}Bo Lund: Number {number}.\n")
    other = tmp_path / "talks" / "other.txt"
    other.write_text("Cy Orr: A white turnip, and a long answer about it.\nDee Poe: Thanks.\n" * 3)
    index = tmp_path / "index"
    assert run("index", tmp_path / "talks", "--index", index).status == 0
    *quotes, summary = found(run, index, '"turnip is here"', "-n", "3")
    assert summary["total"] == 30
    assert [len(quote["also_in"]) for quote in quotes] == [29]  # type: ignore[arg-type]
    *quotes, summary = found(run, index, "white turnip", "-n", "2")
    assert {quote["turn"]["speaker"] for quote in quotes} == {"Ada Kern", "Cy Orr"}  # type: ignore[index]
    following = summary["next_offset"]
    *after, _ = found(run, index, "white turnip", "-n", "2", "--offset", str(following))
    assert after[0]["turn"] != quotes[0]["turn"]
