"""Changes to what is said of speakers by hand: merge, split, rename, role."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from corpus.model import UNKNOWN_SPEAKER
from index import atomic
from index.errors import SpeakerShared, SpeakerUnknown
from index.library.library import Library
from index.registry import corrections
from index.registry.corrections import Correction
from index.registry.registry import Registry
from index.registry.voices import is_voice
from index.update.lock import WriteLock

#: The seconds that a correction waits for another one.
WAIT = 10.0

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a name that was typed stands for.

    Attributes:
        name: the name of the person; of a voice of one recording, with its program.
        pairs: where they are found: program id and name there.
        apart: the pairs are meant one by one, and not the name in any program.
    """

    name: str
    pairs: list[Pair]
    apart: bool


class Corrector:
    """The corrections of an index while they are changed; a context manager.

    They are written when it ends without an error, and not at all otherwise.
    A name is one that `searcher speakers` lists (of a voice also as "Speaker 1 in TITLE",
    or with the id of the program), a label, or a name that a program has.

    Raises:
        IndexProblem: there is no index, or its files cannot be read.
        SpeakerUnknown: nobody is called so.
        SpeakerShared: several recordings have a voice of that name, and no program is given.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = WriteLock(directory / corrections.LOCK)
        #: Program id and name, as found in the transcripts.
        self.found: list[Pair] = []
        self._labels: dict[str, list[Pair]] = {}
        self._titles: dict[str, str] = {}
        with Library.open(directory) as library:
            self.registry: Registry = library.registry
            for entry in library.entries():
                program = entry.program.id
                self._titles[program] = entry.program.title
                for person in entry.program.participants:
                    self.found.append((program, person.name))
                    for label in person.labels:
                        self._labels.setdefault(label, []).append((program, person.name))
                if UNKNOWN_SPEAKER in entry.turns_by:
                    self.found.append((program, UNKNOWN_SPEAKER))
        self.found = list(dict.fromkeys(self.found))
        self.said: list[Correction] = self.registry.corrections

    def __enter__(self) -> Self:
        self._lock.acquire(WAIT)
        try:
            # Another correction may have been written since the index was opened.
            self.said[:] = corrections.read(self.directory)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        try:
            if raised[0] is None:
                self.said[:] = [c for c in self.said if c.also or c.only or c.role or c.apart]
                corrections.write(self.directory, self.said)
            _remove_unfinished(self.directory)
        finally:
            self._lock.release()

    def merge(self, name: str, other: str, program: str | None = None) -> None:
        """`other`, in one program if it is given, is `name`."""
        wanted, gone = self._named(name), self._named(other, program)
        self._take(self._of(wanted), gone)

    def split(self, name: str, other: str, program: str | None) -> None:
        """`other`, found as a name of `name`, is a person of their own.

        With `program`, or where `name` is a voice of one recording, it is `name` who is
        `other`, there only.
        """
        one = self._named(name, program)
        if one.apart:
            self._take(self._correction(other), one)
            return
        other = self._named(other).name if other not in self._names() else other
        for said in self.said:
            if said.name == one.name and other in said.also:
                said.also.remove(other)
        self._correction(other).apart = True

    def rename(self, name: str, new: str, program: str | None = None) -> None:
        """`name` is to be called `new`; in one program only, if it is given."""
        one = self._named(name, program)
        if one.apart:
            self._take(self._correction(new), one)
            return
        target = self._correction(one.name)
        target.also += [f for _, f in one.pairs if f not in target.also]
        target.also[:] = dict.fromkeys(target.also)
        target.name = new

    def role(self, name: str, role: str, program: str | None = None) -> None:
        """What `name` is."""
        self._of(self._named(name, program)).role = role

    def _take(self, target: Correction, other: _Named) -> None:
        """Say that somebody is the person of a correction."""
        if other.apart:
            for said in self.said:
                said.only[:] = [pair for pair in said.only if pair not in other.pairs]
            target.only += other.pairs
            return
        gone = next((said for said in self.said if said.name == other.name), None)
        if gone is not None and gone is not target:
            self.said.remove(gone)
            target.also += [found for found in gone.also if found not in target.also]
            target.only += gone.only
        for found in sorted({found for _, found in other.pairs}) or [other.name]:
            if found not in (target.name, *target.also):
                target.also.append(found)

    def _of(self, one: _Named) -> Correction:
        """The correction of somebody; that of a voice says in which programs it is theirs."""
        said = self._correction(one.name)
        if one.apart:
            said.only += [pair for pair in one.pairs if pair not in said.only]
        return said

    def _correction(self, name: str) -> Correction:
        """What is said of a person, which may be nothing yet."""
        for said in self.said:
            if said.name == name:
                return said
        self.said.append(Correction(name))
        return self.said[-1]

    def _names(self) -> set[str]:
        return {found for _, found in self.found}

    def _named(self, typed: str, program: str | None = None) -> _Named:
        """Whom a name stands for, in one program or in all of them."""
        pairs = self._pairs(typed)
        if not pairs and program is None:
            pairs, program = self._in_title(typed)
        if program is not None:
            here = [pair for pair in self.found if pair[0] == program]
            pairs = [pair for pair in pairs if pair in here]
            if not pairs:
                raise SpeakerUnknown(
                    self.directory, typed, _sorted(here), f"in the program {program}"
                )
            said = self.registry.correction(*pairs[0])
            return _Named(said.name if said else self._shown(pairs[0]), pairs, apart=True)
        if not pairs:
            known = {self.registry.name(*pair) for pair in self.found}
            raise SpeakerUnknown(
                self.directory, typed, sorted(known | self._names()), "in this index"
            )
        voices = [pair for pair in pairs if is_voice(self.registry, *pair)]
        if len({program for program, _ in voices}) > 1:
            raise SpeakerShared(self.directory, typed, [program for program, _ in voices])
        if voices:
            return _Named(self._shown(voices[0]), voices, apart=True)
        return _Named(self.registry.name(*pairs[0]), pairs, apart=False)

    def _pairs(self, typed: str) -> list[Pair]:
        """Where somebody of that name is found: as a person, as found, or by a label."""
        return (
            [pair for pair in self.found if self.registry.name(*pair) == typed]
            or [pair for pair in self.found if pair[1] == typed]
            or self._labels.get(typed, [])
        )

    def _in_title(self, typed: str) -> tuple[list[Pair], str | None]:
        """A voice that was typed with its program: `Speaker 1 in Harbour talk`."""
        parts = typed.split(" in ")
        for cut in range(1, len(parts)):
            name, where = " in ".join(parts[:cut]), " in ".join(parts[cut:])
            for program, title in self._titles.items():
                if where in (program, title):
                    pairs = [pair for pair in self._pairs(name) if pair[0] == program]
                    if pairs:
                        return pairs, program
        return [], None

    def _shown(self, pair: Pair) -> str:
        """The name of a voice with its program, where the name alone says nothing."""
        program, found = pair
        if not is_voice(self.registry, program, found):
            return self.registry.name(program, found)
        title = self._titles[program]
        unique = list(self._titles.values()).count(title) == 1
        return f"{found} in {title if unique else program}"


def _sorted(pairs: Iterable[Pair]) -> list[str]:
    return sorted({found for _, found in pairs})


def _remove_unfinished(directory: Path) -> None:
    """Remove what corrections left that were killed while they wrote."""
    for path in directory.iterdir():
        if path.name != corrections.NAME and atomic.final_name(path.name) == corrections.NAME:
            path.unlink(missing_ok=True)
