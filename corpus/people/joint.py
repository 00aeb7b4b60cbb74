"""Labels that name several people, who are somebody of their own."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, islice

from corpus.labels.label_shape import shape
from corpus.people.name_index import NameIndex
from corpus.people.names import IN_BRACKETS, as_called, name_words, same_person

AND = re.compile(r"\s+(?:and|&|und|et|y|e|og|och|en)\s+|\s?[+/]\s?", re.I)
# An office is of or for something: "Minister for Health and Sport" is one person.
OF = re.compile(r"\b(?:of|for|für|des|der|de|pour|para)\b", re.I)
#: More people of one name than this are no names: nothing can be told from it.
MOST_COMPARED = 300


class Known:
    """The names that a file gives: its labels, and the speakers that it lists."""

    def __init__(self, names: Iterable[str], speakers: Mapping[str, str | None]) -> None:
        self._names = names
        self._speakers = speakers

    @classmethod
    def of(cls, speakers: Mapping[str, str | None], *others: Iterable[str]) -> "Known":
        """The names in these groups, each once."""
        return cls(dict.fromkeys(chain(*others, speakers)), speakers)

    def has(self, part: str, label: str) -> bool:
        """Whether another name than the label may be that of a person in a part of it."""
        words = name_words(part)
        near = islice(self._single.near(words), MOST_COMPARED)
        return any(name != label and same_person(words, other) for name, other in near)

    @cached_property
    def _single(self) -> NameIndex[tuple[str, tuple[str, ...]]]:
        """The names of one person each."""
        words = ((name, name_words(name)) for name in self._names if not AND.search(name))
        return NameIndex((pair[1], pair) for pair in words)

    @cached_property
    def by_role(self) -> dict[str, list[str]]:
        """The speakers whom the file lists, by their roles."""
        return _grouped((role, name) for name, role in self._speakers.items() if role)

    @cached_property
    def by_initials(self) -> dict[str, list[str]]:
        """The speakers whom the file lists, by their initials."""
        return _grouped(
            ("".join(word[0] for word in name_words(name)).upper(), name) for name in self._speakers
        )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def names_several(label: str, known: Known) -> bool:
    """Whether a label names several people: `Chandler and Joey`, `MT, Pat McManus`, `a/b`.

    Args:
        label: as printed.
        known: the other labels, and names that the file lists.
    """
    bare = IN_BRACKETS.sub("", label)
    if "," not in bare and not AND.search(bare):
        return False

    def is_known(part: str) -> bool:
        return known.has(part, label)

    parts = [part.strip() for part in AND.split(bare)]
    if len(parts) > 1 and all(parts):
        capitals = not any(part[0].islower() for part in parts) or "/" in bare or "+" in bare
        # "Sailors in the boats of Bram and Oda" are not Oda, who speaks as well.
        return (
            all(map(is_known, parts)) or (capitals and not OF.search(bare)) or is_known(parts[-1])
        )
    parts = [part.strip() for part in bare.split(",")]
    if len(parts) < 2 or not all(parts) or as_called(label) != label:
        return False
    count = sum(map(is_known, parts))
    people = all(shape(part) == "person" for part in parts if not is_known(part))
    initials = any(is_known(part) and part.isupper() and len(part) <= 4 for part in parts)
    return count == len(parts) or (people and (initials or len(parts) > 2))
