"""What a question asks for beside its subject."""

from pathlib import Path

import pytest

from index.library.library import Library
from index.update.update import update
from searcher.ranking.answer_kind import answering

TALK = (
    "It was built in 1938.", "That came in the 1960s, or the '60s.", "Two years ago, I think.",
    "It was in November.", "The wall has 1938000 stones.", "It may march, and 31 people.",
    "It was 2019-05 when we met.",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Turns with times, and turns with what looks like a time."""
    directory: Path = tmp_path_factory.mktemp("kind")
    text = "".join(f"{('Ann', 'Bo')[place % 2]}: {said}\n" for place, said in enumerate(TALK))
    (directory / "talk.txt").write_text(text, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    return Library.open(directory / "index")


@pytest.mark.parametrize(
    "question",
    ["when was the wall built", "when did it start", "since when did they meet",
     "in what year was it", "which year was the flood"],
)  # fmt: skip
def test_times(library: Library, question: str) -> None:
    """A question about the past asks for years, months, and what was long ago."""
    found = answering(question.split(), library)
    assert found is not None
    assert found.tolist() == [0, 1, 2, 3, 6]


@pytest.mark.parametrize(
    "question",
    ["when should you rest", "when do you use it", "what was said when it was built", "when",
     "how many years", "the year when it was", ""],
)  # fmt: skip
def test_nothing_such(library: Library, question: str) -> None:
    """A condition is no time."""
    assert answering(question.split(), library) is None
