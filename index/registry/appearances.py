"""Who speaks in which program, by the names in the registry: what is listed and counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.model import UNKNOWN_SPEAKER, Participant
from index.registry.generic_speakers import is_generic_speaker
from index.registry.registry import Registry
from index.turn_record import Entry


class Appearance(NamedTuple):
    """A person, or a voice of one recording, in one program.

    Attributes:
        name: the name of the person in the registry.
        voice_in: the program, where only this recording names the speaker, as in `Speaker 1`.
        program, title: the program.
        labels: the labels that they speak under.
        role: the role, if one is known.
        turns: how many turns they have.
    """

    name: str
    voice_in: str | None
    program: str
    title: str
    labels: tuple[str, ...]
    role: str | None
    turns: int


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
    # Without corrections a name is of the same person in every program.
    known: dict[str, tuple[str, bool]] = {}
    for entry in entries:
        program, title = entry.program.id, entry.program.title
        for person in _people(entry):
            turns = entry.turns_by.get(person.name, 0)
            labels = person.labels
            # Most people have no label that is somebody else's.
            for label in person.labels if relabelled else ():
                if not (moved := relabelled.get((program, person.name, label), 0)):
                    continue
                turns -= moved
                labels = tuple(other for other in labels if other != label)
                role = registry.role(program, person.name, person.role, label)
                name = registry.name(program, person.name, label)
                yield Appearance(name, None, program, title, (label,), role, moved)
            if person.labels and not labels:
                continue  # every turn is somebody else's
            role = registry.role(program, person.name, person.role)
            if registry.corrections or person.name not in known:
                is_voice = is_generic_speaker(registry, program, person.name)
                known[person.name] = registry.name(program, person.name), is_voice
            name, is_voice = known[person.name]
            only = program if is_voice else None
            yield Appearance(name, only, program, title, labels, role, turns)


def _people(entry: Entry) -> Sequence[Participant]:
    """The participants of a program, and the voice that nobody names, if it speaks."""
    people = entry.program.participants
    if UNKNOWN_SPEAKER not in entry.turns_by:
        return people
    if any(person.name == UNKNOWN_SPEAKER for person in people):
        return people
    return (*people, Participant(UNKNOWN_SPEAKER, ()))
