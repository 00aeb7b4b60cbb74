"""Whom a name that was typed stands for, among all names of an index."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.model import UNKNOWN_SPEAKER
from corpus.people.generic_names import is_generic_name
from index.errors import (
    CorrectionRefused,
    ProgramUnknown,
    SpeakerShared,
    SpeakerUnknown,
    alike,
)
from index.library.library import Library
from index.registry.generic_speakers import is_generic_speaker
from index.registry.registry import Registry

#: A program's id and a name found there.
Pair = tuple[str, str]


class Unit(NamedTuple):
    """Turns of a program that a correction can name.

    Attributes:
        program: its id.
        found: the name that was found for their label.
        label: their label, where the turns of just this label are meant; else None.
    """

    program: str
    found: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a name that was typed stands for.

    Attributes:
        name: the name of the person; of a voice of one recording, with its program.
        units: the turns that are theirs, in one program or in all of them.
        program: the only program that is meant, or None for all programs.
        is_voice: whether only a recording names the person.
    """

    name: str
    units: list[Unit]
    program: str | None = None
    is_voice: bool = False

    @property
    def pairs(self) -> list[Pair]:
        """Where the person is found by name."""
        return [(unit.program, unit.found) for unit in self.units if unit.label is None]


class Names:
    """The names of an index, and whose they are by the corrections of now.

    Args:
        directory: the index.
        library: the same, open, with what may not be shown.
        hidden: the programs that may not be shown as they are; no hint comes from them.
    """

    def __init__(self, directory: Path, library: Library, hidden: Set[str] = frozenset()) -> None:
        self._directory = directory
        self._hidden = hidden
        self._registry: Registry = library.registry
        #: Program id and name, as found in the transcripts.
        found: list[Pair] = []
        #: The same with each label.
        self.labels: list[Unit] = []
        self._titles: dict[str, str] = {}
        for entry in library.entries():
            program = entry.program.id
            self._titles[program] = entry.program.title
            for person in entry.program.participants:
                found.append((program, person.name))
                self.labels += [Unit(program, person.name, label) for label in person.labels]
            if UNKNOWN_SPEAKER in entry.turns_by:
                found.append((program, UNKNOWN_SPEAKER))
        self._found = list(dict.fromkeys(found))

    def program(self, typed: str | None) -> str | None:
        """The id of a program that was given by its id or its title, or words of them."""
        if typed is None or typed in self._titles:
            return typed
        words = set(typed.casefold().split())
        tests: list[Callable[[str, str], bool]] = [
            lambda program, title: typed == title,
            lambda program, title: typed.casefold() in (program.casefold(), title.casefold()),
            lambda program, title: bool(words) and words <= set(title.casefold().split()),
        ]
        for is_meant in tests:
            found = [program for program, title in self._titles.items() if is_meant(program, title)]
            if len(found) > 1:
                shown = ", ".join(found[:5]) + (", …" if len(found) > 5 else "")
                reason = f"{len(found)} programs are called {typed!r} ({shown})"
                advice = f"give the id of one, such as --program {found[0]!r}"
                raise ProgramUnknown(self._directory, reason, advice)
            if found:
                return found[0]
        seen = {one: title for one, title in self._titles.items() if one not in self._hidden}
        close = alike(typed, [*seen, *seen.values()])
        advice = f"did you mean {' or '.join(close)}?" if close else "see `searcher programs`"
        raise ProgramUnknown(self._directory, f"there is no program {typed!r}", advice)

    def resolve(self, typed: str, program: str | None = None) -> Resolved:
        """The person whom a name stands for, with their turns in one program or in all."""
        units = self._lookup(typed, program)
        if not units:
            for label, voiced in self.in_titles(typed):
                if program in (None, voiced):
                    units += self._lookup(label, voiced)
        if not units:
            here = [unit for unit in self.units(program) if unit.program not in self._hidden]
            known = {self.shown(unit) for unit in here} | {unit.found for unit in here}
            where = "in this index" if program is None else f"in the program {program}"
            raise SpeakerUnknown(self._directory, typed, sorted(known), where)
        people = list(dict.fromkeys((self.shown(unit), self._voice_of(unit)) for unit in units))
        voices = [place for _, place in people if place is not None]
        if len(people) > 1:
            if len(voices) == len(people) and len(set(voices)) > 1:
                raise SpeakerShared(self._directory, typed, voices)
            shown = dict.fromkeys(name for name, _ in people)
            reason = f"{typed!r} may be {' or '.join(shown)}"
            raise CorrectionRefused(self._directory, reason, "give the name of one of them")
        name, place = people[0]
        if place is not None:
            voice = [unit for unit in units if unit.label is None]
            return Resolved(name, voice, place, is_voice=True)
        person = self.person(units[0])
        return Resolved(name, [u for u in self.units(program) if self._is_of(u, person)], program)

    def _is_of(self, unit: Unit, person: str) -> bool:
        """Whether turns are a person's, and no voice's of that name."""
        return self.person(unit) == person and self._voice_of(unit) is None

    def _voice_of(self, unit: Unit) -> str | None:
        """The program of turns whose speaker only this recording names, or None for a person."""
        is_voice = is_generic_speaker(self._registry, unit.program, unit.found)
        # Turns with a label of their own are somebody's by a correction.
        return unit.program if is_voice and unit.label is None else None

    def shown(self, unit: Unit) -> str:
        """The name of the speaker of some turns, as it is listed."""
        if self._voice_of(unit) is not None:
            return self.with_program(unit.found, unit.program)
        return self.person(unit)

    def units(self, program: str | None = None) -> list[Unit]:
        """All turns that a correction can name, in one program or in all."""
        of_labels = [
            unit for unit in self.labels if self._registry.correction_of_label(*map(str, unit))
        ]
        units = [*(Unit(*pair) for pair in self._found), *of_labels]
        return [unit for unit in units if program in (None, unit.program)]

    def _lookup(self, typed: str, program: str | None) -> list[Unit]:
        """The turns of somebody of that name: as a person, as found, or by a label."""
        units = self.units(program)
        kept = set(units)
        labelled = [unit for unit in self.labels if program in (None, unit.program)]

        def by_label(is_meant: Callable[[str], bool]) -> list[Unit]:
            found = [unit for unit in labelled if is_meant(str(unit.label))]
            return [*dict.fromkeys(u if u in kept else u._replace(label=None) for u in found)]

        folded = typed.casefold()
        ways: list[Callable[[str], bool]] = [
            lambda name: name == typed,
            # A search ignores case, too.
            lambda name: name.casefold() == folded,
        ]
        for is_meant in ways:
            found = (
                [unit for unit in units if is_meant(self.person(unit))]
                or [unit for unit in units if unit.label is None and is_meant(unit.found)]
                or by_label(is_meant)
            )
            if found:
                return found
        return []

    def in_titles(self, typed: str) -> Iterator[Pair]:
        """The names and the programs of a voice as it is listed: `Speaker 1 in Harbour talk`."""
        parts = typed.split(" in ")
        for cut in range(1, len(parts)):
            name, where = " in ".join(parts[:cut]), " in ".join(parts[cut:]).casefold()
            for program, title in self._titles.items():
                if where in (program.casefold(), title.casefold()):
                    yield name, program

    def with_program(self, name: str, program: str) -> str:
        """A name of one recording with its program: the title, or the id where two have it."""
        title = self._titles[program]
        unique = list(self._titles.values()).count(title) == 1
        return f"{name} in {title if unique else program}"

    def person(self, unit: Unit) -> str:
        """The name of the person of some turns."""
        return self._registry.name(*unit)

    def is_somebody_else(self, name: str, one: Resolved) -> bool:
        """Whether a name is that of a person who is not `one`, or was found for such a person."""
        others = [unit for unit in self.units() if unit not in one.units]
        if one.program is not None:
            # Of the same person in the other programs it is the name already.
            others = [unit for unit in others if self.person(unit) != one.name]
        return any(name in (self.shown(unit), self.person(unit), unit.found) for unit in others)

    def other_names(self, one: Resolved) -> list[str]:
        """The names and the labels of somebody, but for the name that they go by."""
        names = [found for _, found in one.pairs]
        names += [
            str(unit.label) for unit in self.labels if (unit.program, unit.found) in one.pairs
        ]
        return [name for name in dict.fromkeys(names) if name != one.name]

    def part(self, one: Resolved, other: str) -> list[Unit]:
        """The turns of somebody under one of their names or labels, also as `A in TITLE`."""
        found = self._named_part(one.units, other)
        if not found:
            for name, program in self.in_titles(other):
                here = [unit for unit in one.units if unit.program == program]
                found += self._named_part(here, name)
        return list(dict.fromkeys(found))

    def _named_part(self, units: Sequence[Unit], other: str) -> list[Unit]:
        named = [unit for unit in units if other == (unit.label or unit.found)]
        pairs = {(unit.program, unit.found) for unit in units if unit.label is None}
        return named + [
            unit
            for unit in self.labels
            if unit.label == other
            and unit.found != other
            and (unit.program, unit.found) in pairs
            and self.person(unit) == self._registry.name(unit.program, unit.found)
        ]

    def shown_as(self, unit: Unit, name: str) -> str:
        """How turns are listed that have a name: those of a voice with their program."""
        is_voice = unit.label is None and name == unit.found and is_generic_name(name)
        return self.with_program(name, unit.program) if is_voice else name
