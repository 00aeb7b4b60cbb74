"""Words of a question that nobody says, and what is near to them."""

from pathlib import Path

import pytest

from index.library.library import Library
from index.update.update import update
from searcher.suggest.unsaid import MOST_SPELLED, suggest_unsaid


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An index of few words."""
    directory: Path = tmp_path_factory.mktemp("unsaid")
    text = (
        "Ann: The replication of the turbine logs was slow, and kubernetes was not to blame.\n"
        "Bo: Psyllium in the replica? They put it on the rev limit.\n"
    )
    (directory / "talk.txt").write_text(text, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    return Library.open(directory / "index")


@pytest.mark.parametrize(
    ("question", "unsaid", "first"),
    [
        ("why was replicaton slow", "replicaton", "replicaton=replication"),
        ("why was repilcation of kubernets slow", "repilcation kubernets",
         "repilcation=replication kubernets=kubernetes"),
        ("what is cillium for", "cillium", "cillium=psyllium"),
        ("why are cuber netties slow", "cuber netties", "cuber netties=kubernetes"),
        ("is the repli kation slow", "kation", "repli kation=replication"),
        ("why was turbine x replica slow", "x", ""),
        ("what is the zyxwvut", "zyxwvut", ""),
        ("what of the 12345", "12345", ""),
        ("what of x and of the", "x", ""),
        ("what is a revlimit", "revlimit", ""),
    ],
)  # fmt: skip
def test_what_was_meant(library: Library, question: str, unsaid: str, first: str) -> None:
    """Almost the letters first, then the sound, of two neighbours as well."""
    found = suggest_unsaid(question.split(), unsaid.split(), library)
    pairs = (f"{' '.join(near.asked)}={' '.join(near.said)}" for near in found)
    assert " ".join(dict.fromkeys(pairs)) == first


def test_two_words_by_one(library: Library) -> None:
    """Where little was found, two words may be meant by one."""
    found = suggest_unsaid("what is a revlimit".split(), ["revlimit"], library, pairs=True)
    assert [near.said for near in found] == [("rev", "limit")]


def test_a_bounded_number(library: Library) -> None:
    """Of many words that nobody says the first ones are compared."""
    unsaid = [*("quxquux" + letter for letter in "abcdefghij"), "turbin"]
    assert not suggest_unsaid(unsaid, unsaid, library)
    assert suggest_unsaid(unsaid, unsaid[-MOST_SPELLED:], library)[0].said == ("turbine",)
