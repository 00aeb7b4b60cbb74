"""Programs by what people call them."""

from pathlib import Path

import pytest

from corpus.model import Program
from index.turn_record import Entry
from searcher.engines.program_names import called


def entry(program: str, title: str, path: str = "/x") -> Entry:
    """A program of an index."""
    return Entry(Program(program, title, path, "x"), 1, {})


KNOWN = [
    entry("wall", "Bread"), entry("talks/wall", "The Flood Wall"), entry("b", "wall"),
    entry("c", "Évaluation of the Wall"), entry("d", "Wall"), entry("e", "Steeples & Gates"),
    entry("2011-12", "Twelve"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("wall", ["wall"]),
        ("Wall", ["d"]),
        ("WALL", ["b", "d", "wall"]),
        ("flood wall", ["talks/wall"]),
        ("wall flood", ["talks/wall"]),
        ("evaluation", ["c"]),
        ("gates steeples", ["e"]),
        ("steep", ["e"]),
        ("the wall", ["c", "talks/wall"]),
        ("talks wall", ["talks/wall"]),
        ("alks", ["talks/wall"]),
        ("1", []),
        ("zyzzyva", []),
        ("", []),
        ("  ", []),
        ("?", []),
    ],
)
def test_the_first_kind_that_has_a_program_counts(name: str, ids: list[str]) -> None:
    """An id, a title, these in another case, words, a part."""
    assert [one.program.id for one in called(name, KNOWN)] == ids


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its path, from wherever it is given."""
    monkeypatch.chdir(tmp_path)
    known = [entry("one", "One", str(tmp_path / "talk.txt")), entry("two", "talk.txt and more")]
    assert [one.program.id for one in called("talk.txt", known)] == ["one"]
    assert [one.program.id for one in called(f"{tmp_path}/./talk.txt", known)] == ["one"]
