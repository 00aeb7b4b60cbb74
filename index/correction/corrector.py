"""Changes corrections of speakers: merge, split, rename, role."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from corpus.people.generic_names import is_generic_name
from index import atomic
from index.correction.assignment import Assignment
from index.correction.names import Names, Resolved, Unit
from index.errors import (
    ArgumentRefused,
    CommitInterrupted,
    CorrectionRefused,
    refusing_unsound,
)
from index.library.library import Library
from index.library.listing import names_in
from index.library.manifest import Manifest
from index.lock import WriteLock
from index.registry import corrections
from index.registry.corrections import Correction

#: The seconds that a correction waits for another one.
WAIT = 10.0


class Corrector:
    """The corrections of an index while they are changed; a context manager.

    They are written when it ends without an error, and not at all otherwise.
    A name is one that `searcher speakers` lists (of a voice also as "Speaker 1 in TITLE",
    or with the id of the program), a label, or a name that a program has. A program is
    given by its id or its title.

    Raises:
        IndexProblem: there is no index, or its files cannot be read.
        ArgumentRefused: a name or a role is empty.
        SpeakerUnknown: nobody is called so.
        SpeakerShared: several recordings have a voice of that name, and no program is given.
        ProgramUnknown: there is no such program, or there are several.
        CorrectionRefused: the correction would have no effect, or make two people one.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = WriteLock(directory / corrections.LOCK)
        # A correction changes the names of all turns, also of those that may not be shown.
        with refusing_unsound(directory), Library.open(directory, restricted=True) as library:
            self._names = Names(directory, library, _hidden(directory))
            self._assigned = Assignment(library.registry, self._names)
        self.corrections: list[Correction] = self._assigned.corrections

    def __enter__(self) -> Self:
        self._lock.acquire(WAIT)
        try:
            # Another correction may have been written since the index was opened.
            self.corrections[:] = corrections.read(self.directory)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        try:
            try:
                if raised[0] is None:
                    self._write()
                _remove_unfinished(self.directory)
            finally:
                self._lock.release()
        except KeyboardInterrupt as interrupt:
            if raised[0] is None and corrections.read(self.directory) == self.corrections:
                raise CommitInterrupted from interrupt
            raise

    def _write(self) -> None:
        self.corrections[:] = [
            correction for correction in self.corrections if correction.has_effect
        ]
        corrections.write(self.directory, self.corrections)

    def merge(self, name: str, other: str, program: str | None = None) -> str:
        """`other`, in one program if it is given, is the person of `name`; the name of that one."""
        kept = self._names.resolve(self._one_line(name, "a name", "NAME"))
        merged = self._names.resolve(
            self._one_line(other, "a name", "OTHERS"), self._names.program(program)
        )
        if set(merged.units) <= set(kept.units):
            raise self._refused(
                f"{other!r} and {name!r} are one person already"
                + (f", {kept.name}" if kept.name not in (name, other) else ""),
                "see `searcher speakers`",
            )
        expected = self._expected([*kept.units, *merged.units], kept.name)
        target = self._assigned.correction_of(kept)
        if merged.program is None:
            self._assigned.take_over(target, merged.name)
        self._assigned.give(target, merged.units, everywhere=merged.program is None)
        self._settle(expected)
        return kept.name

    def split(self, name: str, other: str, program: str | None = None) -> tuple[str, list[str]]:
        """`other`, a name or a label of `name`, is a person of their own.

        With `program`, or where `name` is a voice of one recording, that is so there only;
        if `other` is neither a name nor a label there, it is `name` who is `other`.
        A name that only recordings give is a voice of each recording again.

        Returns:
            The name of the person who was split, and the names of the turns taken out.
        """
        other = self._one_line(other, "a name", "OTHER")
        one = self._names.resolve(
            self._one_line(name, "a name", "NAME"), self._names.program(program)
        )
        units, is_name = self._names.part(one, other), False
        if not units and one.program is not None:
            units, is_name = one.units, True
        if not units:
            raise self._refused(
                f"{other!r} is neither a name nor a label of {one.name}",
                f"those are {', '.join(self._names.other_names(one)) or 'none'}",
            )
        names = {unit: other if is_name else self._name_apart(unit, other) for unit in units}
        if other == one.name:
            raise self._refused(
                f"{other!r} is the name of the person to split",
                "name the label or the name that is somebody else",
            )
        shown = [self._names.shown_as(unit, name) for unit, name in names.items()]
        for name in dict.fromkeys(shown):
            if self._is_taken(name, units, one, is_name=is_name):
                raise self._refused(
                    f"there is already somebody called {name!r}",
                    f"rename them first: searcher speakers rename {name!r} NEW",
                )
        expected = {**self._expected([], ""), **names}
        for new in dict.fromkeys(names.values()):
            self._separate([unit for unit in units if names[unit] == new], new, one)
        self._settle(expected)
        return one.name, list(dict.fromkeys(shown))

    def rename(self, name: str, new: str, program: str | None = None) -> str:
        """`name` is to be called `new`; in one program only, if it is given; the name before."""
        new = self._one_line(new, "a name", "NEW")
        one = self._names.resolve(
            self._one_line(name, "a name", "NAME"), self._names.program(program)
        )
        if new == one.name:
            raise self._refused(f"{name!r} is called {new!r} already", "give another name")
        if self._names.is_somebody_else(new, one):
            raise self._refused(
                f"there is already somebody called {new!r}",
                f"to make them one person: searcher speakers merge {new!r} {name!r}"
                + (f" --program {program!r}" if program else ""),
            )
        expected = self._expected(one.units, new)
        if one.program is not None:
            self._assigned.give(self._assigned.correction(new), one.units, everywhere=False)
        else:
            target = self._assigned.correction(one.name)
            # What is left of a correction with the new name is of nobody else.
            self._assigned.take_over(target, new)
            target.name = new
            self._assigned.give(target, one.units, everywhere=True)
        self._settle(expected)
        return one.name

    def role(self, name: str, role: str, program: str | None = None) -> str:
        """What `name` is; in one program only, if it is given; the name of that person."""
        role = self._one_line(role, "a role", "ROLE")
        where = self._names.program(program)
        one = self._names.resolve(self._one_line(name, "a name", "NAME"), where)
        expected = self._expected(one.units, one.name)
        correction = self._assigned.correction_of(one)
        if where is None or one.is_voice:
            correction.role = role
        else:
            correction.roles[:] = [pair for pair in correction.roles if pair[0] != where]
            correction.roles.append((where, role))
        self._settle(expected)
        return one.name

    def _one_line(self, text: str, what: str, argument: str) -> str:
        """A name or a role as it is kept: one line, with something in it that can be read."""
        text = " ".join(text.split())
        if not any(character.isprintable() and character != " " for character in text):
            raise ArgumentRefused(self.directory, f"{argument}: {what} cannot be empty")
        try:
            text.encode()
        except UnicodeEncodeError:
            reason = f"{argument}: {text!r} is not text"
            raise ArgumentRefused(self.directory, reason, "use a terminal in UTF-8") from None
        return text

    def _refused(self, reason: str, advice: str) -> CorrectionRefused:
        return CorrectionRefused(self.directory, reason, advice)

    def _expected(self, units: Iterable[Unit], name: str) -> dict[Unit, str]:
        """The name that all turns are to have: `name` for some turns, and no change for others."""
        return {
            **{unit: self._names.person(unit) for unit in self._names.units()},
            **dict.fromkeys(units, name),
        }

    def _settle(self, expected: Mapping[Unit, str]) -> None:
        """Give turns their names one by one where corrections for all programs do not.

        A correction of a person must change the names of no other turns.
        """
        for unit, name in expected.items():
            if self._names.person(unit) == name:
                continue
            # A voice of one recording has no correction.
            if self._names.shown_as(unit, name) == name:
                self._assigned.give(self._assigned.correction(name), [unit], everywhere=False)
        for unit, name in expected.items():
            if (now := self._names.person(unit)) != name:
                raise self._refused(
                    f"{unit.label or unit.found!r} in {unit.program} would be {now}, not {name}",
                    f"change what {corrections.NAME} says of {now} by hand",
                )

    def _name_apart(self, unit: Unit, other: str) -> str:
        """The name of turns that are nobody else's any more."""
        own = unit.label or unit.found
        if not is_generic_name(own):
            return own
        if unit.label is None and not self._assigned.is_in_also(own):
            return own  # a voice of its recording again
        return self._names.with_program(own, unit.program)

    def _is_taken(self, name: str, units: Sequence[Unit], one: Resolved, *, is_name: bool) -> bool:
        """Whether turns that get a name would be those of somebody who has it already.

        A name or a label that is split in one program after another is one person's.
        """
        if is_name:
            return self._names.is_somebody_else(name, one)
        own = {unit.label or unit.found for unit in units}
        others = (unit for unit in self._names.units() if unit not in units)
        return any((u.label or u.found) not in own for u in others if self._names.shown(u) == name)

    def _separate(self, units: Sequence[Unit], name: str, one: Resolved) -> None:
        """Take names, or the turns with a label, from the person that they were."""
        self._assigned.release(units)
        if all(unit.label is None and name == unit.found for unit in units) and is_generic_name(
            name
        ):
            return
        target = self._assigned.correction(name)
        everywhere = one.program is None
        names = {unit.found for unit in units if unit.label is None}
        if everywhere and names == {name}:
            for correction in self.corrections:
                correction.also[:] = [other for other in correction.also if other not in names]
            target.apart = True
        elif names == {name}:
            # In the other programs the name stays that of the person.
            person = self._assigned.correction(one.name)
            if name not in person.also:
                person.also.append(name)
        self._assigned.give(target, units, everywhere=everywhere)


def _hidden(directory: Path) -> set[str]:
    """The ids of the programs that may not be shown as they are."""
    segments = Manifest.read(directory).restrictions.segments
    return names_in(directory, segments).programs


def _remove_unfinished(directory: Path) -> None:
    """Remove what corrections left that were killed while they wrote."""
    for path in directory.iterdir():
        if path.name != corrections.NAME and atomic.final_name(path.name) == corrections.NAME:
            path.unlink(missing_ok=True)
