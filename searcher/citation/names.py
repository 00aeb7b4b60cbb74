"""The name of a person in its parts, as citations turn it round: `Adeyinka, S.`

What is no name of a person, such as an office, a team or a voice of a recording, stays as it is.
"""

import re

from corpus.labels.honorifics import HONORIFICS, OFFICES
from corpus.people.generic_names import is_generic_name
from searcher.safe_text import one_line
from searcher.value import Value

#: What stands before a family name and belongs to it.
_PARTICLES = frozenset(
    "af al bin da das de del della den der di do dos du el ibn la las le ten ter van vom von zu "
    "zum zur".split()
)
#: What stands behind a name and belongs to it; degrees do not.
_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
_DEGREE = re.compile(
    r"(?:[A-Z]\.?){0,2}(?:Ph\.?D|M\.?D|D\.?O|R\.?N|J\.?D|M\.?A|M\.?S|B\.?A|B\.?S|M\.?P\.?H|LL\.?M|Esq"
    r"|D\.?Phil|MBA|FRCP|PharmD)\.?"
)
_WORD = re.compile(r"(?:[^\W\d_]|['’.\-])+")
#: What is in the name of an office or of several people.
_OFFICES = OFFICES | {"the", "committee", "team", "member"}
#: The most words of a name of a person.
_LONGEST = 6


class Name(Value):
    """A name.

    Attributes:
        family: the family name with its particle; the whole of what is no name of a person.
        given: the given names, or "".
        suffix: such as `Jr.`, or "".
    """

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def whole(self) -> str:
        """As it is spoken: `Samuel Adeyinka Jr.`."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def turned(self) -> str:
        """The family name first: `Adeyinka, Samuel, Jr.`."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def initials(self) -> str:
        """The given names as initials: `S. J.`, `J.-P.`."""
        return " ".join(
            "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
            for word in self.given.split()
        )


def name_of(said: str) -> Name | None:
    """The name of a speaker; None for a voice that only its recording names.

    A title is left out, as in citations; an office such as `Mayor Odile Brannigan` is kept whole.
    """
    text = one_line(said)
    if not text or is_generic_name(text):
        return None
    main, *behind = (part.strip() for part in text.split(","))
    behind = [part for part in behind if part and not _DEGREE.fullmatch(part)]
    words = main.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in HONORIFICS:
        words = words[1:]
    while len(words) > 1 and _DEGREE.fullmatch(words[-1]):
        words = words[:-1]
    suffix = _SUFFIXES.get(behind[0].rstrip(".").casefold(), "") if len(behind) == 1 else ""
    if behind and not suffix:
        return Name(text)
    if not suffix and len(words) > 2:
        suffix = _SUFFIXES.get(words[-1].rstrip(".").casefold(), "")
        words = words[:-1] if suffix else words
    if not 1 < len(words) <= _LONGEST or not all(map(_is_of_a_name, words)):
        return Name(" ".join(words) if len(words) == 1 else text)
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Name(" ".join(words[first:]), " ".join(words[:first]), suffix)


def _is_of_a_name(word: str) -> bool:
    """Whether a word can be a part of a person's name: a capital first, no title."""
    bare = word.rstrip(".").casefold()
    if not _WORD.fullmatch(word) or bare in _OFFICES:
        return False
    return not word[0].islower() or bare in _PARTICLES
