"""The speakers whom a question names.

`mark`, `rust` and `will` are names and words. What decides is the place in the question ("what did
Mark say about …"), the capital letter, and whether the word is said more than its bearer speaks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.labels.honorifics import TITLES
from index.fields import PERSON, SPEAKER, TEXT
from index.library.library import Library
from index.text.tokenizer import forms as forms_of
from searcher.query.light_words import ASKING, LIGHT
from searcher.syntax.lexer import QueryWord

#: How much a name counts: where the question asks what its bearer said, as a whole name, and as a
#: part of a name, such as a surname.
ASKED, WHOLE, PART = 2.0, 1.0, 0.5
#: A shorter part of a name names nobody: it may be an initial or a particle.
SHORTEST = 3
#: A word that is said in so many times as many turns as its bearers have is a word.
MOST_SAID = 3
#: In a shorter name a typing error makes another name.
SHORTEST_MISTYPED = 5
#: The most words of a name in a question.
LONGEST = 4

_BEFORE = frozenset(
    "did do does didn't don't doesn't has have had would will can could should is was".split()
)
_SAYING = ASKING | frozenset(
    """
    agree agreed answer answered argue argued ask asked believe believed believes claim claimed
    comment disagree disagreed feel feels felt mean meant propose proposed recommend recommended
    recommends reply respond suggest suggested suggests want wanted warn
    """.split()
)
_OF_THEIRS = ASKING | frozenset("advice argument idea position stance take view views".split())


class Named(NamedTuple):
    """A speaker whom a question names.

    Attributes:
        documents: the turns of the speaker, sorted.
        strength: `ASKED`, `WHOLE` or `PART`.
        forms: the words of the question that name the speaker.
    """

    documents: npt.NDArray[np.uint32]
    strength: float
    forms: frozenset[str]


class _Word(NamedTuple):
    """A word of the question: its form, without 's, and whether it has a capital letter."""

    form: str
    capital: bool
    typed: str


class _Met(NamedTuple):
    """How a name is met in a question: how strongly, and at which of its words."""

    strength: float
    places: frozenset[int]


_NOBODY = _Met(0.0, frozenset())


def named(question: Sequence[QueryWord], library: Library) -> list[Named]:
    """The speakers whom a question names, by their names in the registry or in a program.

    - Where the question asks what somebody said ("what did … say", "… on node", "according to
      …"), a part of a name in any case suffices, even with one wrong letter.
    - Elsewhere a whole name of several words counts in any case, and a part of a name with a
      capital letter, unless it is said too often to be a name.
    """
    words = [
        _Word(form.removesuffix("'s"), word.capital, word.form)
        for word in question
        for form in word.form.split(" ")
    ]
    spans = list(_asked(words))
    words = _mended(words, spans, library)
    met: list[tuple[npt.NDArray[np.uint32], int, _Met]] = []
    for name in _candidates(_possible(words, spans), library):
        renamed = library.registry.name("", name)
        best = max(_met(each, words, spans) for each in dict.fromkeys((name, renamed)))
        if best.strength:
            turns = library.postings("person", name)[0]
            for one in library.relabelled:
                turns = turns[~np.isin(turns, one.documents)]
            met.append((turns, library.turns_with((PERSON.name, name), len(turns)), best))
    for one in library.relabelled:
        best = _met(one.correction.name, words, spans)
        if best.strength:
            met.append((one.documents.astype(np.uint32), len(one.documents), best))
    return [
        Named(turns, best.strength, frozenset(words[place].typed for place in best.places))
        for turns, best in _surely(met, words, library)
    ]


def _asked(words: Sequence[_Word]) -> Iterator[range]:
    """Where a question has the name of somebody who said something, if it has one."""
    forms = [word.form for word in words]
    for place, form in enumerate(forms):
        if form in _BEFORE:
            for end in range(place + 2, min(place + 2 + LONGEST, len(forms))):
                if forms[end] in _SAYING:
                    yield range(place + 1, end)
                    break
        if form == "to" and forms[place - 1 : place] == ["according"]:
            yield range(place + 1, min(place + 1 + LONGEST, len(forms)))
        if form in _OF_THEIRS and place and words[place - 1].typed.endswith("'s"):
            yield from (range(place - size, place) for size in range(1, min(3, place) + 1))
        if form in ("on", "about") and 0 < place <= LONGEST and LIGHT.isdisjoint(forms[:place]):
            yield range(place)


