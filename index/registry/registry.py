"""Who is who across programs: one name for each person, by record linkage and by hand.

Inside a program `corpus.people.resolution` has put labels together. Across programs the same
person is found under several names ("Dr. Ann Lee", "Ann Lee", "Dr. Lee"). When an
index is written, `index.registry.linkage` links names that can only be one person, and
`people-N.json` keeps the links. `index.registry.corrections` overrules them whenever the index
is opened, without reading a transcript again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.model import Turn
from index import sealed
from index.errors import IndexDamaged
from index.registry import corrections
from index.registry.corrections import Correction


def name_of(generation: int) -> str:
    """The file with the links of a generation of the index."""
    return f"people-{generation}.json"


@dataclass(slots=True)
class Registry:
    """The people of the names that were found in programs.

    Attributes:
        links: a found name to the name of the person, where the two differ.
        corrections: the corrections by hand.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)

    @classmethod
    def read(cls, directory: Path, generation: int) -> "Registry":
        """The registry of a generation of the index in `directory`.

        Raises:
            IndexFileGone: the links are not there.
            IndexDamaged: one of its two files is not as it should be; the place is named.
            IndexUnreadable: the system cannot read one of them.
        """
        links = read_links(directory, generation)
        return cls(links, corrections.read(directory))

    def correction(self, program: str, found: str, label: str | None = None) -> Correction | None:
        """What was said of a name found in a program: the most particular comes first.

        Args:
            program: the id of the program.
            found: the name.
            label: the label of a turn, whose speaker may be somebody else by a correction.
        """
        if not self.corrections:
            return None
        if label is not None and (said := self.of_label(program, found, label)):
            return said
        for said in self.corrections:
            if (program, found) in said.only:
                return said
        for name in (found, self.links.get(found, found)):
            for said in self.corrections:
                if name == said.name or name in said.also:
                    return said
        return None

    def of_label(self, program: str, found: str, label: str) -> Correction | None:
        """What was said of the turns with a label; in this program goes before in any."""
        general = None
        for said in self.corrections:
            for one in said.labels:
                if one.covers(program, found, label):
                    if one.program is not None:
                        return said
                    general = general or said
        return general

    def name(self, program: str, found: str, label: str | None = None) -> str:
        """The name of the person of a name, and a label, found in a program."""
        said = self.correction(program, found, label)
        return said.name if said else self.links.get(found, found)

    @property
    def renamed(self) -> dict[str, str]:
        """The found names that are another name in any program, and that name."""
        said = {found: one.name for one in self.corrections for found in one.also}
        return {**self.links, **said}

    def role(
        self, program: str, found: str, role: str | None, label: str | None = None
    ) -> str | None:
        """The role of that person, where `role` is what the program says."""
        said = self.correction(program, found, label)
        if said is None:
            return role
        by_hand = dict(said.roles).get(program, said.role)
        if by_hand is None and label is not None and said.name != self.name(program, found):
            return None  # what the program says is of the person who had the label before
        return role if by_hand is None else by_hand

    def named(self, program: str, turn: Turn) -> Turn:
        """A turn with the name and the role of its person."""
        if not self.corrections and turn.speaker not in self.links:
            return turn
        name = self.name(program, turn.speaker, turn.label)
        role = self.role(program, turn.speaker, turn.role, turn.label)
        if (name, role) == (turn.speaker, turn.role):
            return turn
        return replace(turn, speaker=name, role=role)


def read_links(directory: Path, generation: int) -> dict[str, str]:
    """The links of a generation: a found name to the name of the person.

    Raises:
        IndexFileGone, IndexDamaged, IndexUnreadable: as `Registry.read`.
    """
    path = directory / name_of(generation)
    names = sealed.read(path, generation).get("names")
    if not isinstance(names, dict) or not all(isinstance(v, str) for v in names.values()):
        raise IndexDamaged(path, "it is no table of names")
    return names
