"""What stands between quotation marks."""

import time

import pytest

from searcher.verify.quotation_marks import opens_with_mark, quoted


def texts(text: str) -> list[str]:
    """The quotations of a paragraph."""
    return [text[one.start : one.end] for one in quoted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we will.” Then “no.”", ["we will.", "no."]),
        ('He said "we will." Then "no."', ["we will.", "no."]),
        ("Er sagt: „Wir kommen.“ Und: „Nein.“", ["Wir kommen.", "Nein."]),
        ("Er sagt: »Wir kommen.« Und ›nein‹.", ["Wir kommen.", "nein"]),
        ("Il dit : « Nous venons. » Puis «non».", [" Nous venons. ", "non"]),
        ("Hon sade ”vi kommer” igen", ["vi kommer"]),
        ("彼は「行きます」と言った。『はい』", ["行きます", "はい"]),
        ("‘We will,’ he said. ‘It’s the dogs’ dinner.’", ["We will,", "It’s the dogs’ dinner."]),
        ("'We will,' he said. It's the dogs' dinner.", ["We will,"]),
        ("“He told me ‘no’ and “maybe” and left,” she said", ["He told me ‘no’ and “maybe"]),
        ("“He told me ‘we won’t’ and left,” she said", ["He told me ‘we won’t’ and left,"]),
        ("„Er sagte ‚nein‘ und ging“, sagte sie", ["Er sagte ‚nein‘ und ging"]),
        ("A 6\" pipe, a 5' wall, the '90s, rock 'n' roll, don't", []),
        ("nothing quoted", []),
        ("“”", [""]),
        ("\" '", []),
    ],
)
def test_marks_of_languages(text: str, found: list[str]) -> None:
    """Each pair of marks; apostrophes and inches are none."""
    assert texts(text) == found


def test_what_is_not_closed_is_open() -> None:
    """It may go on in the next paragraph, if that opens it anew."""
    (one,) = quoted("She said: “It begins here.")
    assert one.is_open
    assert opens_with_mark("“and goes on”")
    assert not opens_with_mark("and goes on”")


@pytest.mark.parametrize(
    "mark", ["“", "‘", '"', "'", "«", "„", "“‘", "» ", "『「", "'a ", "‘a ", "“x‘y ", "“„x” "]
)
def test_hostile_marks(mark: str) -> None:
    """Many marks take bounded time."""
    began = time.process_time()
    quoted(mark * 20_000)
    quoted(mark * 10_000 + "”’")
    assert time.process_time() - began < 30
