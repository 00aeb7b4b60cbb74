"""Which names begin with what is typed, and that nothing typed is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokenizer import fold
from searcher.commands.completing.candidate import MOST, Candidate, Name, beginning, called

NAMES = [
    Name("Dr. Samuel Adeyinka", "7 turns"), Name("Ruth Abelson"), Name("Chidi Abara"),
    Name("Jerôme Petazzoni"), Name("Jerod Santo"), Name("The clerk in Abbey Road", "", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ade", ["Adeyinka"]),
        ("Dr", ["Dr. Samuel Adeyinka"]),
        ("sam", ["Samuel Adeyinka"]),
        ("ab", ["Abelson", "Abara"]),
        ("jer", ["Jerôme Petazzoni", "Jerod Santo"]),
        ("jero", ["jerome Petazzoni", "jerod Santo"]),
        ("jerom", ["Jerôme Petazzoni"]),
        ("abbey", ["The clerk in Abbey Road"]),
        ("zzz", []),
    ],
)
def test_called(typed: str, expected: list[str]) -> None:
    """The beginning of a name or of a later word of it; what differs there is as it is typed."""
    assert [one.value for one in called(NAMES, typed)] == expected


def test_nothing_is_typed() -> None:
    """All whole names, in their order."""
    assert [one.value for one in called(NAMES, "")] == [name.name for name in NAMES]
    assert called(NAMES, "dr")[0].means == "7 turns"


def test_what_cannot_be_shown_is_left_out() -> None:
    """No name has a second line, a control sequence, or nothing to read."""
    names = [Name(text) for text in ("a\nb", "a\x1b[31m", "a\tb", "a\udcff", "...", "", "ab")]
    assert [one.value for one in called(names, "")] == ["ab"]


def test_they_are_bounded() -> None:
    """However many names there are."""
    names = [Name(f"person {number}") for number in range(5000)]
    assert len(called(names, "")) == len(called(names, "person")) == MOST
    assert len(beginning((Candidate(name.name) for name in names), "p")) == MOST


@given(st.lists(st.text(alphabet="aAbBÉé -.'\"$(`", max_size=8), max_size=8), st.text(max_size=4))
def test_what_is_typed_stays(names: list[str], typed: str) -> None:
    """What all candidates begin with is what is typed, but for case and accents, or one is left."""
    found = [one.value for one in called(map(Name, names), typed)]
    assert len({value[: len(typed)] for value in found}) < 2
    if len(found) > 1:
        assert all(fold(value).startswith(fold(typed)) for value in found)
