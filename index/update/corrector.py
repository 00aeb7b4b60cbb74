"""Changes corrections of speakers: merge, split, rename, role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from corpus.model import UNKNOWN_SPEAKER
from index import atomic
from index.errors import (
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
        units: the turns that are theirs.
        apart: the turns are meant one program at a time, and not the name in any program.
        is_voice: whether the name is of a voice of one recording.
    """

    name: str
    units: list[_Unit]
    apart: bool
    is_voice: bool = False

    @property
    def pairs(self) -> list[Pair]:
        """Where the person is found by name."""
        return [(unit.program, unit.found) for unit in self.units if unit.label is None]

    @property
    def labels(self) -> list[Label]:
        """The labels whose turns are the person's by a correction."""
        return [Label(u.label, u.found, u.program) for u in self.units if u.label is not None]


class Corrector:
    """The corrections of an index while they are changed; a context manager.

    They are written when it ends without an error, and not at all otherwise.
    A name is one that `searcher speakers` lists (of a voice also as "Speaker 1 in TITLE",
    or with the id of the program), a label, or a name that a program has. A program is
    given by its id or its title.

    Raises:
        IndexProblem: there is no index, or its files cannot be read.
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

    def merge(self, name: str, other: str, program: str | None = None) -> None:
        """`other`, in one program if it is given, is `name`."""
        kept, merged = self._resolve(name), self._resolve(other, self._program(program))
        if set(merged.units) <= set(kept.units):
            raise self._refused(
                f"{other!r} and {name!r} are one person already", "see `searcher speakers`"
            )
        target = self._correction_of(kept)
        self._assign(target, merged)
        self._check(merged.units, target.name)

    def split(self, name: str, other: str, program: str | None = None) -> None:
        """`other`, a name or a label of `name`, is a person of their own.

        With `program`, or where `name` is a voice of one recording, that is so there only;
        if `other` is neither a name nor a label there, it is `name` who is `other`.
        """
        other = self._one_line(other, "a name")
        one = self._resolve(name, self._program(program))
        if other == one.name:
            raise self._refused(
                f"{other!r} is the name of the person to split",
                "name the label or the name that is somebody else",
            )
        units = [unit for unit in one.units if unit.label is None and unit.found == other]
        units += [
            unit
            for unit in self._labels
            if unit.label == other
            and unit.found != other
            and (unit.program, unit.found) in one.pairs
            and self._person(unit) == self.registry.name(unit.program, unit.found)
        ]
        if not units and one.apart:
            units = one.units
        if not units:
            raise self._refused(
                f"{other!r} is neither a name nor a label of {one.name}",
                f"those are {', '.join(self._other_names(one)) or 'none'}",
            )
        target = self._correction(other)
        if one.apart:
            self._assign(target, _Resolved(one.name, units, apart=True))
        else:
            self._set_apart(target, units, one)
        self._check(units, other)

    def rename(self, name: str, new: str, program: str | None = None) -> None:
        """`name` is to be called `new`; in one program only, if it is given."""
        new = self._one_line(new, "a name")
        one = self._resolve(name, self._program(program))
        if new == one.name:
            raise self._refused(f"{name!r} is called {new!r} already", "give another name")
        if self._is_somebody_else(new, one):
            raise self._refused(
                f"there is already somebody called {new!r}",
                f"to make them one person: searcher speakers merge {new!r} {name!r}"
                + (f" --program {program!r}" if program else ""),
            )
        if one.apart:
            self._assign(self._correction(new), one)
        else:
            target = self._correction(one.name)
            target.also += [found for _, found in one.pairs]
            target.also[:] = dict.fromkeys(target.also)
            target.name = new
        self._check(one.units, new)

    def role(self, name: str, role: str, program: str | None = None) -> None:
        """What `name` is; in one program only, if it is given."""
        role = self._one_line(role, "a role")
        where = self._program(program)
        one = self._resolve(name, where)
        if where is None or one.is_voice:
            self._correction_of(one).role = role
        else:
            correction = self._correction(one.name)
            correction.roles[:] = [pair for pair in correction.roles if pair[0] != where]
            correction.roles.append((where, role))

    def _one_line(self, text: str, what: str) -> str:
        """A name or a role as it is kept: one line, with something in it that can be read."""
        text = " ".join(text.split())
        if not any(character.isprintable() and character != " " for character in text):
            raise CorrectionRefused(self.directory, f"{what} cannot be empty", f"give {what}")
        try:
            text.encode()
        except UnicodeEncodeError:
            reason = f"{text!r} is not text"
            raise CorrectionRefused(self.directory, reason, "use a terminal in UTF-8") from None
        return text

    def _refused(self, reason: str, advice: str) -> CorrectionRefused:
        return CorrectionRefused(self.directory, reason, advice)

    def _check(self, units: Iterable[_Unit], name: str) -> None:
        """Refuse a correction that another one leaves without its effect."""
        for unit in units:
            if (now := self._person(unit)) != name:
                raise self._refused(
                    f"{unit.label or unit.found!r} in {unit.program} would still be {now}",
                    f"change what {corrections.NAME} says of {now} by hand",
                )

    def _is_somebody_else(self, name: str, one: _Resolved) -> bool:
        """Whether a name is that of a person who is not `one`, or was found for such a person."""
        others = [unit for unit in self._units() if unit not in one.units]
        if one.apart:
            # Of the same person in the other programs it is the name already.
            others = [unit for unit in others if self._person(unit) != one.name]
        return any(name in (self._person(unit), unit.found) for unit in others)

    def _other_names(self, one: _Resolved) -> list[str]:
        """The names and the labels of somebody, but for the name that they go by."""
        names = [found for _, found in one.pairs]
        names += [
            str(unit.label) for unit in self._labels if (unit.program, unit.found) in one.pairs
        ]
        return [name for name in dict.fromkeys(names) if name != one.name]

    def _set_apart(self, target: Correction, units: list[_Unit], one: _Resolved) -> None:
        """Take names, or the turns with a label, from the person that they were."""
        names = {unit.found for unit in units if unit.label is None}
        if names:
            for correction in self.corrections:
                if correction is not target:
                    correction.also[:] = [name for name in correction.also if name not in names]
                correction.only[:] = [pair for pair in correction.only if _Unit(*pair) not in units]
            target.apart = True
        for label, found in dict.fromkeys((u.label, u.found) for u in units if u.label):
            # Where some of these turns are not this person's, only the others are meant.
            everywhere = [u for u in self._labels if (u.label, u.found) == (label, found)]
            if all(unit in units for unit in everywhere):
                target.labels.append(Label(label, found))
            else:
                here = [u for u in units if (u.label, u.found) == (label, found)]
                target.labels += [Label(label, found, unit.program) for unit in here]

    def _assign(self, target: Correction, other: _Resolved) -> None:
        """Give the turns of somebody to the person of a correction."""
        if other.apart:
            pairs, labels = other.pairs, other.labels
            for correction in self.corrections:
                correction.only[:] = [pair for pair in correction.only if pair not in pairs]
                correction.labels[:] = [label for label in correction.labels if label not in labels]
            target.only += pairs
            # Without an entry of its own the label is its person's again.
            target.labels += [
                label
                for label in labels
                if self.registry.name(str(label.program), label.name, label.label) != target.name
            ]
            return
        merged = next(
            (correction for correction in self.corrections if correction.name == other.name), None
        )
        if merged is not None and merged is not target:
            self.corrections.remove(merged)
            target.also += [found for found in merged.also if found not in target.also]
            target.only += merged.only
        for found in sorted({found for _, found in other.pairs}):
            if found not in (target.name, *target.also):
                target.also.append(found)
        if merged is not None and merged is not target:
            target.labels += [
                label
                for label in merged.labels
                if self.registry.name(label.program or "", label.name, label.label) != target.name
            ]

    def _correction_of(self, one: _Resolved) -> Correction:
        """The correction of somebody; that of a voice has the programs in which it is theirs."""
        correction = self._correction(one.name)
        if one.apart:
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
        """Whom a name stands for, in one program or in all of them."""
        units = self._lookup(typed, program)
        if not units and program is None:
            units, program = self._in_title(typed)
        if not units:
            here = list(self._units(program))
            known = {self._person(unit) for unit in here} | {unit.found for unit in here}
            where = "in this index" if program is None else f"in the program {program}"
            raise SpeakerUnknown(self.directory, typed, sorted(known), where)
        voices = [
            (unit.program, unit.found)
            for unit in units
            if unit.label is None and is_generic_speaker(self.registry, unit.program, unit.found)
        ]
        if program is None and len({program for program, _ in voices}) > 1:
            raise SpeakerShared(self.directory, typed, [program for program, _ in voices])
        people = list(dict.fromkeys(map(self._person, units)))
        if len(people) > 1:
            raise self._refused(
                f"{typed!r} may be {' or '.join(people)}", "give the name of one of them"
            )
        if voices and (program is not None or len(units) == len(voices)):
            return _Resolved(self._display_name(voices[0]), units, apart=True, is_voice=True)
        return _Resolved(people[0], units, apart=program is not None)

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
            found = (unit for unit in labelled if is_meant(str(unit.label)))
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

    def _in_title(self, typed: str) -> tuple[list[_Unit], str | None]:
        """A voice that was typed with its program: `Speaker 1 in Harbour talk`."""
        parts = typed.split(" in ")
        for cut in range(1, len(parts)):
            name, where = " in ".join(parts[:cut]), " in ".join(parts[cut:])
            for program, title in self._titles.items():
                if where in (program, title) and (units := self._lookup(name, program)):
                    return units, program
        return [], None

    def _display_name(self, pair: Pair) -> str:
        """The name of a voice with its program, where the name alone says nothing."""
        program, found = pair
        if not is_generic_speaker(self.registry, program, found):
            return self.registry.name(program, found)
        title = self._titles[program]
        unique = list(self._titles.values()).count(title) == 1
        return f"{found} in {title if unique else program}"

    def _person(self, unit: _Unit) -> str:
        """The name of the person of some turns."""
        return self.registry.name(*unit)


def _remove_unfinished(directory: Path) -> None:
    """Remove what corrections left that were killed while they wrote."""
    for path in directory.iterdir():
        if path.name != corrections.NAME and atomic.final_name(path.name) == corrections.NAME:
            path.unlink(missing_ok=True)
