"""Who is behind the labels of one program: names, spellings that meet, roles."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.labels.honorifics import HONORIFIC, MEN, WOMEN, either_of
from corpus.labels.label_shape import OFFICE_HELD, WHO, is_office_held, shape
from corpus.model import Participant
from corpus.people.generic_names import is_generic_name
from corpus.people.name_index import NameIndex

TITLE = re.compile(rf"^\s*{HONORIFIC}\b\.?\s+", re.IGNORECASE)
DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|Psy\.?D|D\.?Phil|MBA|MSc|RN|MPH|Esq|FACP|PharmD)\b\.?", re.I
)
# Radio prints what somebody is behind the name: `TERRY GALE, HOST:`.
ON_AIR = re.compile(
    r",\s+(?P<role>(?:[\w&.-]+\s+){0,3}(?:host|co-host|byline|anchor|correspondent|reporter"
    r"|moderator|producer|narrator|presenter|interviewer|contributor|commentator))$",
    re.I,
)
# How a voice is heard in a play or a film, and how it sounds.
HEARD = re.compile(
    r"\s*\((?:V\.?O\.?|O\.?S\.?|O\.?C\.?|CONT['’]?D\.?|off[- ]?screen|voice-?\s?over"
    r"|(?:spoke|speaking|interpretation|translat\w+) (?:in|from|through) [^()]{2,40}"
    r"|[a-z][a-z ,'’-]{1,40}\.?)\)$"
)
# The accents of Latin and Greek letters. In other scripts a mark makes another letter.
ACCENTS = re.compile(r"(?<=[A-Za-z\u0370-\u03ff])[\u0300-\u036f]+")
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
GENDER = re.compile(
    rf"\s*(?:(?P<he>{either_of(MEN)})|(?P<she>{either_of(WOMEN)}))\b",
    re.I,
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

# What somebody is, and who that is.
ROLE_NAMED = re.compile(r"(?P<role>[^()]{1,60}?)\s*\((?P<name>[^()]{3,60})\)")
TITLE_INSIDE = re.compile(rf"\b{HONORIFIC}\b\.?\s")
TRADE = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|eer|man|woman)")
NO_TRADE = frozenset(
    """
    after another either ever for former further her however latter major minor neither never
    nor offer older or other over rather remember senior sister brother mother father together
    under whether younger daughter
    """.split()
)

AND = re.compile(r"\s+(?:and|&|und|et|y|e|og|och|en)\s+|\s?[+/]\s?", re.I)
# An office is of or for something: "Minister for Health and Sport" is one person.
OF = re.compile(r"\b(?:of|for|für|des|der|de|pour|para)\b", re.I)
# Who holds these speaks for the chair, whoever it is.
PRESIDING = re.compile(
    r"\b(?:presiding|chair(?:man|woman|person)?|speaker|president|moderator|clerk|vorsitzende[rn]?"
    r"|pr[äé]sident(?:in|e)?|presidente)\b",
    re.I,
)
# Words that stand before a name in a heading and are no part of it.
LEADS_IN = frozenset(
    "about biography by from interview interviewing introducing meet transcript with".split()
)
# What is said of a recording, and not of a person.
CITED = re.compile(
    r"\d|\b(?:conducted|history|interview(?:ed)?|recorded|recording|transcri\w+|edited|retrieved)\b",
    re.I,
)

SPEAKER = attrgetter("speaker", "label")
LONGEST_INTRODUCTION = 5_000
# A misspelling is rare beside the name: once to three times at least.
LOPSIDED = 3
MOST_COMPARED = 300


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


def name_words(label: str) -> tuple[str, ...]:
    """The words that tell a person: no title, no degree, no dots, folded case.

    An affiliation in brackets is no part of the name, "Justin Florentine (Besu)";
    an office is the name where a person stands in them, "The SPEAKER (Mr. Kyl)".
    """
    if label.casefold().startswith("the ") and "(" in label:
        return (" ".join(label.casefold().split()),)
    label = folded(as_called(label))
    bare = without_brackets(label) if len(label.split("(")[0].split()) > 1 else label
    while (untitled := TITLE.sub("", bare, count=1)) != bare:
        bare = untitled
    bare = DEGREE.sub("", bare)
    return tuple(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", bare.casefold()))


def without_brackets(label: str) -> str:
    """A label without what stands in brackets behind it: `Ann Lee (Northport) (Lab)`."""
    while (bare := IN_BRACKETS.sub("", label)) != label:
        label = bare
    return label


def folded(text: str) -> str:
    """A text without the accents of Latin and Greek letters, which tell nobody apart."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", text)))


