"""Who speaks in which program, by the names in the registry: what is listed and counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.model import UNKNOWN_SPEAKER, Participant
from index.registry.generic_speakers import is_generic_speaker
from index.registry.registry import Registry
from index.turn_record import Entry


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person, or a voice of one recording, in one program.

    Attributes:
        name: the name of the person in the registry.
        program, title: the program.
        labels: the labels that they speak under.
        role: the role, if one is known.
        turns: how many turns they have.
        is_voice: whether only this recording names the speaker, as in `Speaker 1`.
    """

    name: str
    program: str
    title: str
    labels: tuple[str, ...]
    role: str | None
    turns: int
    is_voice: bool

    @property
    def who(self) -> tuple[str, str | None]:
        """What tells speakers apart: the name, and for a voice its program."""
        return self.name, self.program if self.is_voice else None


def appearances(
    entries: Iterable[Entry],
    registry: Registry,
    relabelled: Mapping[tuple[str, str, str], int],
) -> Iterator[Appearance]:
    """Everybody who speaks in these programs, once for each program.

    Args:
        entries: the programs.
        registry: who is who.
        relabelled: the number of turns that corrections name by their label, for each
            program, name found there and label.
    """
    for entry in entries:
        program, title = entry.program.id, entry.program.title
        for person in _people(entry):
            turns = entry.turns_by.get(person.name, 0)
            labels = person.labels
            for label in person.labels:
                if not (moved := relabelled.get((program, person.name, label), 0)):
                    continue
                turns -= moved
                labels = tuple(other for other in labels if other != label)
                role = registry.role(program, person.name, person.role, label)
                name = registry.name(program, person.name, label)
                yield Appearance(name, program, title, (label,), role, moved, is_voice=False)
            if person.labels and not labels:
                continue  # every turn is somebody else's
            name = registry.name(program, person.name)
            role = registry.role(program, person.name, person.role)
            is_voice = is_generic_speaker(registry, program, person.name)
            yield Appearance(name, program, title, labels, role, turns, is_voice)


def _people(entry: Entry) -> Iterable[Participant]:
    """The participants of a program, and the voice that nobody names, if it speaks."""
    yield from entry.program.participants
    known = {person.name for person in entry.program.participants}
    if UNKNOWN_SPEAKER in entry.turns_by and UNKNOWN_SPEAKER not in known:
        yield Participant(UNKNOWN_SPEAKER, ())
