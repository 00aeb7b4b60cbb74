"""The people whose names may not be shown, and all names that are theirs."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from corpus.labels.honorifics import TITLES
from corpus.model import WITHHELD, Participant, Program
from corpus.people.generic_names import is_generic_name
from corpus.people.names import name_words
from index.errors import IndexDamaged
from index.registry import corrections
from index.registry.corrections import Correction
from index.registry.registry import Registry
from index.restriction.mentions import Form, Mentions

#: Raise it when programs are shown in another way: then all of them are looked at again.
_RULES = 2
#: Words of names that are words of a language, too.
_PARTICLES = frozenset(
    "al and bin da de del della den der des di do dos du el et ibn la le of the ten ter und van von"
    " y zu zum zur".split()
)
#: What stands between the names of people who speak together.
_BETWEEN = re.compile(r"\s*(?:[,;&+/]|\band\b|\bund\b|\bet\b|\by\b|\ben\b)\s*", re.IGNORECASE)


class Protected:
    """The people whose names may not be shown.

    Args:
        registry: who is who.
        names: the names found in all programs, also those that may not be shown.
    """

    def __init__(self, registry: Registry, names: Iterable[str] = ()) -> None:
        self.registry = registry
        self._people = [one for one in registry.corrections if one.is_protected]
        self._names = sorted(set(names)) if self._people else []

    def __bool__(self) -> bool:
        return bool(self._people)

    def who(self, program: str, found: str, label: str | None = None) -> Correction | None:
        """The person of a name found in a program, if their name may not be shown."""
        person = self.registry.correction(program, found, label)
        return person if person is not None and person.is_protected else None

    def speaks_with(self, name: str) -> bool:
        """Whether a name is of several people, one of whom is restricted."""
        parts = [part for part in _BETWEEN.split(name) if part]
        if len(parts) < 2:
            return False
        words = set(map(name_words, parts))
        return any(
            name_words(other) in words
            for person in self._people
            if person.restricted
            for other in self._names_of[person.name]
        )

    @cached_property
    def _names_of(self) -> dict[str, list[str]]:
        """The names of each person that are theirs in every program."""
        found: dict[str, list[str]] = {
            person.name: [person.name, *person.also] for person in self._people
        }
        for name in self._names:
            if (person := self.who("", name)) is not None:
                found[person.name].append(name)
        return {
            person: [name for name in dict.fromkeys(names) if not is_generic_name(name)]
            for person, names in found.items()
        }

    @cached_property
    def forms(self) -> list[Form]:
        """The names of all of them, wherever they are said."""
        return [
            Form(name, shown_for(person))
            for person in self._people
            for name in self._names_of[person.name]
        ]

    @cached_property
    def _everywhere(self) -> Mentions:
        return Mentions(self.forms)

    def _names_somebody(self, one: Participant) -> bool:
        """Whether a name or a label has that of a protected person in it, as that of a pair has."""
        return any(self._everywhere.replaced(name) != name for name in (one.name, *one.labels))

    def forms_in(
        self, program: Program, here: Sequence[tuple[Correction, Participant]]
    ) -> list[Form]:
        """Single names, of which a program makes clear whose they are.

        Args:
            program: the program.
            here: those who are in it, each as the program knows them.
        """
        if not here:
            return []
        found: dict[tuple[str, str | None], None] = {}
        for person, known in here:
            names = (*self._names_of[person.name], known.name, *known.labels)
            for word in _single_names(names):
                found[word, shown_for(person)] = None
        named = {(known.name, known.labels) for _, known in here}
        others = [
            one
            for one in program.participants
            if (one.name, one.labels) not in named and not self._names_somebody(one)
        ]
        for other in others:
            found |= dict.fromkeys((w, None) for w in _single_names((other.name, *other.labels)))
        return [
            *(Form(name, None) for one in others for name in (one.name, *one.labels)
              if len(name.split()) > 1),
            *(Form(word, shown) for word, shown in found),
        ]  # fmt: skip

    def refuse_taken_pseudonyms(self, directory: Path) -> None:
        """Refuse a pseudonym that is the name of somebody else who speaks.

        Raises:
            IndexDamaged: it is.
        """
        taken = {name.casefold(): name for name in self._names}
        for person in self._people:
            name = taken.get((person.pseudonym or "").casefold())
            if name is not None:
                raise IndexDamaged(
                    directory / corrections.NAME,
                    f"the pseudonym of {person.name}, {person.pseudonym!r}, is the name of "
                    "somebody who speaks in a transcript",
                    "give another pseudonym",
                )

    def digest(self) -> str:
        """A text that changes when somebody else is protected, or under another name."""
        if not self:
            return ""
        record = repr(
            (_RULES, corrections.protection(self._people), sorted(self._names_of.items()))
        )
        return hashlib.blake2b(record.encode(), digest_size=8).hexdigest()


def shown_for(person: Correction) -> str:
    """What stands in the place of the name of somebody."""
    return person.pseudonym or WITHHELD


def _single_names(names: Iterable[str]) -> list[str]:
    """The first and the last names, and all others, in names of people."""
    found = (
        word
        for name in names
        if not is_generic_name(name)
        for part in name_words(name)
        for word in re.findall(r"[^\W_]+", part)
    )
    return [
        word
        for word in dict.fromkeys(found)
        if len(word) > 1
        and not word.isdigit()
        and word not in TITLES
        and word not in _PARTICLES
    ]  # fmt: skip
