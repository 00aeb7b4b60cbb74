"""Who speaks in an index: one line a person, over all programs."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.schema import Entry


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person over all programs of an index.

    Attributes:
        name: the fullest form of the name.
        labels: every label the person speaks under, most programs first.
        roles: what the programs say the person is.
        programs, turns: in how many, and how many in all.
    """

    name: str
    labels: tuple[str, ...]
    roles: tuple[str, ...]
    programs: int
    turns: int


def speakers(entries: Iterable[Entry]) -> list[Speaker]:
    """Everybody who speaks in these programs, most turns first."""
    found: dict[str, list[tuple[tuple[str, ...], str | None, int]]] = {}
    for entry in entries:
        for person in entry.program.participants:
            turns = entry.turns_by.get(person.name, 0)
            found.setdefault(person.name, []).append((person.labels, person.role, turns))
    people = [
        Speaker(
            name=name,
            labels=tuple(dict.fromkeys(label for labels, _, _ in rows for label in labels)),
            roles=tuple(dict.fromkeys(role for _, role, _ in rows if role)),
            programs=len(rows),
            turns=sum(turns for _, _, turns in rows),
        )
        for name, rows in found.items()
    ]
    return sorted(people, key=lambda person: (-person.turns, person.name))
