"""The speakers of an engine: one record for each person, over all programs.

A voice that only its recording names (`Speaker 1`, `Host`) has a record for each recording.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import UNKNOWN_SPEAKER, Participant
from index.registry.generic_speakers import is_generic_speaker
from index.registry.registry import Registry
from index.turn_record import Entry


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person over all programs of an index, or a voice of one recording.

    Attributes:
        name: the fullest form of the name.
        labels: every label the person speaks under, most programs first.
        roles: the roles of the person in the programs.
        programs, turns: how many programs the person speaks in, and how many turns.
        program, title: the recording, if the name is of a voice of this recording only.
    """

    name: str
    labels: tuple[str, ...]
    roles: tuple[str, ...]
    programs: int
    turns: int
    program: str | None = None
    title: str | None = None


class _Appearance(NamedTuple):
    """A person in one program."""

    program: str
    title: str
    labels: tuple[str, ...]
    role: str | None
    turns: int


def speakers(
    entries: Iterable[Entry],
    registry: Registry,
    relabelled: Mapping[tuple[str, str, str], int],
) -> list[Speaker]:
    """Everybody who speaks in these programs, most turns first.

    Args:
        entries: the programs.
        registry: who is who.
        relabelled: the number of turns that corrections name by their label, for each
            program, name found there and label.
    """
    # Without corrections a name is of the same person in every program.
    known: dict[str, tuple[str, bool]] = {}
    found: defaultdict[tuple[str, str | None], list[_Appearance]] = defaultdict(list)
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
                part = _Appearance(program, title, (label,), role, moved)
                name = registry.name(program, person.name, label)
                found[name, None].append(part)
            if person.labels and not labels:
                continue  # every turn is somebody else's
            role = registry.role(program, person.name, person.role)
            part = _Appearance(program, title, labels, role, turns)
            if registry.corrections or person.name not in known:
                is_voice = is_generic_speaker(registry, program, person.name)
                known[person.name] = registry.name(program, person.name), is_voice
            name, is_voice = known[person.name]
            found[name, program if is_voice else None].append(part)
    people = [
        Speaker(
            name=name,
            labels=_most_frequent([label for part in parts for label in part.labels]),
            roles=_most_frequent([part.role for part in parts if part.role]),
            programs=len({part.program for part in parts}),
            turns=sum([part.turns for part in parts]),
            program=only,
            title=parts[0].title if only else None,
        )
        for (name, only), parts in found.items()
    ]
    return sorted(people, key=lambda person: (-person.turns, person.name, person.program or ""))


def _most_frequent(values: Sequence[str]) -> tuple[str, ...]:
    """Values without repetition, those of most programs first.

    Equal ones are in the order of the alphabet: that of programs differs between an index that
    was made at once and one that has grown.
    """
    if len(values) < 2:
        return tuple(values)
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _people(entry: Entry) -> Sequence[Participant]:
    """The participants of a program, and the voice that nobody names, if it speaks."""
    people = entry.program.participants
    if UNKNOWN_SPEAKER not in entry.turns_by:
        return people
    if any(person.name == UNKNOWN_SPEAKER for person in people):
        return people
    return (*people, Participant(UNKNOWN_SPEAKER, ()))
