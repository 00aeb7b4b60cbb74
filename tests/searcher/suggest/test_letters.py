"""Words with almost the letters of a word: slips of the keyboard."""

from pathlib import Path

import pytest

from index.library.library import Library
from index.update.update import update
from searcher.suggest.letters import LONGEST, misspelled


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An index of few words."""
    directory: Path = tmp_path_factory.mktemp("letters")
    text = (
        "Ann: zebra zebra, O'Hara's kitten; transformer, herons.\n"
        "Bo: It's I; zebras mitten, O'Hara.\n"
    )
    (directory / "talk.txt").write_text(text, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    return Library.open(directory / "index")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zerba", ["zebra"]),
        ("zebar", ["zebra"]),
        ("ohara", ["o'hara", "o'hara's"]),
        ("bitten", ["kitten", "mitten"]),
        ("trnsfromer", ["transformer"]),
        ("zebra", ["zebras"]),
        ("herron", ["herons"]),
        ("herronns", ["herons"]),
        ("mitttens", ["mitten"]),
        ("its", ["it's"]),
        ("cat", []),
        ("i", []),
        ("zbera1", []),
        ("x" * (LONGEST + 1), []),
    ],
)
def test_what_was_meant(library: Library, typed: str, said: list[str]) -> None:
    """One letter wrong, two in a long word; an apostrophe is no letter."""
    assert [" ".join(near.said) for near in misspelled(typed, library)] == said
