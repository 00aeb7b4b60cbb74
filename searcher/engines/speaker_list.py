"""The speakers of an engine: one record for each person, over all programs.

A voice that only its recording names (`Speaker 1`, `Host`) has a record for each recording.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.registry.appearances import Appearance, appearances
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
    found: defaultdict[tuple[str, str | None], list[Appearance]] = defaultdict(list)
    for part in appearances(entries, registry, relabelled):
        found[part.name, part.voice_in].append(part)
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
