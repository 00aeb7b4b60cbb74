"""The speakers whom a question names.

`mark`, `rust` and `will` are names and words. What decides is the place in the question ("what did
Mark say about …"), the capital letter, and whether the word is said more than its bearer speaks.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.labels.honorifics import TITLES
from index.fields import PERSON, TEXT
from index.library.library import Library
from index.text.tokenizer import forms as forms_of
from searcher.query.light_words import ASKING, LIGHT
from searcher.ranking.mistyped_names import MistypedNames
from searcher.syntax.lexer import QueryWord

#: How much a name counts: where the question asks what its bearer said, as a whole name, and as a
#: part of a name, such as a surname.
ASKED, WHOLE, PART = 2.0, 1.0, 0.5
#: A shorter part of a name names nobody: it may be an initial or a particle.
SHORTEST = 3
#: A word that is said in so many times as many turns as its bearers have is a word.
MOST_SAID = 3
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
        name: the name of the speaker in the registry.
        mistyped: those of `forms` that are misspelled.
        found: the name in the index; None for one who has the turns of a label only.
        total: how many turns the speaker has, of which `documents` may be an excerpt.
    """

    documents: npt.NDArray[np.uint32]
    strength: float
    forms: frozenset[str]
    name: str
    mistyped: frozenset[str] = frozenset()
    found: str | None = None
    total: int = 0


class _Word(NamedTuple):
    """A word of the question.

    Attributes:
        form: its form, without 's; of a misspelled name, that of the name.
        capital: whether it has a capital letter.
        typed: its form as it was typed.
        is_said: whether any turn says it; only known where a name may be.
    """

    form: str
    capital: bool
    typed: str
    is_said: bool = True


class _Met(NamedTuple):
    """How a name is met in a question: how strongly, and at which of its words."""

    strength: float
    places: frozenset[int]


class _Person(NamedTuple):
    """Somebody who may be meant.

    Attributes:
        name: the name in the registry.
        turns: the turns.
        best: how the name is met.
        total: how many turns there are, of which these may be an excerpt.
        found: the name in the index.
    """

    name: str
    turns: npt.NDArray[np.uint32]
    best: _Met
    total: int
    found: str | None = None


_NOBODY = _Met(0.0, frozenset())


def named(
    question: Sequence[QueryWord], library: Library, said: Callable[[str], int]
) -> list[Named]:
    """The speakers whom a question names, by their names in the registry or in a program.

    - Where the question asks what somebody said ("what did … say", "… on node", "according to
      …"), a part of a name in any case suffices.
    - Elsewhere a whole name of several words counts in any case, and a part of a name with a
      capital letter, unless it is said too often to be a name.
    - In both places a name may be misspelled; see `searcher.ranking.mistyped_names`.

    Args:
        question: its words.
        library: where it is asked.
        said: how many turns say a word of the question.
    """
    words = [
        _Word(form.removesuffix("'s"), word.capital, word.form)
        for word in question
        for form in word.form.split(" ")
    ]
    spans = list(_asked(words))
    mended = _mended(words, spans, library, said)
    words = [mended.get(place, word) for place, word in enumerate(words)]
    mistyped = {place for place, word in mended.items() if word.is_said}
    met: list[_Person] = []
    for name in _candidates(_possible(words, spans), library):
        renamed = library.registry.name("", name)
        best = max(_met(each, words, spans) for each in dict.fromkeys((name, renamed)))
        if best.strength:
            turns = library.postings("person", name)[0]
            for one in library.relabelled:
                turns = turns[~np.isin(turns, one.documents)]
            count = library.turns_with((PERSON.name, name), len(turns))
            met.append(_Person(renamed, turns, best, count, name))
    for one in library.relabelled:
        best = _met(one.correction.name, words, spans)
        if best.strength:
            turns = one.documents.astype(np.uint32)
            met.append(_Person(one.correction.name, turns, best, len(turns)))
    return [
        Named(
            person.turns,
            person.best.strength,
            frozenset(words[place].typed for place in person.best.places),
            person.name,
            frozenset(words[place].typed for place in person.best.places & mistyped),
            person.found,
            person.total,
        )
        for person in _surely(met, words, library)
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


def _mended(
    words: Sequence[_Word], spans: Sequence[range], library: Library, said: Callable[[str], int]
) -> dict[int, _Word]:
    """The words that are misspelled names, as the names are spelled, and that nobody says.

    By their places in the question.
    """
    asked = {place for span in spans for place in span}
    elsewhere = {place for place, word in enumerate(words) if word.capital} - asked
    names = MistypedNames(library)
    found: dict[int, _Word] = {}
    for places, anywhere in ((asked, False), (elsewhere, True)):
        turns = {words[place].form: said(words[place].typed) for place in sorted(places)}
        meant = dict(names.meant(turns, anywhere=anywhere))
        for place in places:
            word = words[place]
            if not turns[word.form]:
                found[place] = word._replace(is_said=False)
            if name := meant.get(word.form):
                found[place] = word._replace(form=name)
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
        if at and all(place in at or _may_be_left_out(words[place]) for place in named_here):
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


def _may_be_left_out(word: _Word) -> bool:
    """Whether a word beside a part of a name may be a part of it that its bearer does not have.

    An initial, or a first name in another spelling.
    """
    return len(word.form) == 1 or not word.is_said


def _can_name(form: str) -> bool:
    return form not in TITLES and form != "the"


def _surely(met: Sequence[_Person], words: Sequence[_Word], library: Library) -> Iterator[_Person]:
    """Those who are meant: by most of the name, and by names rather than by words."""
    places = [person.best.places for person in met]
    turns_of: dict[frozenset[int], int] = {}
    for person in met:
        turns_of[person.best.places] = turns_of.get(person.best.places, 0) + person.total
    for person in met:
        best = person.best
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
        yield person


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
    found: dict[str, None] = {}
    for every in library.vocabulary_lines("person"):
        for start, end in _lines_with(wanted, every.lower()):
            found[every[start:end].decode()] = None
    if renamed := library.registry.renamed:
        pattern = "|".join(sorted(map(re.escape, wanted), key=len, reverse=True))
        holding = re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")
        found |= dict.fromkeys(name for name, to in renamed.items() if holding.search(to.lower()))
    return list(found)


def _lines_with(wanted: set[str], lines: bytes) -> list[tuple[int, int]]:
    """Where the lines are that have one of some words, in their order.

    A search for bytes takes a hundredth of the time of an expression that matches lines.
    """
    found = set()
    for word in wanted:
        sought = word.encode()
        at = lines.find(sought)
        while at >= 0:
            after = at + len(sought)
            if not lines[max(0, at - 1) : at].isalnum() and not lines[after : after + 1].isalnum():
                end = lines.find(b"\n", after)
                found.add((lines.rfind(b"\n", 0, at) + 1, len(lines) if end < 0 else end))
            at = lines.find(sought, after)
    return sorted(found)