def _mended(words: Sequence[_Word], spans: Sequence[range], library: Library) -> list[_Word]:
    """The words, of which those where a name should be may have one wrong letter."""
    found = list(words)
    lines: bytes | None = None
    for place in {place for span in spans for place in span}:
        form = words[place].form
        if len(form) < SHORTEST_MISTYPED or form in TITLES | LIGHT:
            continue
        if lines is None:
            lines = b"".join(library.vocabulary_lines(SPEAKER.column.name))
        if library.has(SPEAKER.column.name, form):
            continue
        # Few questions have a name with a typing error.
        from searcher.query.fuzzy import similar

        if near := similar(form, lines, 1):
            turns = {name: library.document_frequency(SPEAKER.column.name, name) for name in near}
            found[place] = words[place]._replace(form=max(turns, key=lambda name: turns[name]))
    return found


def _met(name: str, words: Sequence[_Word], spans: Sequence[range]) -> _Met:
    """How a name is met in a question."""
    of_name = forms_of(name)
    core = [form for form in of_name if form not in TITLES] or of_name
    if not core:
        return _NOBODY
    forms = [word.form for word in words]
    whole = next(
        (
            frozenset(range(start, start + len(core)))
            for start in range(len(forms) - len(core) + 1)
            if forms[start : start + len(core)] == core
        ),
        None,
    )
    for span in spans:
        named_here = [place for place in span if _can_name(forms[place])]
        at = frozenset(place for place in named_here if forms[place] in core)
        # "What did the May report say" asks for a report.
        if at and all(place in at or len(forms[place]) == 1 for place in named_here):
            long = whole == at or any(len(forms[place]) >= SHORTEST for place in at)
            return _Met(ASKED, at) if long else _NOBODY
    if whole and len(core) > 1:
        return _Met(WHOLE, whole)
    parts = frozenset(
        place
        for place, word in enumerate(words)
        if word.capital and word.form in core and len(word.form) >= SHORTEST
    )
    if not parts:
        return _NOBODY
    titled = any(place and forms[place - 1] in TITLES for place in parts)
    return _Met(WHOLE if titled or whole else PART, parts)


def _can_name(form: str) -> bool:
    return form not in TITLES and form != "the"


def _surely(
    met: Sequence[tuple[npt.NDArray[np.uint32], int, _Met]],
    words: Sequence[_Word],
    library: Library,
) -> Iterator[tuple[npt.NDArray[np.uint32], _Met]]:
    """Those who are meant: by most of the name, and by names rather than by words."""
    places = [best.places for _, _, best in met]
    turns_of: dict[frozenset[int], int] = {}
    for _, count, best in met:
        turns_of[best.places] = turns_of.get(best.places, 0) + count
    for turns, _, best in met:
        if any(best.places < others for others in places):
            # Ryan Dahl was named, and no other Ryan.
            continue
        if len(best.places) == 1:
            (place,) = best.places
            said = library.document_frequency(TEXT, words[place].form)
            # The first word has a capital letter in any case.
            is_sure = best.strength == ASKED and place > 0
            if not is_sure and said > MOST_SAID * turns_of[best.places]:
                continue
        yield turns, best


def _possible(words: Sequence[_Word], spans: Sequence[range]) -> set[str]:
    """The words that may name somebody; of light words those with a capital letter, or asked."""
    asked = {place for span in spans for place in span}
    return {
        word.form
        for place, word in enumerate(words)
        if word.form not in LIGHT or word.capital or place in asked
    }


def _candidates(wanted: set[str], library: Library) -> list[str]:
    """The names in programs that have one of the words, or whose name in the registry does."""
    if not wanted:
        return []
    pattern = "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
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
