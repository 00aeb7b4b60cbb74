"""Who is named in a question: speakers of the index whose names are among the words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.text.tokenizer import forms
from searcher.syntax.lexer import Typed

#: A part of a name, such as a surname alone, next to the whole name.
PART = 0.5
#: Letters that a part of a name must have to name somebody.
SHORTEST = 3


class Named(NamedTuple):
    """Somebody who is named.

    Attributes:
        documents: the turns of that person, ascending.
        strength: 1 for a whole name, `PART` for a part of it.
        forms: the words of the question that name the person.
    """

    documents: npt.NDArray[np.uint32]
    strength: float
    forms: frozenset[str]


def named(question: Sequence[Typed], library: Library) -> list[Named]:
    """The speakers who are named in a question, each by the registry's name or a found one.

    A whole name counts however it is typed, and a part of one with a capital letter:
    `grant` and `rose` are words too.
    """
    forms = [word.form for word in question]
    capitals = {w.form for w in question if w.capital and len(w.form) >= SHORTEST}
    found = []
    for name in _candidates(forms, library):
        strength, by = _strength(name, forms, capitals)
        renamed = library.registry.name("", name)
        if renamed != name:
            strength, by = max((strength, by), _strength(renamed, forms, capitals), key=_first)
        if strength:
            found.append(Named(library.postings("person", name)[0], strength, by))
    return found


def _first(pair: tuple[float, frozenset[str]]) -> float:
    return pair[0]


def _candidates(forms: Sequence[str], library: Library) -> list[str]:
    """The found names that hold one of the words, as they are or under the registry's name."""
    pattern = "|".join(sorted(map(re.escape, set(forms)), key=len, reverse=True))
    holding = re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")
    lines = re.compile(rf"(?m)^.*{holding.pattern}.*$".encode())
    found: dict[str, None] = {}
    for every in library.vocabulary_lines("person"):
        lowered = every.lower()
        for match in lines.finditer(lowered):
            found[every[match.start() : match.end()].decode()] = None
    for name, renamed in library.registry.renamed.items():
        if holding.search(renamed.lower()):
            found[name] = None
    return list(found)


def _strength(
    name: str, question: Sequence[str], capitals: set[str]
) -> tuple[float, frozenset[str]]:
    """How much a name is named in a question, and by which words."""
    of_name = forms(name)
    width = len(of_name)
    starts = range(len(question) - width + 1)
    if width and any(list(question[start : start + width]) == of_name for start in starts):
        return 1.0, frozenset(of_name)
    parts = capitals.intersection(of_name)
    return (PART, frozenset(parts)) if parts else (0.0, frozenset())
