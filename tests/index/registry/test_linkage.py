"""Names that can only be one person, in a time that grows with their number."""

from string import ascii_lowercase

import pytest

from corpus.people.names import same_person
from index.registry import linkage as module
from index.registry.linkage import link


def test_many_people_of_one_last_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparisons grow with the people, not with their pairs."""
    compared = 0

    def counting(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        nonlocal compared
        compared += 1
        return same_person(one, other)

    monkeypatch.setattr(module, "same_person", counting)
    names = [f"{a}{b}{c} Lee".title() for a in "abc" for b in ascii_lowercase for c in "aeiou"]
    assert link([*names, "Dr. Lee", "Aba M. Lee"]) == {"Aba Lee": "Aba M. Lee"}
    assert compared < 4 * len(names)


def test_the_same_first_name_goes_before_an_initial() -> None:
    """Between two forms of one length the name that is written out is the person's."""
    assert link(["Abe Ray", "A. May Ray", "Abe X. Ray"])["Abe Ray"] == "Abe X. Ray"


def test_an_initial_that_fits_two_first_names_joins_nobody() -> None:
    """A. Lee may be Abe as well as Aba, and A. B. Lee either of them."""
    assert link(["A. Lee", "Aba M. Lee", "Abe Lee"]) == {}
    assert link(["A. B. Lee", "Aba Lee", "Abe Lee"]) == {}
    assert link(["A. Lee", "Aba M. Lee", "Bo Lee"]) == {"A. Lee": "Aba M. Lee"}
