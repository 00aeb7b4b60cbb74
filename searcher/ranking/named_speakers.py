"""The speakers whom a question names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.library.library import Library
from index.text.tokenizer import forms
from searcher.syntax.lexer import QueryWord

#: How much a part of a name, such as a surname, counts relative to the whole name.
PART = 0.5
#: A shorter part of a name names nobody: it may be an initial or a particle.
SHORTEST = 3


class Named(NamedTuple):
    """A speaker whom a question names.

    Attributes:
        documents: the turns of the speaker, sorted.
        strength: 1 for a whole name, `PART` for a part of it.
        forms: the words of the question that name the speaker.
    """

    documents: npt.NDArray[np.uint32]
    strength: float
    forms: frozenset[str]


def named(question: Sequence[QueryWord], library: Library) -> list[Named]:
    """The speakers whom a question names, by their names in the registry or in a program.

    A whole name counts in any case. A part of a name counts only with a capital letter:
    `grant` and `rose` are words, too.
    """
    forms = [form for word in question for form in word.form.split(" ")]
    capitals = {
        form
        for word in question
        if word.capital
        for form in word.form.split(" ")
        if len(form) >= SHORTEST
    }
    found = []
    for name in _candidates(forms, library):
        strength, by = _strength(name, forms, capitals)
        renamed = library.registry.name("", name)
        if renamed != name:
            strength, by = max((strength, by), _strength(renamed, forms, capitals), key=_first)
        if strength:
            turns = library.postings("person", name)[0]
            for one in library.relabelled:
                turns = turns[~np.isin(turns, one.documents)]
            found.append(Named(turns, strength, by))
    for one in library.relabelled:
        strength, by = _strength(one.correction.name, forms, capitals)
        if strength:
            found.append(Named(one.documents.astype(np.uint32), strength, by))
    return found


def _first(pair: tuple[float, frozenset[str]]) -> float:
    return pair[0]


def _candidates(forms: Sequence[str], library: Library) -> list[str]:
    """The names in programs that have one of the words, or whose name in the registry does."""
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
    """How much of a name a question has, from 0 to 1, and the words of it."""
    of_name = forms(name)
    width = len(of_name)
    starts = range(len(question) - width + 1)
    if width and any(list(question[start : start + width]) == of_name for start in starts):
        return 1.0, frozenset(of_name)
    parts = capitals.intersection(of_name)
    return (PART, frozenset(parts)) if parts else (0.0, frozenset())
