"""Names in drafts, and names of speakers."""

import pytest

from searcher.verify.people import is_named


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Kagan", "Dr. Jane Kagan"),
        ("Dr. Kagan", "Jane Kagan"),
        ("J. Kagan", "Jane Kagan"),
        ("Jane M. Kagan", "KAGAN"),
        ("Mayor Brannigan", "MAYOR BRANNIGAN"),
        ("Engineer Tamsin Pellow", "Tamsin Pellow"),
        ("José Ferrer", "JOSE FERRER"),
        ("Kagan, Jane", "Jane Kagan"),
        ("Mr. President", "Mr. President"),
    ],
)
def test_the_same_person(claimed: str, name: str) -> None:
    """Last names, titles, initials, capitals, accents, the order of the words."""
    assert is_named(claimed, [name])


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Kagan", "Jane Kaganova"),
        ("John Kagan", "Jane Kagan"),
        ("P. Kagan", "Jane Kagan"),
        ("J.", "Jane Kagan"),
        ("", "Jane Kagan"),
        ("Kagan", ""),
        ("…", "Jane Kagan"),
    ],
)
def test_somebody_else(claimed: str, name: str) -> None:
    """Another name, and what is no name."""
    assert not is_named(claimed, [name])
