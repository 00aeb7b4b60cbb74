"""Who is behind the labels of one program: names, spellings that meet, roles."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.draft import Draft
from corpus.labels import HONORIFIC
from corpus.model import Participant

TITLE = re.compile(rf"{HONORIFIC}\b\.?\s+", re.IGNORECASE)
DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|Psy\.?D|D\.?Phil|MBA|MSc|RN|MPH|Esq|FACP|PharmD)\b\.?", re.I
)
NAME_WORD = r"[A-Z][\w'’.-]*"
PRAISE = re.compile(
    r"^(?:(?:the|a|an|our|noted|renowned|leading|well-known|longtime|guest)\s+)+", re.I
)

LEADS_TO_NAME = re.compile(
    r"\b(?:as|with|by|and|to|hear|meet|join|joins|welcome|from|ask|asks)\b", re.I
)
ROLE_NOUN = re.compile(
    r"\b(?:advocate|analyst|author|biologist|chair|coach|counsel|director|doctor|editor|engineer"
    r"|expert|farmer|founder|h(?:a)?ematologist|historian|host|hydrologist|investigator|journalist"
    r"|judge|lawyer|manager|mayor|minister|nurse|oncologist|patient|pharmacist|physician|president"
    r"|professor|reporter|researcher|scientist|senator|specialist|survivor|teacher|writer)$",
    re.I,
)


@dataclass(slots=True)
class _Person:
    """The labels that were found to be one person, while they are gathered."""

    words: tuple[str, ...]
    labels: Counter[str] = field(default_factory=Counter)
    name: str = ""
    role: str | None = None


def name_words(label: str) -> tuple[str, ...]:
    """The words that tell a person: no title, no degree, no dots, folded case."""
    bare = DEGREE.sub("", TITLE.sub("", label))
    return tuple(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", bare.casefold()))


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two name forms may be one person, the shorter standing for the longer.

    The last name must be that of the other, or the only word must be one of its
    words; first names and initials must not speak against it.
    """
    short, long = sorted((one, other), key=len)
    if not short or len(long) < 2:
        return short == long
    if len(short) == 1:
        # A number tells speakers apart ("Speaker 1", "BELL 7"): one word of it is not a name.
        return short[0] in (long[0], long[-1]) and len(short[0]) > 1 and not long[-1].isdigit()
    if short[-1] != long[-1] or short[-1].isdigit():
        return short == long
    return short[0] == long[0] or (short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0])))


def resolve(draft: Draft) -> tuple[tuple[Participant, ...], dict[str, Participant]]:
    """The participants of a draft, most turns first, and the one behind each label."""
    counts = Counter(turn.label for turn in draft.turns)
    people = _gather(counts, draft.speakers)
    for person in people:
        _introduce(person, draft.description or "")
    by_turns = sorted(people, key=lambda person: -person.labels.total())
    participants = {
        id(person): Participant(
            person.name, tuple(label for label, _ in person.labels.most_common()), person.role
        )
        for person in by_turns
    }
    behind = {label: participants[id(person)] for person in people for label in person.labels}
    return tuple(participants.values()), behind


def _gather(counts: Mapping[str, int], listed: Mapping[str, str | None]) -> list[_Person]:
    """One person for all the labels that can only be that person."""
    forms: dict[tuple[str, ...], _Person] = {}
    for label, count in counts.items():
        words = name_words(label) or (label,)
        person = forms.setdefault(words, _Person(words))
        person.labels[label] += count
        person.name = _fullest((person.name, label))
    for name, role in listed.items():
        words = name_words(name)
        matches = [p for p in forms.values() if same_person(p.words, words)]
        if len(matches) == 1:
            matches[0].name = _fullest((matches[0].name, name))
            matches[0].role = role
    # The longest forms first: a short one joins a longer one where just one fits.
    kept: list[_Person] = []
    for person in sorted(forms.values(), key=lambda p: -len(p.words)):
        matches = [other for other in kept if same_person(person.words, other.words)]
        if len(matches) == 1:
            matches[0].labels.update(person.labels)
            matches[0].role = matches[0].role or person.role
        else:
            kept.append(person)
    order = list(counts)
    return sorted(kept, key=lambda p: min(order.index(label) for label in p.labels))


def _fullest(names: Iterable[str]) -> str:
    """The name with the most words; among equals the one that is not shouted."""
    return max(names, key=lambda name: (len(name_words(name)), not name.isupper(), len(name)))


def _introduce(person: _Person, description: str) -> None:
    """Take the full name, the role and the affiliation from an introduction.

    Read are sentences such as "Noted expert Dr. Ann Lee, from The Lee Institute,
    discusses …". An attribution that could be read in two ways is left alone.
    """
    last = person.words[-1]
    if not description or len(last) < 3 or last.isdigit():
        return
    # The words of the label, each found as it is or in another case, up to the last name.
    pattern = re.compile(
        rf"(?P<role>(?:\b[A-Za-z][\w’'-]*\s+){{0,6}}?)"
        rf"(?P<name>(?:{HONORIFIC}\b\.?\s+)?(?:{NAME_WORD}\s+){{0,3}}(?i:{re.escape(last)})\b)"
        rf"(?:,\s+(?:(?:from|of|at|with)\s+)(?P<from>[A-Z][^,.;()]*)|,\s+(?P<is>(?:an?|the)\s+[^,.;()]+)(?=[,.;]))?"
    )
    for match in pattern.finditer(description):
        found = match["name"]
        if not same_person(name_words(found), person.words):
            continue
        if len(name_words(found)) > len(name_words(person.name)):
            person.name = found
        parts = [_role(match["role"]), match["is"], match["from"]]
        role = ", ".join(part.strip() for part in parts if part)
        if role and person.role is None:
            person.role = role


def _role(before: str) -> str | None:
    """The role in the words before a name, such as "hear noted myeloma expert"."""
    words = PRAISE.sub("", LEADS_TO_NAME.split(before)[-1].strip())
    return words if ROLE_NOUN.search(words) else None
