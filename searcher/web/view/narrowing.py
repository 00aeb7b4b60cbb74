"""Lists narrowed by what is typed, and by values that many of a list share."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from index.text.tokenizer import fold
from searcher.parameters.parameter import Kind, Parameter
from searcher.safe_text import one_line, shortened
from searcher.web.view.address import Asked
from searcher.web.view.facets import FIRST, MORE, Chosen, Facet, Value

Row = TypeVar("Row")

_WORD = re.compile(r"\w+")
_SHOWN = 80


class By(NamedTuple):
    """Something that rows share.

    Attributes:
        name: of the parameter.
        heading: above the values.
        values: of a row.
        in_order: whether the values are read in their own order, as years are.
    """

    name: str
    heading: str
    values: Callable[..., Iterable[str]]
    in_order: bool = False


#: The most characters of a value in an address.
LONGEST = 500


def parameters(by: Sequence[By]) -> tuple[Parameter, ...]:
    """The parameters of a page whose list is narrowed."""
    return tuple(
        Parameter(one.name, f"Only these: {one.heading}.", Kind.TEXTS, most=LONGEST) for one in by
    )


def taken(asked: Asked, by: Sequence[By]) -> list[Chosen]:
    """The values that were chosen, each of which can be taken away."""
    return [
        Chosen(one.name, one_line(value), asked.without_value(one.name, value))
        for one in by
        for value in asked.values(one.name)
    ]


def sorts(asked: Asked, names: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The orders: what each is called, its address, and whether it is the order now."""
    return [(name, asked.but(sort=sort), asked["sort"] == sort) for sort, name in names.items()]


def has_words(typed: str) -> Callable[..., bool]:
    """Whether all words that are typed begin a word of some texts, whatever their case."""
    wanted = _WORD.findall(fold(typed.casefold()))

    def found(*texts: str) -> bool:
        words = [word for text in texts for word in _WORD.findall(fold(text.casefold()))]
        return all(any(word.startswith(one) for word in words) for one in wanted)

    return found


def narrowed(rows: Sequence[Row], asked: Asked, by: Sequence[By]) -> list[Row]:
    """The rows that have one of the values that were chosen, of each thing."""
    left = [*rows]
    for each in by:
        if chosen := set(asked.values(each.name)):
            left = [row for row in left if not chosen.isdisjoint(each.values(row))]
    return left


def facets(rows: Sequence[Row], asked: Asked, by: Sequence[By]) -> list[Facet]:
    """What rows share, with how many of them do, as links."""
    return [facet for each in by if (facet := _facet(rows, asked, each)) is not None]


def _facet(rows: Sequence[Row], asked: Asked, by: By) -> Facet | None:
    counts = Counter(value for row in rows for value in by.values(row))
    often = sorted(counts, key=lambda value: (-counts[value], value))
    kept = [value for value in asked.values(by.name) if value not in counts]
    shown = [_value(value, counts[value], asked, by) for value in (*kept, *often[: FIRST + MORE])]
    # One value that all have narrows nothing.
    if not shown or (len(shown) == 1 and not shown[0].chosen and shown[0].turns == len(rows)):
        return None
    if by.in_order:
        shown.sort(key=lambda value: value.name, reverse=True)
    return Facet(
        by.heading, shown[:FIRST], shown[FIRST:], max(0, len(counts) + len(kept) - len(shown))
    )


def _value(value: str, count: int, asked: Asked, by: By) -> Value:
    is_chosen = value in asked.values(by.name)
    if is_chosen:
        address = asked.without_value(by.name, value)
    else:
        # Longer ones are no values of an address.
        address = asked.but_values(by.name, (value,)) if _fits(value) else ""
    return Value(shortened(one_line(value), _SHOWN), "", count, address, is_chosen)


def _fits(value: str) -> bool:
    return bool(value.strip()) and len(value) <= LONGEST
