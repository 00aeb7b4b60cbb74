"""The speakers of an engine: one record for each person, over all programs."""

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
        roles: the roles of the person in the programs.
        programs, turns: how many programs the person speaks in, and how many turns.
    """

    name: str
    labels: tuple[str, ...]
    roles: tuple[str, ...]
    programs: int
    turns: int


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A person in one program."""

    program: str
    labels: tuple[str, ...]
    role: str | None
    turns: int


def speakers(entries: Iterable[Entry], registry: Registry) -> list[Speaker]:
    """Everybody who speaks in these programs, most turns first."""
    found: dict[str, list[_Appearance]] = {}
    for entry in entries:
        program = entry.program.id
        for person in entry.program.participants:
            role = registry.role(program, person.name, person.role)
            turns = entry.turns_by.get(person.name, 0)
            appearance = _Appearance(program, person.labels, role, turns)
            found.setdefault(registry.name(program, person.name), []).append(appearance)
    people = [
        Speaker(
            name=name,
            labels=tuple(dict.fromkeys(label for one in some for label in one.labels)),
            roles=tuple(dict.fromkeys(one.role for one in some if one.role)),
            programs=len({one.program for one in some}),
            turns=sum(one.turns for one in some),
        )
        for name, some in found.items()
    ]
    return sorted(people, key=lambda person: (-person.turns, person.name))
