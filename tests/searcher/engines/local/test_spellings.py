"""One word written as two, and two joined words as one."""

from collections.abc import Iterator

import pytest

from index.update.update import update
from searcher.archive import Archive

#: Of ten turns nine have the first spelling.
SAID = [
    ("anna lee", "annalee"),
    ("go kart", "gokart"),
    ("today", "to day"),
    ("firewall", "fire wall"),
    ("gates", "gate"),
]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An index of words in two spellings, the second one rare."""
    directory = tmp_path_factory.mktemp("spellings")
    for usual, rare in SAID:
        lines = [f"{'AB'[n % 2]}nn: It is {rare if n == 9 else usual}.\n" for n in range(10)]
        (directory / f"{usual}.txt").write_text("".join(lines), "utf-8")
    update(directory / "index", [directory])
    with Archive.open(directory / "index") as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("anna-lee", ["annalee"]),
        ("go.kart", ["gokart"]),
        ("firewall", ["fire wall"]),
        ("fire-wall", ["firewall"]),
        ("fire wall", ["firewall"]),
        # a rare spelling of two words with a blank, or after a word that says little
        ("anna lee", []),
        ("today", []),
        # neither one word nor two
        ("it is anna", []),
        ("firewall OR gokart", []),
        ("wall", []),
        # a pattern that finds other words, where the word itself is said, and where it is not
        ("gate?", ["gate"]),
        ("kar?", []),
        ("gat?", []),
        ("?ate", []),
    ],
)
def test_the_other_spelling(talk: Archive, typed: str, near: list[str]) -> None:
    """It is named if it is not much rarer, and if it is asked for."""
    found = talk.search(typed, spellings=True)
    assert [hint.near for hint in found.hints if hint.kind == "spelling"] == near
    for hint in found.hints:
        assert not hint.search or talk.search(hint.search).total == hint.count
    assert not [hint for hint in talk.search(typed).hints if hint.kind == "spelling"]