def as_called(label: str) -> str:
    """A label without what is said about the voice: `, HOST`, `(V.O.)`, `(laughing)`."""
    return ON_AIR.sub("", HEARD.sub("", label)) or label


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
        named = len(short[0]) > 1 and not long[-1].isdigit() and short[0] not in WHO
        return named and short[0] in (long[0], long[-1])
    if short[-1] != long[-1] or short[-1].isdigit():
        return short == long
    return short[0] == long[0] or (short[0][0] == long[0][0] and 1 in (len(short[0]), len(long[0])))


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
        _introduce(person, (draft.description or "")[:LONGEST_INTRODUCTION])
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
    held = {**_named_roles(counts), **_held_offices(counts)}
    known = _Known.of(draft.speakers, counts)
    for label, printed in counts.items():
        office, full = held.get(label, ("", as_called(_spelled_out(label, draft, known))))
        # Who speak together are somebody of their own.
        joint = _is_joint(label, known)
        words = (" ".join(label.casefold().split()),) if joint else name_words(full) or (label,)
        person = forms.setdefault((words, _gender(label)), _Person(words))
        if (on_air := ON_AIR.search(label)) and on_air["role"].casefold() != "byline":
            person.role = person.role or on_air["role"].casefold()
        person.role = person.role or office or None
        person.labels.update(printed)
        person.keys.append(label)
        person.known.add(label)
        person.genders.add(_gender(label))
        person.name = _fullest((person.name, full))
    apart = _answering(draft.turns)
    _apart_by_gender(forms, apart)
    by_name = NameIndex((person.words, person) for person in forms.values())
    for name, role in draft.speakers.items():
        if AND.search(name) and _is_joint(name, known):
            continue  # the name of several people is nobody's full name
        words = name_words(name)
        near = islice(by_name.near(words), MOST_COMPARED)
        matches = [p for p in near if same_person(p.words, words)]
        if len(matches) == 1:
            matches[0].name = _fullest((matches[0].name, name))
            matches[0].role = matches[0].role or role
    kept = _joined(list(forms.values()), apart)
    kept = _respelled(kept, {name_words(name) for name in draft.speakers})
    order = {label: number for number, label in enumerate(counts)}
    return sorted(kept, key=lambda person: min(order[label] for label in person.keys))


def is_joint(label: str, *others: Iterable[str]) -> bool:
    """Whether a label names several people: `Chandler and Joey`, `MT, Pat McManus`, `a/b`.

    Args:
        label: as printed.
        others: the other labels, and names that the file lists.
    """
    return _is_joint(label, _Known.of({}, *others))


class _Known:
    """The names that a file gives: its labels, and the speakers that it lists."""

    def __init__(self, names: Iterable[str], speakers: Mapping[str, str | None]) -> None:
        self._names = names
        self._speakers = speakers

    @classmethod
    def of(cls, speakers: Mapping[str, str | None], *others: Iterable[str]) -> "_Known":
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


def _is_joint(label: str, known: _Known) -> bool:
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


