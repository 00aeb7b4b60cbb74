"""The table of what is misheard, and what is suggested for it."""

from pathlib import Path

from corpus import samples
from index.library.library import Library
from tests.bench.misheard import build, cases, measured, ours


def test_the_table() -> None:
    """Each case is asked for once, in the form of the index, and nothing asked for is said."""
    every = cases()
    asked = [case.asked for case in every]
    assert len(set(asked)) == len(asked) > 250
    said = {case.said for case in every}
    assert not said & set(asked)
    assert {case.kind for case in every if not case.said} == {"none"}
    words = [word for case in every for word in case.asked + case.said]
    assert all(word == word.lower() for word in words)


def test_most_of_the_table_is_suggested(tmp_path: Path) -> None:
    """Among few other words nearly all that was meant is found, unseen cases too."""
    wanted = cases()
    with samples.files() as files:
        build(tmp_path, files, wanted)
    with Library.open(tmp_path / "index") as library:
        kinds = measured(ours(library), wanted)["kinds"]
    for name, share in (("all", 0.9), ("all, unseen", 0.9), ("split", 0.75), ("none", 0.9)):
        assert kinds[name]["five"] >= share * kinds[name]["cases"], name
