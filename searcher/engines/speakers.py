"""Who speaks in an index: one line a person, over all programs."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.registry.registry import Registry
from index.stored import Entry


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A person in one program."""

    program: str
    labels: tuple[str, ...]
    role: str | None
    turns: int


def speakers(entries: Iterable[Entry], registry: Registry) -> list[Speaker]:
    """Everybody who speaks in these programs, most turns first."""
    found: dict[str, list[_Part]] = {}
    for entry in entries:
        program = entry.program.id
        for person in entry.program.participants:
            role = registry.role(program, person.name, person.role)
            part = _Part(program, person.labels, role, entry.turns_by.get(person.name, 0))
            found.setdefault(registry.name(program, person.name), []).append(part)
    people = [
        Speaker(
            name=name,
            labels=tuple(dict.fromkeys(label for part in parts for label in part.labels)),
            roles=tuple(dict.fromkeys(part.role for part in parts if part.role)),
            programs=len({part.program for part in parts}),
            turns=sum(part.turns for part in parts),
        )
        for name, parts in found.items()
    ]
    return sorted(people, key=lambda person: (-person.turns, person.name))
