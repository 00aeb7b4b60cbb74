"""Names that a feed gives to labels: only where nobody else can be meant."""

import pytest

from corpus.draft import Draft, DraftTurn
from corpus.people import source_names
from corpus.people.cast import name_cast

ADA, BO = ("Ada Kern", "host"), ("Bo Lund", "guest")


def names(labels: list[str], *cast: tuple[str, str]) -> dict[str, str]:
    """The name behind each label."""
    draft = Draft(turns=[DraftTurn(label, ["Well."]) for label in labels])
    name_cast(draft, cast)
    _, behind = source_names.resolve(draft)
    return {label: behind[label].name for label in dict.fromkeys(labels) if label}


@pytest.mark.parametrize(
    ("labels", "cast", "expected"),
    [
        # one host, one guest
        (["Host", "Guest"], [ADA, BO], {"Host": "Ada Kern", "Guest": "Bo Lund"}),
        (["HOST:", "Speaker 2"], [ADA], {"HOST:": "Ada Kern", "Speaker 2": "Speaker 2"}),
        (["[host]", ""], [ADA], {"[host]": "Ada Kern"}),
        # two people of the role, or two labels of it
        (["Host", "Guest"], [ADA, ("Dee Oram", "host")], {"Host": "Host", "Guest": "Guest"}),
        (["Host", "Host 2"], [ADA], {"Host": "Host", "Host 2": "Host 2"}),
        (["Host", "Co-host"], [ADA], {"Host": "Host", "Co-host": "Co-host"}),
        (["Guest", "Second guest"], [BO], {"Guest": "Guest", "Second guest": "Second guest"}),
        # another label may be that person
        (["Host", "Ada"], [ADA], {"Host": "Host", "Ada": "Ada"}),
        (["Host", "Ada Kern"], [ADA], {"Host": "Host", "Ada Kern": "Ada Kern"}),
        (["Host", "AK"], [ADA], {"Host": "Host", "AK": "AK"}),
        # numbers say nothing, and neither does the order
        (["Speaker 1", "Speaker 2"], [ADA, BO],
         {"Speaker 1": "Speaker 1", "Speaker 2": "Speaker 2"}),
        (["A", "B"], [ADA, BO], {"A": "A", "B": "B"}),
        # a role that is no label
        (["Editor", "Bo"], [("Cy Marsh", "editor")], {"Editor": "Editor", "Bo": "Bo"}),
        # first names: all labels and all people are each other's, or nobody is
        (["Ada", "Bo"], [ADA, BO], {"Ada": "Ada Kern", "Bo": "Bo Lund"}),
        (["Ada", "Bo"], [ADA], {"Ada": "Ada", "Bo": "Bo"}),
        (["Ada"], [ADA, BO], {"Ada": "Ada"}),
        (["Ada", "Bo"], [ADA, ("Ada Lund", "guest")], {"Ada": "Ada", "Bo": "Bo"}),
        (["AK", "BL"], [ADA, BO], {"AK": "AK", "BL": "BL"}),
    ],
)  # fmt: skip
def test_names(labels: list[str], cast: list[tuple[str, str]], expected: dict[str, str]) -> None:
    """No word goes to a person of whom it is not certain."""
    assert names(labels, *cast) == expected
    assert names(labels[::-1], *cast[::-1]) == expected


def test_what_the_transcript_says_goes_first() -> None:
    """Where it lists its speakers, or was given names by hand, the feed adds none."""
    draft = Draft(turns=[DraftTurn("Host", ["Well."])], speakers={"Cy Marsh": "host"})
    assert name_cast(draft, [ADA]) == ()
    assert source_names.resolve(draft)[1]["Host"].name == "Cy Marsh"
    by_hand = Draft(turns=[DraftTurn("Host", ["Well."])], names={"Host": "Cy Marsh"})
    assert name_cast(by_hand, [ADA]) == ()


def test_the_labels_that_are_named_are_told() -> None:
    """With the role, which is that of the feed."""
    draft = Draft(turns=[DraftTurn("Host", ["Well."]), DraftTurn("Bo", ["Yes."])])
    assert name_cast(draft, [ADA]) == (("Host", "Ada Kern"),)
    (host, _), _ = source_names.resolve(draft)
    assert (host.name, host.labels, host.role) == ("Ada Kern", ("Host",), "host")
