"""The list of the programs: narrowed, sorted, counted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.turn_record import Entry
from searcher.parameters.parameter import Kind, Parameter
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view.address import Asked
from searcher.web.view.narrowing import By, facets, has_words, narrowed, parameters, sorts, taken
from searcher.web.view.paging import paging
from searcher.web.view.programs import latest_first, listed, natural

#: How many programs are on a page.
SIZE = 30

_BY = (
    By("series", "Series", lambda entry: filter(None, [entry.program.series])),
    By(
        "year", "Years", lambda entry: filter(None, [(entry.program.date or "")[:4]]), in_order=True
    ),
    By("topic", "Topics", lambda entry: dict.fromkeys(entry.program.topics)),
    By("lang", "Languages", lambda entry: filter(None, [entry.program.language])),
)
_SORTS: dict[str, tuple[str, Callable[[Sequence[Entry]], list[Entry]]]] = {
    "-date": ("Latest first", latest_first),
    "date": ("Earliest first", lambda entries: sorted(entries, key=_earliest)),
    "title": ("By title", lambda entries: sorted(entries, key=_title)),
    "turns": ("Longest first", lambda entries: sorted(entries, key=_longest)),
}
PARAMETERS = (
    Parameter("name", "Words of the title, the id or a speaker."),
    *parameters(_BY),
    Parameter("sort", "The order.", Kind.CHOICE, "-date", choices=tuple(_SORTS)),
    Parameter("offset", "How many programs to skip.", Kind.NUMBER, 0, 0, 10_000_000),
)
_DEFAULTS = {one.name: one.default for one in PARAMETERS}


def answer(call: Call) -> Answer:
    """The programs of the archive."""
    given: dict[str, Any] = call.arguments(PARAMETERS)
    asked = Asked("/programs", given, _DEFAULTS)
    if tidy := asked.tidy(call.request.fields):
        return elsewhere(tidy)
    every = call.archive.programs()
    kept = found(every, given)
    shown = kept[given["offset"] : given["offset"] + SIZE]
    return page(
        call,
        "programs",
        asked=asked,
        all=len(every),
        total=len(kept),
        turns=sum(entry.turns for entry in kept),
        programs=[*map(listed, shown)],
        facets=facets(kept, asked, _BY),
        chosen=taken(asked, _BY),
        sorts=sorts(asked, _names(every)),
        paging=paging(asked, given["offset"], len(shown), SIZE, len(kept)),
    )


def found(every: Sequence[Entry], given: Mapping[str, Any]) -> list[Entry]:
    """The programs that are asked for, in the order that is asked for."""
    is_meant = has_words(given["name"] or "")
    kept = [
        entry
        for entry in narrowed(every, Asked("", given), _BY)
        if is_meant(entry.program.title, entry.program.id, *entry.turns_by)
    ]
    return _SORTS[given["sort"]][1](kept)


def _names(every: Sequence[Entry]) -> dict[str, str]:
    """What the orders are called: without dates there is nothing to be earlier or later."""
    names = {sort: name for sort, (name, _) in _SORTS.items()}
    if any(entry.program.date for entry in every):
        return names
    del names["date"]
    return {**names, "-date": "By program"}


def _earliest(entry: Entry) -> tuple[object, ...]:
    """Those without a date come last."""
    return entry.program.date is None, entry.program.date or "", natural(entry.program.id)


def _title(entry: Entry) -> tuple[object, ...]:
    return natural(entry.program.title), entry.program.id


def _longest(entry: Entry) -> tuple[int, str]:
    return -entry.turns, entry.program.id
