"""What tells a person in a label: the words of the name, and when two forms are one person."""

import re
import unicodedata
from collections.abc import Iterable

from corpus.labels.honorifics import HONORIFIC
from corpus.labels.label_shape import WHO

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


def fullest(names: Iterable[str]) -> str:
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
