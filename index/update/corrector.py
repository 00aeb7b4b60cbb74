"""Changes corrections of speakers: merge, split, rename, role."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from corpus.model import UNKNOWN_SPEAKER
from corpus.people.generic_names import is_generic_name
from index import atomic
from index.errors import (
    ArgumentRefused,
    CommitInterrupted,
    CorrectionRefused,
    ProgramUnknown,
    SpeakerShared,
    SpeakerUnknown,
    alike,
    refusing_unsound,
)
from index.library.library import Library
from index.registry import corrections
from index.registry.corrections import Correction, Label
from index.registry.generic_speakers import is_generic_speaker
from index.registry.registry import Registry
from index.update.lock import WriteLock

#: The seconds that a correction waits for another one.
WAIT = 10.0

#: A program's id and a name found there.
Pair = tuple[str, str]


class _Unit(NamedTuple):
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
class _Resolved:
    """Whom a name that was typed stands for.

    Attributes:
        name: the name of the person; of a voice of one recording, with its program.
        units: the turns that are theirs, in one program or in all of them.
        program: the only program that is meant, or None for all programs.
        is_voice: whether only a recording names the person.
    """

    name: str
    units: list[_Unit]
    program: str | None = None
    is_voice: bool = False

    @property
    def pairs(self) -> list[Pair]:
        """Where the person is found by name."""
        return [(unit.program, unit.found) for unit in self.units if unit.label is None]


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
        #: Program id and name, as found in the transcripts.
        self.found: list[Pair] = []
        #: The same with each label.
        self._labels: list[_Unit] = []
        self._titles: dict[str, str] = {}
        with refusing_unsound(directory), Library.open(directory) as library:
            self.registry: Registry = library.registry
            for entry in library.entries():
                program = entry.program.id
                self._titles[program] = entry.program.title
                for person in entry.program.participants:
                    self.found.append((program, person.name))
                    self._labels += [_Unit(program, person.name, label) for label in person.labels]
                if UNKNOWN_SPEAKER in entry.turns_by:
                    self.found.append((program, UNKNOWN_SPEAKER))
        self.found = list(dict.fromkeys(self.found))
        self.corrections: list[Correction] = self.registry.corrections

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
        kept = self._resolve(self._one_line(name, "a name", "NAME"))
        merged = self._resolve(self._one_line(other, "a name", "OTHERS"), self._program(program))
        if set(merged.units) <= set(kept.units):
            raise self._refused(
                f"{other!r} and {name!r} are one person already"
                + (f", {kept.name}" if kept.name not in (name, other) else ""),
                "see `searcher speakers`",
            )
        expected = self._expected([*kept.units, *merged.units], kept.name)
        target = self._correction_of(kept)
        if merged.program is None:
            self._take_over(target, merged.name)
        self._give(target, merged.units, everywhere=merged.program is None)
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
        one = self._resolve(self._one_line(name, "a name", "NAME"), self._program(program))
        units, is_name = self._part(one, other), False
        if not units and one.program is not None:
            units, is_name = one.units, True
        if not units:
            raise self._refused(
                f"{other!r} is neither a name nor a label of {one.name}",
                f"those are {', '.join(self._other_names(one)) or 'none'}",
            )
        names = {unit: other if is_name else self._name_apart(unit, other) for unit in units}
        if other == one.name:
            raise self._refused(
                f"{other!r} is the name of the person to split",
                "name the label or the name that is somebody else",
            )
        shown = [self._shown_as(unit, name) for unit, name in names.items()]
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
        one = self._resolve(self._one_line(name, "a name", "NAME"), self._program(program))
        if new == one.name:
            raise self._refused(f"{name!r} is called {new!r} already", "give another name")
        if self._is_somebody_else(new, one):
            raise self._refused(
                f"there is already somebody called {new!r}",
                f"to make them one person: searcher speakers merge {new!r} {name!r}"
                + (f" --program {program!r}" if program else ""),
            )
        expected = self._expected(one.units, new)
        if one.program is not None:
            self._give(self._correction(new), one.units, everywhere=False)
        else:
            target = self._correction(one.name)
            # What is left of a correction with the new name is of nobody else.
            self._take_over(target, new)
            target.name = new
            self._give(target, one.units, everywhere=True)
        self._settle(expected)
        return one.name

    def role(self, name: str, role: str, program: str | None = None) -> str:
        """What `name` is; in one program only, if it is given; the name of that person."""
        role = self._one_line(role, "a role", "ROLE")
        where = self._program(program)
        one = self._resolve(self._one_line(name, "a name", "NAME"), where)
        expected = self._expected(one.units, one.name)
        correction = self._correction_of(one)
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

    def _expected(self, units: Iterable[_Unit], name: str) -> dict[_Unit, str]:
        """The name that all turns are to have: `name` for some turns, and no change for others."""
        return {
            **{unit: self._person(unit) for unit in self._units()},
            **dict.fromkeys(units, name),
        }

    def _settle(self, expected: Mapping[_Unit, str]) -> None:
        """Give turns their names one by one where corrections for all programs do not.

        A correction of a person must change the names of no other turns.
        """
        for unit, name in expected.items():
            if self._person(unit) == name:
                continue
            # A voice of one recording has no correction.
            if self._shown_as(unit, name) == name:
                self._give(self._correction(name), [unit], everywhere=False)
        for unit, name in expected.items():
            if (now := self._person(unit)) != name:
                raise self._refused(
                    f"{unit.label or unit.found!r} in {unit.program} would be {now}, not {name}",
                    f"change what {corrections.NAME} says of {now} by hand",
                )

    def _is_somebody_else(self, name: str, one: _Resolved) -> bool:
        """Whether a name is that of a person who is not `one`, or was found for such a person."""
        others = [unit for unit in self._units() if unit not in one.units]
        if one.program is not None:
            # Of the same person in the other programs it is the name already.
            others = [unit for unit in others if self._person(unit) != one.name]
        return any(name in (self._shown(unit), self._person(unit), unit.found) for unit in others)

    def _other_names(self, one: _Resolved) -> list[str]:
        """The names and the labels of somebody, but for the name that they go by."""
        names = [found for _, found in one.pairs]
        names += [
            str(unit.label) for unit in self._labels if (unit.program, unit.found) in one.pairs
        ]
        return [name for name in dict.fromkeys(names) if name != one.name]

    def _part(self, one: _Resolved, other: str) -> list[_Unit]:
        """The turns of somebody under one of their names or labels, also as `A in TITLE`."""
        found = self._named_part(one.units, other)
        if not found:
            for name, program in self._in_titles(other):
                here = [unit for unit in one.units if unit.program == program]
                found += self._named_part(here, name)
        return list(dict.fromkeys(found))

    def _named_part(self, units: Sequence[_Unit], other: str) -> list[_Unit]:
        named = [unit for unit in units if other == (unit.label or unit.found)]
        pairs = {(unit.program, unit.found) for unit in units if unit.label is None}
        return named + [
            unit
            for unit in self._labels
            if unit.label == other
            and unit.found != other
            and (unit.program, unit.found) in pairs
            and self._person(unit) == self.registry.name(unit.program, unit.found)
        ]

    def _name_apart(self, unit: _Unit, other: str) -> str:
        """The name of turns that are nobody else's any more."""
        own = unit.label or unit.found
        if not is_generic_name(own):
            return own
        if unit.label is None and not self._is_in_also(own):
            return own  # a voice of its recording again
        return self._with_program(own, unit.program)

    def _is_in_also(self, found: str) -> bool:
        """Whether a hand-written correction gives a name to a person in any program."""
        return any(found in correction.also for correction in self.corrections)

    def _shown_as(self, unit: _Unit, name: str) -> str:
        """How turns are listed that have a name: those of a voice with their program."""
        is_voice = unit.label is None and name == unit.found and is_generic_name(name)
        return self._with_program(name, unit.program) if is_voice else name

    def _is_taken(
        self, name: str, units: Sequence[_Unit], one: _Resolved, *, is_name: bool
    ) -> bool:
        """Whether turns that get a name would be those of somebody who has it already.

        A name or a label that is split in one program after another is one person's.
        """
        if is_name:
            return self._is_somebody_else(name, one)
        own = {unit.label or unit.found for unit in units}
        others = (unit for unit in self._units() if unit not in units)
        return any((u.label or u.found) not in own for u in others if self._shown(u) == name)

    def _separate(self, units: Sequence[_Unit], name: str, one: _Resolved) -> None:
        """Take names, or the turns with a label, from the person that they were."""
        self._release(units)
        if all(unit.label is None and name == unit.found for unit in units) and is_generic_name(
            name
        ):
            return
        target = self._correction(name)
        everywhere = one.program is None
        names = {unit.found for unit in units if unit.label is None}
        if everywhere and names == {name}:
            for correction in self.corrections:
                correction.also[:] = [other for other in correction.also if other not in names]
            target.apart = True
        elif names == {name}:
            # In the other programs the name stays that of the person.
            person = self._correction(one.name)
            if name not in person.also:
                person.also.append(name)
        self._give(target, units, everywhere=everywhere)

    def _release(self, units: Sequence[_Unit]) -> None:
        """Remove what corrections say of just these turns."""
        pairs = {(unit.program, unit.found) for unit in units if unit.label is None}
        labels = {Label(u.label, u.found, u.program) for u in units if u.label is not None}
        for correction in self.corrections:
            correction.only[:] = [pair for pair in correction.only if pair not in pairs]
            correction.labels[:] = [label for label in correction.labels if label not in labels]

    def _give(self, target: Correction, units: Sequence[_Unit], *, everywhere: bool) -> None:
        """Give turns to the person of a correction.

        Args:
            target: the correction.
            units: the turns.
            everywhere: a name that was found for them is the person's in any program. That
                is never so of a generic name: it belongs to its recording.
        """
        self._release(units)
        for unit in units:
            if unit.label is not None:
                continue
            if not everywhere or is_generic_name(unit.found):
                target.only.append((unit.program, unit.found))
                continue
            for correction in self.corrections:
                if correction is not target:
                    correction.also[:] = [name for name in correction.also if name != unit.found]
            if unit.found not in (target.name, *target.also):
                target.also.append(unit.found)
            elif self._person(unit) != target.name:
                target.only.append((unit.program, unit.found))
        for label, found in dict.fromkeys((u.label, u.found) for u in units if u.label):
            here = [u for u in units if (u.label, u.found) == (label, found)]
            here = [unit for unit in here if self._person(unit) != target.name]
            # Without an entry of its own the label is its person's again.
            if not here:
                continue
            # Where some of these turns are not this person's, only the others are meant.
            all_of_it = [u for u in self._labels if (u.label, u.found) == (label, found)]
            is_general = everywhere and not is_generic_name(str(label))
            if is_general and all(unit in units for unit in all_of_it):
                target.labels.append(Label(str(label), found))
            else:
                target.labels += [Label(str(label), found, unit.program) for unit in here]

    def _take_over(self, target: Correction, name: str) -> None:
        """Give what a correction says of somebody in any program to another correction."""
        for merged in self.corrections:
            if merged.name == name and merged is not target:
                self.corrections.remove(merged)
                target.also += [found for found in merged.also if found not in target.also]
                target.only += [pair for pair in merged.only if pair not in target.only]
                target.labels += [
                    label
                    for label in merged.labels
                    if self.registry.name(label.program or "", label.name, label.label)
                    != target.name
                ]
                return

    def _correction_of(self, one: _Resolved) -> Correction:
        """The correction of somebody; that of a voice has the program in which it is theirs."""
        correction = self._correction(one.name)
        if one.is_voice:
            correction.only += [pair for pair in one.pairs if pair not in correction.only]
        return correction

    def _correction(self, name: str) -> Correction:
        """The correction of a person; a new one, without effect, if there is none."""
        for correction in self.corrections:
            if correction.name == name:
                return correction
        self.corrections.append(Correction(name))
        return self.corrections[-1]

    def _program(self, typed: str | None) -> str | None:
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
                raise ProgramUnknown(self.directory, reason, advice)
            if found:
                return found[0]
        close = alike(typed, [*self._titles, *self._titles.values()])
        advice = f"did you mean {' or '.join(close)}?" if close else "see `searcher programs`"
        raise ProgramUnknown(self.directory, f"there is no program {typed!r}", advice)

    def _resolve(self, typed: str, program: str | None = None) -> _Resolved:
        """The person whom a name stands for, with their turns in one program or in all."""
        units = self._lookup(typed, program)
        if not units:
            for label, voiced in self._in_titles(typed):
                if program in (None, voiced):
                    units += self._lookup(label, voiced)
        if not units:
            here = list(self._units(program))
            known = {self._shown(unit) for unit in here} | {unit.found for unit in here}
            where = "in this index" if program is None else f"in the program {program}"
            raise SpeakerUnknown(self.directory, typed, sorted(known), where)
        people = list(dict.fromkeys((self._shown(unit), self._voice_of(unit)) for unit in units))
        voices = [place for _, place in people if place is not None]
        if len(people) > 1:
            if len(voices) == len(people) and len(set(voices)) > 1:
                raise SpeakerShared(self.directory, typed, voices)
            shown = dict.fromkeys(name for name, _ in people)
            raise self._refused(
                f"{typed!r} may be {' or '.join(shown)}", "give the name of one of them"
            )
        name, place = people[0]
        if place is not None:
            voice = [unit for unit in units if unit.label is None]
            return _Resolved(name, voice, place, is_voice=True)
        person = self._person(units[0])
        return _Resolved(name, [u for u in self._units(program) if self._is_of(u, person)], program)

    def _is_of(self, unit: _Unit, person: str) -> bool:
        """Whether turns are a person's, and no voice's of that name."""
        return self._person(unit) == person and self._voice_of(unit) is None

    def _voice_of(self, unit: _Unit) -> str | None:
        """The program of turns whose speaker only this recording names, or None for a person."""
        is_voice = is_generic_speaker(self.registry, unit.program, unit.found)
        # Turns with a label of their own are somebody's by a correction.
        return unit.program if is_voice and unit.label is None else None

    def _shown(self, unit: _Unit) -> str:
        """The name of the speaker of some turns, as it is listed."""
        if self._voice_of(unit) is not None:
            return self._with_program(unit.found, unit.program)
        return self._person(unit)

    def _units(self, program: str | None = None) -> list[_Unit]:
        """All turns that a correction can name, in one program or in all."""
        of_labels = [
            unit for unit in self._labels if self.registry.correction_of_label(*map(str, unit))
        ]
        units = [*(_Unit(*pair) for pair in self.found), *of_labels]
        return [unit for unit in units if program in (None, unit.program)]

    def _lookup(self, typed: str, program: str | None) -> list[_Unit]:
        """The turns of somebody of that name: as a person, as found, or by a label."""
        units = self._units(program)
        kept = set(units)
        labelled = [unit for unit in self._labels if program in (None, unit.program)]

        def by_label(is_meant: Callable[[str], bool]) -> list[_Unit]:
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
                [unit for unit in units if is_meant(self._person(unit))]
                or [unit for unit in units if unit.label is None and is_meant(unit.found)]
                or by_label(is_meant)
            )
            if found:
                return found
        return []

    def _in_titles(self, typed: str) -> Iterator[Pair]:
        """The names and the programs of a voice as it is listed: `Speaker 1 in Harbour talk`."""
        parts = typed.split(" in ")
        for cut in range(1, len(parts)):
            name, where = " in ".join(parts[:cut]), " in ".join(parts[cut:]).casefold()
            for program, title in self._titles.items():
                if where in (program.casefold(), title.casefold()):
                    yield name, program

    def _with_program(self, name: str, program: str) -> str:
        """A name of one recording with its program: the title, or the id where two have it."""
        title = self._titles[program]
        unique = list(self._titles.values()).count(title) == 1
        return f"{name} in {title if unique else program}"

    def _person(self, unit: _Unit) -> str:
        """The name of the person of some turns."""
        return self.registry.name(*unit)


def _remove_unfinished(directory: Path) -> None:
    """Remove what corrections left that were killed while they wrote."""
    for path in directory.iterdir():
        if path.name != corrections.NAME and atomic.final_name(path.name) == corrections.NAME:
            path.unlink(missing_ok=True)
