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
from index import checksummed_json
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
        """The registry of a generation of the index in `directory`, protected people included.

        Raises:
            IndexFileGone: the links are not there.
            IndexDamaged: one of its two files is not as it should be; the place is named.
            IndexUnreadable: the system cannot read one of them.
        """
        links = read_links(directory, generation)
        return cls(links, corrections.read(directory))

    def public(self, links: Mapping[str, str], ids: Mapping[str, str]) -> "Registry":
        """The registry that knows nobody whose name may not be shown.

        Args:
            links: those of names that may be shown.
            ids: the ids of programs, and those under which they are shown instead.
        """
        return Registry(
            links, [_public(one, ids) for one in self.corrections if not one.restricted]
        )

    def correction(self, program: str, found: str, label: str | None = None) -> Correction | None:
        """The correction of a name found in a program; the most particular one counts.

        Args:
            program: the id of the program.
            found: the name.
            label: the label of a turn, whose speaker may be somebody else by a correction.
        """
        if not self.corrections:
            return None
        if label is not None and (correction := self.correction_of_label(program, found, label)):
            return correction
        for correction in self.corrections:
            if (program, found) in correction.only:
                return correction
        for name in dict.fromkeys((found, self.links.get(found, found))):
            # What is said of a name goes before a name that is only equal.
            for correction in self.corrections:
                if name in correction.also:
                    return correction
            for correction in self.corrections:
                if name == correction.name and not _is_generic(name):
                    return correction
        return None

    def correction_of_label(self, program: str, found: str, label: str) -> Correction | None:
        """The correction of the turns with a label; one for this program comes first."""
        general = None
        for correction in self.corrections:
            for one in correction.labels:
                if one.covers(program, found, label):
                    if one.program is not None:
                        return correction
                    general = general or correction
        return general

    def name(self, program: str, found: str, label: str | None = None) -> str:
        """The name of the person of a name, and a label, found in a program."""
        correction = self.correction(program, found, label)
        return correction.name if correction else self.links.get(found, found)

    @property
    def renamed(self) -> dict[str, str]:
        """The found names that are another name in any program, and that name."""
        by_hand = {found: one.name for one in self.corrections for found in one.also}
        return {**self.links, **by_hand}

    def role(
        self, program: str, found: str, role: str | None, label: str | None = None
    ) -> str | None:
        """The role of that person, where `role` is what the program says."""
        correction = self.correction(program, found, label)
        if correction is None:
            return role
        by_hand = dict(correction.roles).get(program, correction.role)
        if by_hand is None and label is not None and correction.name != self.name(program, found):
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


def _public(one: Correction, ids: Mapping[str, str]) -> Correction:
    """A correction without a name that may not be shown, and with the ids that are shown."""
    roles = [(ids.get(program, program), role) for program, role in one.roles]
    if one.pseudonym is not None:
        # As `Participant 7` is of one person in all programs, it is in `also`.
        return Correction(one.pseudonym, also=[one.pseudonym], role=one.role, roles=roles)
    if not ids:
        return one
    return replace(
        one,
        only=[(ids.get(program, program), name) for program, name in one.only],
        labels=[
            label._replace(program=ids.get(label.program, label.program))
            if label.program is not None else label
            for label in one.labels
        ],
        roles=roles,
    )  # fmt: skip


def _is_generic(name: str) -> bool:
    """Whether a name is of a voice: a person who has it is not that voice of every recording."""
    # A search without corrections starts without these rules.
    from corpus.people.generic_names import is_generic_name

    return is_generic_name(name)


def read_links(directory: Path, generation: int, *, public: bool = False) -> dict[str, str]:
    """The links of a generation: a found name to the name of the person.

    Args:
        directory: the index.
        generation: of the index.
        public: only those of names that may be shown.

    Raises:
        IndexFileGone, IndexDamaged, IndexUnreadable: as `Registry.read`.
    """
    path = directory / name_of(generation)
    record = checksummed_json.read(path, generation)
    names = record.get("public" if public and "public" in record else "names")
    if not isinstance(names, dict) or not all(isinstance(v, str) for v in names.values()):
        raise IndexDamaged(path, "it is no table of names")
    return names