def _held_offices(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The office and the name for labels such as `The Minister for Trade (Ann Lee)`.

    The office by itself is the same person, where only one holds it.
    """
    held: dict[str, tuple[str, str]] = {}
    holders: dict[str, set[str]] = {}
    for label in labels:
        match = OFFICE_HELD.fullmatch(label) if is_office_held(label) else None
        if match and not PRESIDING.search(match["office"]):
            office = match["office"].partition(" ")[2]
            held[label] = (office, match["name"])
            holders.setdefault(match["office"].casefold(), set()).add(label)
    for label in labels:
        if len(alone := holders.get(label.casefold(), set())) == 1:
            held[label] = held[next(iter(alone))]
    return held


def _named_roles(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The role and the name for labels such as `PATIENT (Joan Miller)`.

    Only where another label has the same name, in any case: by itself the label could be of
    an office whose holder changes, or of a name and an affiliation.
    """
    found: dict[str, tuple[str, str]] = {}
    names: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for label in labels:
        match = None if label.casefold().startswith("the ") else ROLE_NAMED.fullmatch(label)
        if match is None or not _is_role_name(match["role"]):
            names[name_words(label)].append(label)
        elif len(words := name_words(match["name"])) > 1:
            names[words].append(label)
            # `Speaker 1` and `A` say who speaks, and not what that person is.
            is_word = not any(map(str.isdigit, match["role"])) and len(match["role"]) > 2
            found[label] = (match["role"].casefold() if is_word else "", match["name"])
    return {label: held for label, held in found.items() if len(names[name_words(held[1])]) > 1}


def _is_role_name(text: str) -> bool:
    """Whether words before a name in brackets are a role, and no other name."""
    return is_generic_name(text) or ROLE_NOUN.search(text) is not None


def _spelled_out(label: str, draft: Draft, known: _Known) -> str:
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
    person.name = _fullest((person.name, other.name))
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


def misspells(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names differ in one long word only, by a slip of the hand.

    Short words and first letters are left alone: Jon and John, Maria and Marie,
    Barry and Harry may both be there.
    """
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    (a, b), longest = differing[0], max(map(len, differing[0]))
    if longest < 6 or min(len(a), len(b)) < 5 or a[0] != b[0] or not (a + b).isalpha():
        return False
    return edit_distance(a, b) <= (2 if longest >= 8 else 1)


def edit_distance(one: str, other: str) -> int:
    """Letters to put in, leave out, change or swap with their neighbour (Damerau 1964)."""
    if abs(len(one) - len(other)) > 2 or max(len(one), len(other)) > 40:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _fullest(names: Iterable[str]) -> str:
    """The name with the most words; among equals one with its accents that is not shouted."""
    return max(
        names,
        key=lambda name: (
            len(name_words(name)),
            name.isupper() == (len(name) < 3),
            len(name),
            sum(not character.isascii() for character in name),
        ),
    )


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
        rf"(?P<role>(?:\b[A-Za-z][\w’'-]*[ ]){{0,6}}?)"
        rf"(?P<name>(?:{HONORIFIC}\b\.?[ ])?(?:{NAME_WORD}[ ]){{0,3}}(?i:{re.escape(last)})\b)"
        r"(?:,[ ](?:(?:from|of|at|with)[ ](?:the[ ])?)(?P<from>[A-Z][^,.;()\n]*)"
        r"|,[ ](?P<is>(?:an?|the)[ ][^,.;()\n]+)(?=[,.;]))?"
    )
    for match in pattern.finditer(description):
        name = match["name"]
        while (first := name.partition(" "))[0].casefold() in LEADS_IN and first[2]:
            name = first[2]
        office, found = _office(name)
        if not same_person(name_words(found), person.words):
            # "Mayor Odile Brannigan" is whom the label calls MAYOR BRANNIGAN.
            office, found = "", name
            if not same_person(name_words(found), person.words):
                continue
        if not found.isupper() and len(name_words(found)) > len(name_words(person.name)):
            person.name = found
        parts = [_role(f"{match['role']} {office}"), match["is"], match["from"]]
        role = ", ".join(part.strip() for part in parts if part and not CITED.search(part))
        if role and person.role is None:
            person.role = role


def _office(name: str) -> tuple[str, str]:
    """What stands before a name with a capital, as in "Hematologist Dr. Ann Lee", and the name."""
    if (inside := TITLE_INSIDE.search(name)) and inside.start():
        return name[: inside.start()].strip(), name[inside.start() :]
    first, _, rest = name.partition(" ")
    if " " in rest and ROLE_NOUN.search(first):
        return first, rest
    return "", name


def _role(before: str) -> str | None:
    """The role in the words before a name, such as "hear noted myeloma expert"."""
    words = PRAISE.sub("", LEADS_TO_NAME.split(before)[-1].strip())
    if ROLE_NOUN.search(words):
        return words
    # A trade that is not listed is told by its ending, right before the name.
    last = words.rpartition(" ")[2]
    is_trade = TRADE.fullmatch(last.casefold()) and last.casefold() not in NO_TRADE
    return words if is_trade else None
