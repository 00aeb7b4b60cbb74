"""Whether a name in a draft is that of a speaker: by last names, with or without titles."""

from collections.abc import Iterable
from functools import lru_cache

from corpus.labels.honorifics import TITLES
from corpus.model import UNKNOWN_SPEAKER, Program, Turn
from index.text.tokenizer import forms

_IGNORED = frozenset(form for title in TITLES for form in forms(title)) | frozenset(
    "phd md jr sr ii iii iv frs mp mep esq the".split()
)


def is_named(name: str, names: Iterable[str]) -> bool:
    """Whether a name may be that of a person with some names, such as labels.

    All words of the shorter name must be in the other one, without titles; an initial is the word
    that begins with it.
    """
    sought = _words(name)
    return bool(sought) and any(_fits(sought, _words(other)) for other in names)


def names_of(program: Program, turn: Turn) -> tuple[str, ...]:
    """The names and labels of the speaker of a turn; none if the transcript names nobody."""
    if turn.label is None and turn.speaker == UNKNOWN_SPEAKER:
        return ()
    labels = (
        label
        for person in program.participants
        if person.name == turn.speaker or turn.label in person.labels
        for label in (person.name, *person.labels)
    )
    return tuple(dict.fromkeys((turn.speaker, *filter(None, [turn.label]), *labels)))


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not other:
        return False
    fewer, more = sorted((one, other), key=len)
    left = list(more)
    for word in fewer:
        found = next((each for each in left if _is_same(word, each)), None)
        if found is None:
            return False
        left.remove(found)
    # Initials alone are nobody's name.
    return any(len(word) > 1 or not word.isascii() for word in fewer)


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and short.isascii() and long.startswith(short)


@lru_cache(4096)
def _words(name: str) -> tuple[str, ...]:
    words = tuple(forms(name[:200]))
    return tuple(word for word in words if word not in _IGNORED) or words
