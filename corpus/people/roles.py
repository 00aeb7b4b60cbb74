"""What somebody is: by the label, and by how the description of the program introduces them."""

import re
from collections import defaultdict
from collections.abc import Iterable

from corpus.labels.honorifics import HONORIFIC
from corpus.labels.label_shape import OFFICE_HELD, is_office_held
from corpus.people.generic_names import is_generic_name
from corpus.people.names import name_words, same_person

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


def held_offices(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
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


def named_roles(labels: Iterable[str]) -> dict[str, tuple[str, str]]:
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


def introduced(
    words: tuple[str, ...], name: str, role: str | None, description: str
) -> tuple[str, str | None]:
    """The full name, and the role with the affiliation, that an introduction gives a person.

    Read are sentences such as "Noted expert Dr. Ann Lee, from The Lee Institute,
    discusses …". An attribution that could be read in two ways is left alone.

    Args:
        words: what tells the person, as `name_words`.
        name: as far as it is known.
        role: the role, which stays if it is known.
        description: of the program.
    """
    last = words[-1]
    if not description or len(last) < 3 or last.isdigit():
        return name, role
    # The words of the label, each found as it is or in another case, up to the last name.
    pattern = re.compile(
        rf"(?P<role>(?:\b[A-Za-z][\w’'-]*[ ]){{0,6}}?)"
        rf"(?P<name>(?:{HONORIFIC}\b\.?[ ])?(?:{NAME_WORD}[ ]){{0,3}}(?i:{re.escape(last)})\b)"
        r"(?:,[ ](?:(?:from|of|at|with)[ ](?:the[ ])?)(?P<from>[A-Z][^,.;()\n]*)"
        r"|,[ ](?P<is>(?:an?|the)[ ][^,.;()\n]+)(?=[,.;]))?"
    )
    for match in pattern.finditer(description):
        whole = match["name"]
        while (first := whole.partition(" "))[0].casefold() in LEADS_IN and first[2]:
            whole = first[2]
        office, found = _office(whole)
        if not same_person(name_words(found), words):
            # "Mayor Odile Brannigan" is whom the label calls MAYOR BRANNIGAN.
            office, found = "", whole
            if not same_person(name_words(found), words):
                continue
        if not found.isupper() and len(name_words(found)) > len(name_words(name)):
            name = found
        parts = [_role(f"{match['role']} {office}"), match["is"], match["from"]]
        said = ", ".join(part.strip() for part in parts if part and not CITED.search(part))
        if said and role is None:
            role = said
    return name, role


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
