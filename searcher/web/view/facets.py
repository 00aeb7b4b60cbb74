"""Facets of a search as links: each value narrows the search, and can be taken away again."""

from collections.abc import Iterator
from typing import NamedTuple

from index.fields import FILTERS
from index.text.tokenizer import forms
from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.output.values.count_json import facet_groups
from searcher.parameters.filters import FILTER_PARAMETERS
from searcher.parameters.parameter import MOST_VALUES
from searcher.query.filters import EXACTLY
from searcher.safe_text import one_line, shortened
from searcher.web.view.address import Asked

#: How many values of a field are shown at once, and how many more can be opened.
FIRST, MORE = 6, 24
#: How much of a value is shown, in characters.
_LONGEST = 80

_HEADINGS = {
    By.SPEAKER: "Speakers",
    By.SERIES: "Series",
    By.YEAR: "Years",
    By.TOPIC: "Topics",
    By.ROLE: "Roles",
}
_UNKNOWN = {
    By.SPEAKER: "not named",
    By.SERIES: "in no series",
    By.YEAR: "undated",
    By.TOPIC: "no topic",
    By.ROLE: "no role",
}
_MOST = {one.name: one.most for one in FILTER_PARAMETERS}


class Value(NamedTuple):
    """A value of a field.

    Attributes:
        name: what it is called.
        within: the recording that alone has this voice, or "".
        turns: how many matching turns have it.
        address: the search with this value, or without it where it is chosen; "" if it can be
            no filter.
        chosen: whether the search is narrowed to it.
    """

    name: str
    within: str
    turns: int
    address: str
    chosen: bool


class Facet(NamedTuple):
    """A field with its values.

    Attributes:
        heading: of the field.
        first, more: the values with most turns, and those after them.
        left_out: how many values there are besides.
    """

    heading: str
    first: list[Value]
    more: list[Value]
    left_out: int


class Chosen(NamedTuple):
    """A filter of a search, which can be taken away.

    Attributes:
        name: of the filter.
        value: its value.
        address: the search without it.
    """

    name: str
    value: str
    address: str


def facets(counts: Counts | None, asked: Asked) -> list[Facet]:
    """The fields that tell the matching turns apart."""
    found = [] if counts is None else [_facet(table, asked) for table in counts.tables]
    return [facet for facet in found if facet is not None]


def chosen(asked: Asked) -> Iterator[Chosen]:
    """The filters of a search."""
    for name in FILTERS:
        for value in asked.values(name):
            shown = value.removeprefix(EXACTLY)
            yield Chosen(name, one_line(shown), asked.without_value(name, value))


def _facet(table: Table, asked: Asked) -> Facet | None:
    groups = facet_groups(table)
    # One value that all turns have narrows nothing, unless the search is narrowed to it.
    shown = [_value(table.by, group, asked) for group in groups[: FIRST + MORE]]
    if (len(shown) == 1 and not shown[0].chosen) or all(not one.address for one in shown):
        return None
    first, more = shown[:FIRST], shown[FIRST:]
    if table.by in OVER_TIME and len(groups) <= FIRST + MORE:
        # All years are there: they are read in their order.
        in_time = sorted(shown, key=lambda value: value.name)
        first, more = in_time[:FIRST], in_time[FIRST:]
    return Facet(_HEADINGS[table.by], first, more, len(groups) - len(shown))


def _value(by: By, group: Group, asked: Asked) -> Value:
    if group.value is None:
        return Value(_UNKNOWN[by], "", group.turns, "", chosen=False)
    narrowed = _filters(by, group)
    is_chosen = all(value in asked.values(name) for name, value in narrowed)
    address = ""
    if is_chosen:
        address = _without(asked, narrowed)
    elif all(_can_be(name, value, asked) for name, value in narrowed):
        address = _with(asked, narrowed)
    within = shortened(group.title or group.program or "", _LONGEST) if group.program else ""
    return Value(shortened(group.value, _LONGEST), within, group.turns, address, is_chosen)


def _filters(by: By, group: Group) -> list[tuple[str, str]]:
    """The filters that leave the turns of a group."""
    value = group.value or ""
    if by is By.YEAR:
        return [("since", value), ("until", value)]
    if by is By.SPEAKER:
        # Exactly this person, and nobody whose name has these words, too.
        voice = [("program", group.program)] if group.program is not None else []
        return [("speaker", f"{EXACTLY}{value}"), *voice]
    return [(by.value, value)]


def _can_be(name: str, value: str, asked: Asked) -> bool:
    """Whether a filter can have this value: it has words, and is not too long."""
    room = len(asked.values(name)) < MOST_VALUES
    return bool(forms(value)) and len(value) <= _MOST[name] and room


def _with(asked: Asked, narrowed: list[tuple[str, str]]) -> str:
    changed: dict[str, object] = {}
    for name, value in narrowed:
        changed[name] = value if FILTERS[name][0].is_date else (value,)
    return asked.replaced(**changed).at(asked.path)


def _without(asked: Asked, narrowed: list[tuple[str, str]]) -> str:
    changed: dict[str, object] = {}
    for name, value in narrowed:
        left = tuple(one for one in asked.values(name) if one != value)
        changed[name] = None if FILTERS[name][0].is_date else left
    return asked.replaced(**changed).at(asked.path)
