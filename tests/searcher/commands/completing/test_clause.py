"""The end of a clause: fields of the search language, and what an index has for them."""

from collections.abc import Iterable

import pytest

from index.fields import FIELDS
from searcher.archive import Archive
from searcher.commands.completing.candidate import Kind, Name
from searcher.commands.completing.clause import clause, fields_of_a_search
from searcher.commands.completing.of_archive import names as names_of

NAMES = {
    "speaker": [Name("Dr. Samuel Adeyinka"), Name("Anneli"), Name('Jo "Jo" Ode'), Name("Al-Ode")],
    "program": [Name("m-protein"), Name("2019/talk one"), Name("2019/it's")],
    "tag": [Name("cold-open"), Name("consent")],
}


def names(field: str) -> Iterable[Name]:
    """What the index of these tests has."""
    return NAMES.get(field, ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sp", ["speaker:"]),
        ("-sp", ["-speaker:"]),
        ("(sp", ["(speaker:"]),
        ("maintenance sp", ["maintenance speaker:"]),
        ("asked:sp", ["asked:speaker:"]),
        ("s", ["speaker:", "series:", "section:"]),
        ("xyz", []),
        ("", []),
        ("speaker:ann", ["speaker:Anneli"]),
        ("SPEAKER:ann", ["SPEAKER:Anneli"]),
        ("-speaker:ann", ["-speaker:Anneli"]),
        ("speaker:dr", ['speaker:"Dr. Samuel Adeyinka"']),
        ('speaker:"Dr. S', ['speaker:"Dr. Samuel Adeyinka"']),
        ("speaker:al", ["speaker:Al-Ode"]),
        ("speaker:jo", ['speaker:"Jo  Jo  Ode"']),
        ("trial asked:(speaker:ann", ["trial asked:(speaker:Anneli"]),
        ("program:m-", ["program:m-protein"]),
        ("program:2019", ['program:"2019/talk one"', 'program:"2019/it\'s"']),
        ("tag:co", ["tag:cold-open", "tag:consent"]),
        ("date:20", []),
        ("speaker:dr. se", ["speaker:dr. series:", "speaker:dr. section:"]),
        ("http://sp", []),
    ],
)
def test_clause(typed: str, expected: list[str]) -> None:
    """What is before the end stays as it is."""
    assert [one.value for one in clause(typed, names).candidates] == expected


def test_if_one_needs_quotes_all_have_them() -> None:
    """A shell inserts what all begin with; without the quotes it would delete what is typed."""
    values = [one.value for one in clause("speaker:", names).candidates]
    assert len(values) == 4
    assert all(value.startswith('speaker:"') for value in values)


def test_more_follows_a_field() -> None:
    """So no blank does."""
    assert clause("sp", names).kind is Kind.OPEN
    assert clause("speaker:a", names).kind is Kind.WORDS


def test_fields_are_those_of_the_language() -> None:
    """Each with what it means."""
    found = list(fields_of_a_search())
    assert {one.value for one in found} == {f"{n}:" for n in (*FIELDS, "asked", "answered", "tag")}
    assert all(one.means for one in found)


@pytest.mark.parametrize("field", ["speaker", "program", "role", "series", "topic", "lang"])
def test_what_is_completed_is_found(field: str, archive: Archive) -> None:
    """Every value that the samples have, completed after its field, is a search that finds it."""
    found = clause(f"{field}:", lambda name: names_of(archive, (), name)).candidates
    assert len(found) > 1 or field == "series"
    for one in found:
        assert archive.search(one.value, limit=1).total, one.value
