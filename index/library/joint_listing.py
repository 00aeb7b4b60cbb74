"""Several indexes listed as one: their segments one after the other, and one registry for all.

Programs of two indexes may have the same id. Then each of them has the name of its index before it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from index.library.listing import Listing, Place
from index.library.manifest import UNCORRECTED, UNRESTRICTED, Manifest
from index.meaning import names
from index.registry.linkage import link
from index.registry.registry import Registry
from index.turn_record import Entry


class Stored(NamedTuple):
    """A program as its own index knows it.

    Attributes:
        part: the number of the index.
        program: the id there.
    """

    part: int
    program: str


def refusal(listing: Listing) -> str | None:
    """Why an index cannot be listed with others as one; None if it can.

    What was corrected by hand in one index, or may not be shown, holds for its own programs only.
    Vectors are those of one index.
    """
    if listing.restricted or listing.manifest.restrictions != UNRESTRICTED:
        return "not all of it may be shown"
    if listing.registry.corrections:
        return "speakers were corrected by hand"
    if listing.manifest.corrected != UNCORRECTED:
        return "words were corrected by hand"
    if (listing.path / names.NAME).exists():
        return "it has vectors"
    return None


class JointListing(Listing):
    """The programs of several indexes. Who is who is decided by the names in all of them.

    Args:
        parts: the indexes, none of which has a `refusal`. They are closed with this.

    Attributes:
        parts: as given.
        firsts: the number of the first segment of each of them.
    """

    def __init__(self, parts: Sequence[Listing]) -> None:
        self.parts = tuple(parts)
        self.path = Path(", ".join(str(part.path) for part in parts))
        self.manifest = Manifest(
            segments=[segment for part in parts for segment in part.manifest.segments]
        )
        self.restricted = False
        self.containers = [container for part in parts for container in part.containers]
        counts = [len(part.containers) for part in parts]
        self.firsts = [0, *accumulate(counts[:-1])]
        people: set[str] = set()
        ids: list[set[str]] = []
        for part in parts:
            ids.append(set())
            for entry in part.entries():
                ids[-1].add(entry.program.id)
                people.update(entry.turns_by)
                people.update(person.name for person in entry.program.participants)
        self.registry = Registry(link(people))
        self._stored = _renamed([part.path for part in parts], ids)
        self._shown = {stored: shown for shown, stored in self._stored.items()}

    @property
    def renamed(self) -> dict[str, Stored]:
        """The programs whose id is that of another one, by the id that each has here."""
        return self._stored

    def shown(self, part: int, program: str) -> str:
        """The id here of a program of an index."""
        return self._shown.get(Stored(part, program), program)

    def stored_in(self, part: int, program: str) -> str | None:
        """The id in an index of a program here; None if it is of another index."""
        stored = self._stored.get(program)
        if stored is not None:
            return stored.program if stored.part == part else None
        return None if Stored(part, program) in self._shown else program

    def shown_entry(self, part: int, entry: Entry) -> Entry:
        """An entry of an index with the id that its program has here."""
        program = self.shown(part, entry.program.id)
        if program == entry.program.id:
            return entry
        return replace(entry, program=replace(entry.program, id=program))

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the indexes."""
        for number, part in enumerate(self.parts):
            for entry in part.entries():
                yield self.shown_entry(number, entry)

    def place(self, program_id: str) -> Place | None:
        """Where the program with an id is, or None if there is none."""
        for number, part in enumerate(self.parts):
            stored = self.stored_in(number, program_id)
            place = part.place(stored) if stored is not None else None
            if place is not None:
                entry = self.shown_entry(number, place.entry)
                return Place(self.firsts[number] + place.segment, place.document, entry)
        return None


def _renamed(paths: Sequence[Path], ids: Sequence[set[str]]) -> dict[str, Stored]:
    counts = Counter(program for some in ids for program in some)
    renamed: dict[str, Stored] = {}
    labels = labelled(paths)
    for part, some in enumerate(ids):
        for program in sorted(one for one in some if counts[one] > 1):
            shown = f"{labels[part]}:{program}"
            while shown in counts or shown in renamed:
                shown = f"{labels[part]}:{shown}"
            renamed[shown] = Stored(part, program)
    return renamed


def labelled(paths: Sequence[Path]) -> list[str]:
    """A short name for each of some folders: as much of the ends of their paths as differs."""
    whole = [path.absolute().parts for path in paths]
    for length in range(1, max(map(len, whole)) + 1):
        names = ["/".join(parts[-length:]) for parts in whole]
        if len(set(names)) == len(names):
            break
    return names
