"""Copies of one talk are one quote; the same words of other people are not."""

import json
from pathlib import Path

import pytest

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


def test_the_same_words_in_another_talk_are_no_copy(run: Run, index: Path) -> None:
    """The turns around them differ."""
    *quotes, _ = found(run, index, '"of course"')
    assert [quote["also_in"] for quote in quotes] == [[], []]


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
