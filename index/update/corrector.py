"""Changes to what is said of speakers by hand: merge, split, rename, role."""

from pathlib import Path
from typing import Self

from index import atomic
from index.errors import SpeakerUnknown
from index.library.library import Library
from index.registry import corrections
from index.registry.corrections import Correction
from index.registry.registry import Registry
from index.update.lock import WriteLock

#: The seconds that a correction waits for another one.
WAIT = 10.0


class Corrector:
    """The corrections of an index while they are changed; a context manager.

    They are written when it ends without an error, and not at all otherwise.
    A name is one that `searcher speakers` lists, or one that a program has.

    Raises:
        IndexProblem: there is no index, or its files cannot be read.
        SpeakerUnknown: there is no such name.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._lock = WriteLock(directory / corrections.LOCK)
        with Library.open(directory) as library:
            self.registry: Registry = library.registry
            #: Program id and name, as found in the transcripts.
            self.found = [
                (entry.program.id, person.name)
                for entry in library.entries()
                for person in entry.program.participants
            ]
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

    def merge(self, name: str, other: str) -> None:
        """`other` is `name`."""
        self._check(name)
        self._check(other)
        target = self._of(name)
        gone = next((said for said in self.said if said.name == other), None)
        if gone is not None and gone is not target:
            self.said.remove(gone)
            target.also += [found for found in gone.also if found not in target.also]
            target.only += gone.only
        for found in self._found_as(other) or [other]:
            if found != name and found not in target.also:
                target.also.append(found)

    def split(self, name: str, other: str, program: str | None) -> None:
        """`other`, found as a name of `name`, is a person of their own.

        With `program`, it is `name` who is `other`, in that program only.
        """
        self._check(name)
        if program is not None:
            here = [found for where, found in self.found if where == program]
            of_name = [found for found in here if self.registry.name(program, found) == name]
            if not of_name:
                raise SpeakerUnknown(self.directory, name, here, f"in the program {program}")
            target = self._of(other)
            target.only += [(program, found) for found in of_name]
            return
        self._check(other)
        for said in self.said:
            if said.name == name and other in said.also:
                said.also.remove(other)
        self._of(other).apart = True

    def rename(self, name: str, new: str) -> None:
        """`name` is to be called `new`."""
        self._check(name)
        target = self._of(name)
        target.also += [found for found in self._found_as(name) if found not in target.also]
        target.name = new

    def role(self, name: str, role: str) -> None:
        """What `name` is."""
        self._check(name)
        self._of(name).role = role

    def _of(self, name: str) -> Correction:
        """What is said of a person, which may be nothing yet."""
        for said in self.said:
            if said.name == name:
                return said
        self.said.append(Correction(name))
        return self.said[-1]

    def _found_as(self, name: str) -> list[str]:
        """The names of a person that were found in programs."""
        return sorted({f for where, f in self.found if self.registry.name(where, f) == name})

    def _check(self, name: str) -> None:
        known = {found for _, found in self.found}
        known |= {self.registry.name(*found) for found in self.found}
        if name not in known:
            raise SpeakerUnknown(self.directory, name, sorted(known), "in this index")


def _remove_unfinished(directory: Path) -> None:
    """Remove what corrections left that were killed while they wrote."""
    for path in directory.iterdir():
        if path.name != corrections.NAME and atomic.final_name(path.name) == corrections.NAME:
            path.unlink(missing_ok=True)
