"""Who is behind the labels of one program: names, spellings that meet, roles."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.labels.honorifics import MEN, WOMEN, either_of
from corpus.model import Participant
from corpus.people.joint import AND, MOST_COMPARED, Known, names_several
from corpus.people.name_index import NameIndex
from corpus.people.names import ON_AIR, as_called, fullest, misspells, name_words, same_person
from corpus.people.roles import held_offices, introduced, named_roles

GENDER = re.compile(
    rf"\s*(?:(?P<he>{either_of(MEN)})|(?P<she>{either_of(WOMEN)}))\b",
    re.I,
)
SPEAKER = attrgetter("speaker", "label")
LONGEST_INTRODUCTION = 5_000
# A misspelling is rare beside the name: once to three times at least.
LOPSIDED = 3


@dataclass(slots=True)
class _Person:
    """The labels that were found to be one person, while they are gathered."""

    words: tuple[str, ...]
    labels: Counter[str] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    name: str = ""
    role: str | None = None


def resolve(draft: Draft) -> tuple[tuple[Participant, ...], dict[str, Participant]]:
    """The participants of a draft, most turns first, and the one behind each label.

    Nobody is behind `UNNAMED`.

    Where a turn says whom its label stands for, that name is the key.
    """
    counts: dict[str, Counter[str]] = {}
    for (speaker, label), count in Counter(map(SPEAKER, draft.turns)).items():
        name = speaker or label
        if name != UNNAMED:
            counts.setdefault(name, Counter())[label] += count
    people = _gather(counts, draft)
    for person in people:
        person.name, person.role = introduced(
            person.words,
            person.name,
            person.role,
            (draft.description or "")[:LONGEST_INTRODUCTION],
        )
    by_turns = sorted(people, key=lambda person: -person.labels.total())
    participants = {
        id(person): Participant(
            person.name, tuple(label for label, _ in person.labels.most_common()), person.role
        )
        for person in by_turns
    }
    behind = {name: participants[id(person)] for person in people for name in person.keys}
    return tuple(participants.values()), behind


def _gather(counts: Mapping[str, Counter[str]], draft: Draft) -> list[_Person]:
    """One person for all the labels that can only be that person."""
    forms: dict[tuple[tuple[str, ...], str], _Person] = {}
    held = {**named_roles(counts), **held_offices(counts)}
    known = Known.of(draft.speakers, counts)
    for label, printed in counts.items():
        office, full = held.get(label, ("", as_called(_spelled_out(label, draft, known))))
        # Who speak together are somebody of their own.
        joint = names_several(label, known)
        words = (" ".join(label.casefold().split()),) if joint else name_words(full) or (label,)
        person = forms.setdefault((words, _gender(label)), _Person(words))
        if (on_air := ON_AIR.search(label)) and on_air["role"].casefold() != "byline":
            person.role = person.role or on_air["role"].casefold()
        person.role = person.role or office or None
        person.labels.update(printed)
        person.keys.append(label)
        person.known.add(label)
        person.genders.add(_gender(label))
        person.name = fullest((person.name, full))
    apart = _answering(draft.turns)
    _apart_by_gender(forms, apart)
    by_name = NameIndex((person.words, person) for person in forms.values())
    for name, role in draft.speakers.items():
        if AND.search(name) and names_several(name, known):
            continue  # the name of several people is nobody's full name
        words = name_words(name)
        near = islice(by_name.near(words), MOST_COMPARED)
        matches = [p for p in near if same_person(p.words, words)]
        if len(matches) == 1:
            matches[0].name = fullest((matches[0].name, name))
            matches[0].role = matches[0].role or role
    kept = _joined(list(forms.values()), apart)
    kept = _respelled(kept, {name_words(name) for name in draft.speakers})
    order = {label: number for number, label in enumerate(counts)}
    return sorted(kept, key=lambda person: min(order[label] for label in person.keys))


def _spelled_out(label: str, draft: Draft, known: Known) -> str:
    """The name that initials or a role stand for, if the file lists just one such name."""
    by_role = known.by_role.get(label.casefold(), ())
    if len(by_role) == 1:
        return by_role[0]
    short = label.replace(".", "").replace(" ", "")
    if short in draft.initials:
        return draft.initials[short]
    if 2 <= len(short) <= 4 and short.isupper():
        names = known.by_initials.get(short, ())
        if len(names) == 1:
            return names[0]
    return label


def _gender(label: str) -> str:
    match = GENDER.match(label)
    return (match.lastgroup or "") if match else ""


# Two labels that follow each other so often, and in this share of the turns of the rarer one,
# are two people: nobody's turn follows one of their own that often.
FEWEST_ANSWERS = 3
ANSWERS = 0.3

Apart = Callable[[_Person, _Person], bool]


def _answering(turns: Iterable[DraftTurn]) -> Apart:
    """A check that two people answer each other, so that they cannot be one."""
    counted: list[dict[str, Counter[str]]] = []  # counted when somebody is asked about

    def apart(one: _Person, other: _Person) -> bool:
        if not counted:
            counted.append(_following(turns))
        few, many = sorted((one, other), key=lambda person: len(person.keys))
        met = sum(
            count
            for name in few.keys
            for answering, count in counted[0].get(name, {}).items()
            if answering in many.known
        )
        fewest = min(one.labels.total(), other.labels.total())
        return met >= max(FEWEST_ANSWERS, ANSWERS * fewest)

    return apart


def _following(turns: Iterable[DraftTurn]) -> dict[str, Counter[str]]:
    """For each name how often each other name comes right before it or after it."""
    follow: dict[str, Counter[str]] = {}
    before, section = UNNAMED, None
    for turn in turns:
        name = turn.speaker or turn.label
        if name != before and UNNAMED not in (name, before) and turn.section == section:
            follow.setdefault(name, Counter())[before] += 1
            follow.setdefault(before, Counter())[name] += 1
        before, section = name, turn.section
    return follow


def _apart_by_gender(forms: dict[tuple[tuple[str, ...], str], _Person], apart: Apart) -> None:
    """Join "Mr. Ode" and "Ode", unless there is a "Mrs. Ode" too or they answer each other."""
    for words, gender in list(forms):
        if gender:
            continue
        titled = [forms[words, g] for g in ("he", "she") if (words, g) in forms]
        if len(titled) == 1 and not apart(titled[0], forms[words, gender]):
            _merge(titled[0], forms.pop((words, gender)))


def _joined(people: list[_Person], apart: Apart) -> list[_Person]:
    """The longest forms first: a short one joins a longer one where just one fits."""
    kept: list[_Person] = []
    by_word: dict[str, list[_Person]] = {}
    alike = Counter(person.words for person in people)
    # How many first names of a last name begin with a letter.
    names = {(p.words[-1], p.words[0]) for p in people if len(p.words[0]) > 1}
    initials = Counter((last, first[0]) for last, first in names)
    for person in sorted(people, key=lambda p: (-len(p.words), len(p.words[0]) == 1)):
        # More people of one name than this are no names: nothing can be told from it.
        near = by_word.get(person.words[-1], [])[:MOST_COMPARED]
        matches = [p for p in near if same_person(person.words, p.words)]
        fits = [p for p in matches if not _contradicts(p.genders, person.genders)]
        if len(fits) == 1 and alike[person.words] == 1 and not apart(fits[0], person):
            initial = fits[0].words[0]
            shared = len(initial) == 1 and len(person.words) > 1 and len(person.words[0]) > 1
            if not (shared and initials[person.words[-1], initial] > 1):
                _merge(fits[0], person)
                continue
        kept.append(person)
        for word in {person.words[0], person.words[-1]}:
            by_word.setdefault(word, []).append(person)
    return kept


def _contradicts(one: set[str], other: set[str]) -> bool:
    return {"he", "she"} <= one | other


def _merge(person: _Person, other: _Person) -> None:
    person.labels.update(other.labels)
    person.keys += other.keys
    person.known |= other.known
    person.genders |= other.genders
    person.name = fullest((person.name, other.name))
    person.role = person.role or other.role


def _respelled(people: list[_Person], listed: set[tuple[str, ...]]) -> list[_Person]:
    """Misspelled labels joined to the one person whose name they miss by a letter or two."""
    if len(people) > MOST_COMPARED:
        return people
    kept = list(people)
    for person in sorted(people, key=lambda p: p.labels.total()):
        if person.words in listed:
            continue
        often = LOPSIDED * person.labels.total()
        matches = [
            p
            for p in kept
            if p is not person
            and p.labels.total() >= often
            and not _contradicts(p.genders, person.genders)
            and misspells(person.words, p.words)
        ]
        if len(matches) == 1:
            name = matches[0].name
            _merge(matches[0], person)
            matches[0].name = name
            kept.remove(person)
    return kept
