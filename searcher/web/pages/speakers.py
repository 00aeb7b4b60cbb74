"""The list of the speakers: narrowed, sorted, counted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from searcher.engines.speaker_list import Speaker
from searcher.parameters.parameter import Kind, Parameter
from searcher.safe_text import shortened
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view import address
from searcher.web.view.address import Asked
from searcher.web.view.narrowing import By, facets, has_words, narrowed, parameters, sorts, taken
from searcher.web.view.paging import paging

#: How many speakers are on a page.
SIZE = 50
#: How many of their labels and roles are shown.
_LABELS, _ROLES = 4, 3

_BY = (By("role", "Roles", lambda person: person.roles),)
_SORTS: dict[str, tuple[str, Callable[[Speaker], tuple[object, ...]]]] = {
    "turns": ("Most turns first", lambda person: (-person.turns, *_name(person))),
    "programs": ("Most programs first", lambda person: (-person.programs, *_name(person))),
    "name": ("By name", lambda person: (person.name.casefold(), *_name(person))),
}
PARAMETERS = (
    Parameter("name", "Words of the name, a label or the role."),
    *parameters(_BY),
    Parameter("voices", "Also voices that only a recording names.", Kind.FLAG, default=False),
    Parameter("sort", "The order.", Kind.CHOICE, "turns", choices=tuple(_SORTS)),
    Parameter("offset", "How many speakers to skip.", Kind.NUMBER, 0, 0, 10_000_000),
)
_DEFAULTS = {one.name: one.default for one in PARAMETERS}


class Listed(NamedTuple):
    """A speaker in a list.

    Attributes:
        name: of the person.
        page: the page of the person, or "".
        within: the title of the recording that alone has this voice, with its page; or None.
        roles: some of the roles.
        labels: other names under which the person speaks.
        programs, turns: how many.
    """

    name: str
    page: str
    within: tuple[str, str] | None
    roles: list[str]
    labels: list[str]
    programs: int
    turns: int


def answer(call: Call) -> Answer:
    """Who speaks in the archive."""
    given: dict[str, Any] = call.arguments(PARAMETERS)
    asked = Asked("/speakers", given, _DEFAULTS)
    if tidy := asked.tidy(call.request.fields):
        return elsewhere(tidy)
    every = call.archive.speakers()
    voices = sum(person.program is not None for person in every)
    kept = found(every, given)
    shown = kept[given["offset"] : given["offset"] + SIZE]
    return page(
        call,
        "speakers",
        asked=asked,
        all=len(every) - voices,
        voices=voices,
        total=len(kept),
        people=[*map(_listed, shown)],
        most=max((person.turns for person in kept), default=0),
        facets=facets(kept, asked, _BY),
        chosen=taken(asked, _BY),
        sorts=sorts(asked, {sort: name for sort, (name, _) in _SORTS.items()}),
        paging=paging(asked, given["offset"], len(shown), SIZE, len(kept)),
    )


def found(every: Sequence[Speaker], given: Mapping[str, Any]) -> list[Speaker]:
    """The speakers who are asked for, in the order that is asked for."""
    is_meant = has_words(given["name"] or "")
    kept = [
        person
        for person in narrowed(every, Asked("", given), _BY)
        if (given["voices"] or person.program is None)
        and is_meant(person.name, *person.labels, *person.roles)
    ]
    return sorted(kept, key=_SORTS[given["sort"]][1])


def _name(person: Speaker) -> tuple[str, str]:
    return person.name, person.program or ""


def _listed(person: Speaker) -> Listed:
    within = None
    if person.program is not None:
        title = shortened(person.title or person.program, 80)
        within = (title, address.program(person.program))
    labels = [shortened(label, 80) for label in person.labels if label != person.name]
    return Listed(
        shortened(person.name, 120),
        "" if within else address.speaker(person.name),
        within,
        [shortened(role, 80) for role in person.roles[:_ROLES]],
        labels[:_LABELS],
        person.programs,
        person.turns,
    )
