"""Which turn belongs to which group, as arrays: by its speaker, its program, its year and so on.

No text is read. Who speaks is a number of each turn; everything else is known of the program.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from corpus.model import Program
from corpus.people.generic_names import is_generic_name
from index.fields import PERSON
from index.library.library import Library
from index.turn_record import Entry
from searcher.concordance.counts.by import By
from searcher.matching.arrays import Ints, distinct, starts_of_runs


class Name(NamedTuple):
    """What the turns of a group have in common; see `searcher.concordance.counts.counts.Group`."""

    value: str
    title: str | None = None
    program: str | None = None


class Grouping(NamedTuple):
    """Groups of turns.

    Attributes:
        names: the name of each group.
        of_turns: the group of each turn of the index, or -1; None if programs have groups.
        programs, groups: pairs of a program, by its number from 0, and a group of it.
    """

    names: Sequence[Name]
    of_turns: Ints | None
    programs: Ints
    groups: Ints

    @property
    def is_multiple(self) -> bool:
        """Whether a program has several groups."""
        return len(distinct(np.sort(self.programs))) < len(self.programs)


_NO_PAIRS: Ints = np.empty(0, np.int64)


class Groupings:
    """The groups of the turns of one library; each is made once.

    Args:
        library: the index.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._made: dict[By, Grouping] = {}

    def by(self, by: By) -> Grouping:
        """The groups by one thing."""
        if by not in self._made:
            self._made[by] = self._make(by)
        return self._made[by]

    @cached_property
    def entries(self) -> list[Entry]:
        """Every program, by its number."""
        return [*self.library.entries()]

    @cached_property
    def programs(self) -> Ints:
        """For each turn of the index the number of its program, from 0; -1 if it is deleted."""
        return self.library.program_numbers - 1

    def _make(self, by: By) -> Grouping:
        if by == By.SPEAKER:
            return self._speakers()
        if by == By.ROLE:
            return self._roles()
        if by == By.PROGRAM:
            names = [Name(entry.program.id, entry.program.title) for entry in self.entries]
            every = np.arange(len(names))
            return Grouping(names, None, every, every)
        return self._of_programs(_VALUES[by])

    def _of_programs(self, values: Callable[[Program], Iterable[str]]) -> Grouping:
        known: dict[str, int] = {}
        pairs = [
            (number, known.setdefault(value, len(known)))
            for number, entry in enumerate(self.entries)
            for value in dict.fromkeys(values(entry.program))
        ]
        programs, groups = np.array(pairs, np.int64).reshape(-1, 2).T
        return Grouping([*map(Name, known)], None, programs, groups)

    def _speakers(self) -> Grouping:
        """A group for each person, and for each voice that only its recording names."""
        names, numbers = self.library.speakers
        voices = np.array([is_generic_name(name) for name in names], bool)
        found = [Name(name) for name in names]
        # Index -1, a deleted turn, is the last element.
        turns = np.flatnonzero(np.append(voices, False)[numbers] & (self.programs >= 0))
        if len(turns):
            numbers = numbers.copy()
            entries = self.entries
            keys = numbers[turns] * len(entries) + self.programs[turns]
            order = keys.argsort(kind="stable")
            starts = starts_of_runs(keys[order])
            groups = np.empty(len(turns), np.int64)
            groups[order] = np.repeat(
                np.arange(len(starts)), np.diff(np.append(starts, len(turns)))
            )
            places = np.empty(len(starts), np.int64)
            for row, key in enumerate(keys[order][starts].tolist()):
                number, program = divmod(key, len(entries))
                about = entries[program].program
                if self.library.registry.correction(about.id, names[number]) is not None:
                    # Somebody said by hand that this voice is a person.
                    places[row] = number
                    continue
                places[row] = len(found)
                found.append(Name(names[number], about.title, about.id))
            numbers[turns] = places[groups]
        return Grouping(found, numbers, _NO_PAIRS, _NO_PAIRS)

    def _roles(self) -> Grouping:
        """A group for each role; who has which one, the programs and the corrections say."""
        library, registry = self.library, self.library.registry
        found = {name: number for number, name in enumerate(library.vocabulary(PERSON.name))}
        by_hand = any(one.role or one.roles for one in registry.corrections)
        known: dict[str, int] = {}
        of_people: dict[int, int] = {}
        for place, entry in enumerate(self.entries):
            people = {person.name: person.role for person in entry.program.participants}
            if by_hand:
                people = dict.fromkeys(entry.turns_by) | people
            for name, role in people.items():
                role = registry.role(entry.program.id, name, role)
                if role and name in found:
                    key = place * len(found) + found[name]
                    of_people[key] = known.setdefault(role, len(known))
        roles = self._looked_up(of_people, len(found))
        for one in library.relabelled:
            for document in one.documents.tolist():
                program = self.entries[self.programs[document]].program
                given = next(
                    (person.role for person in program.participants
                     if person.name == one.label.name), None,
                )  # fmt: skip
                role = registry.role(program.id, one.label.name, given, one.label.label)
                roles[document] = known.setdefault(role, len(known)) if role else -1
        return Grouping([*map(Name, known)], roles, _NO_PAIRS, _NO_PAIRS)

    def _looked_up(self, of_people: dict[int, int], names: int) -> Ints:
        """For each turn the value of its key, which is program * names + name; -1 without one."""
        roles = np.full(self.library.size, -1, np.int64)
        if not of_people:
            return roles
        people = self.library.value_numbers(PERSON.name)
        keys = np.array(sorted(of_people), np.int64)
        values = np.array([of_people[key] for key in keys.tolist()], np.int64)
        wanted = self.programs * names + people
        places = keys.searchsorted(wanted).clip(max=len(keys) - 1)
        has = (keys[places] == wanted) & (people >= 0) & (self.programs >= 0)
        roles[has] = values[places[has]]
        return roles


def _series(program: Program) -> Iterable[str]:
    return filter(None, [program.series])


def _year(program: Program) -> Iterable[str]:
    return [program.date[:4]] if program.date else []


def _month(program: Program) -> Iterable[str]:
    return [program.date[:7]] if program.date and len(program.date) >= 7 else []


def _topics(program: Program) -> Iterable[str]:
    return program.topics


_VALUES: dict[By, Callable[[Program], Iterable[str]]] = {
    By.SERIES: _series,
    By.YEAR: _year,
    By.MONTH: _month,
    By.TOPIC: _topics,
}
