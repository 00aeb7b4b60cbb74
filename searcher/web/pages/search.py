"""The page of the quotes of a search: tiers, facets, what is near, and where else to look."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from searcher.concordance.counts.by import By
from searcher.engines.results import Results
from searcher.errors import QueryError
from searcher.output.printer import FORMATS, refusal
from searcher.output.text.heading import TIERS
from searcher.output.values.count_json import facet_groups
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.ranking.orders import ORDERS, Order
from searcher.syntax.lexer import is_plain, plain_words
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view.address import Asked
from searcher.web.view.facets import chosen, facets
from searcher.web.view.marks import all_marks
from searcher.web.view.narrowing import sorts
from searcher.web.view.notes import notes
from searcher.web.view.paging import Paging
from searcher.web.view.said import Shown, shown
from searcher.web.view.words import composed

#: How many quotes are on a page, and how many tags narrow a search.
SIZE, _TAGS = 20, 6

SEARCH = Parameter("q", "The search.", Kind.TEXT, "")
SOUNDS_LIKE = Parameter("sounds_like", "Also words that sound alike.", Kind.FLAG, default=False)
SYNONYMS = Parameter("synonyms", "Also synonyms.", Kind.FLAG, default=True)
#: What says which turns match.
MATCHING = (SEARCH, *FILTER_PARAMETERS, SOUNDS_LIKE, SYNONYMS)
PARAMETERS = (
    *MATCHING,
    Parameter("sort", "The order.", Kind.CHOICE, Order.RELEVANCE.value, choices=ORDERS),
    Parameter("strict", "Only the best kind of match.", Kind.FLAG, default=False),
    Parameter("offset", "How many quotes to skip.", Kind.NUMBER, 0, 0, 1_000_000),
)
#: Words only, of which a search is made; see `searcher.web.view.words`.
WORDS = tuple(
    Parameter(name, means)
    for name, means in (
        ("every", "All of these words."),
        ("exact", "Exactly these words."),
        ("some", "Any of these words."),
        ("none", "None of these words."),
    )
)
DEFAULTS = {one.name: one.default for one in PARAMETERS}

_ORDERS = {
    Order.RELEVANCE.value: "Best first",
    Order.LATEST.value: "Latest first",
    Order.DATE.value: "Earliest first",
    Order.PROGRAM.value: "By program",
}
_BY_DATE = (Order.LATEST.value, Order.DATE.value)


class Group(NamedTuple):
    """Quotes of one tier, one after the other.

    Attributes:
        heading: how exactly they match; "" if there is nothing to say.
        less: whether they match less exactly than the first ones.
        quotes: the quotes with their places on the page.
    """

    heading: str
    less: bool
    quotes: list[tuple[int, Shown]]


def answer(call: Call) -> Answer:
    """The quotes of a search."""
    given = call.arguments((*PARAMETERS, *WORDS))
    words = {one.name: given.pop(one.name) or "" for one in WORDS}
    asked = Asked("/search", given, DEFAULTS)
    if any(words.values()):
        # The address of a search is the same, however it was typed.
        parts = (given["q"], composed(**words))
        return elsewhere(asked.but(q=" ".join(filter(None, parts))))
    if not given["q"]:
        return elsewhere("/")
    if tidy := asked.tidy(call.request.fields):
        return elsewhere(tidy)
    found = call.archive.search(
        given["q"],
        limit=SIZE,
        offset=given["offset"],
        sort=given["sort"],
        strict=given["strict"],
        facets=True,
        spellings=True,
        **matching(given),
    )
    return page(
        call,
        "search",
        asked=asked,
        found=found,
        groups=[*_groups(found, call, given["q"])],
        chosen=[*chosen(asked)],
        facets=facets(found.facets, asked),
        tags=[*_tags(found, call, asked, given)],
        notes=notes(found, asked),
        paging=_paging(found, asked, given["offset"]),
        several_words=len(plain_words(found.query_text)) > 1,
        tier=TIERS[found.tier],
        sorts=sorts(asked, _orders(found, given["sort"])),
        downloads=[
            (name, means, asked.replaced(sort=None, strict=None).but("/download", format=name))
            for name, means in FORMATS.items()
            if refusal(name, "search") is None
        ],
        others=_others(asked),
    )


def matching(given: dict[str, Any]) -> dict[str, Any]:
    """The options of the archive that say which turns match, but for the search itself."""
    options = {"synonyms": given["synonyms"], "sounds_like": given["sounds_like"]}
    return {**options, **filters_in(given)}


def _groups(found: Results, call: Call, q: str) -> Iterator[Group]:
    number = 0
    marks = call.kept("marks", lambda: all_marks(call.archive))
    for tier, quotes in groupby(found.quotes, lambda quote: quote.tier):
        made: list[tuple[int, Shown]] = []
        for quote in quotes:
            number += 1
            one = shown(quote, media=call.settings.media, q=q)
            here = marks.on(quote.program.id, quote.turn.number)
            made.append((number, one._replace(marks=here)))
        yield Group(TIERS[tier], tier != found.tier, made)


def _tags(
    found: Results, call: Call, asked: Asked, given: dict[str, Any]
) -> Iterator[tuple[str, int, str]]:
    """The most frequent tags on what matches: how many turns, and the search for those."""
    if not found.total:
        return
    q = given["q"]
    # An operator must not take the tag for its own.
    whole = q if is_plain(q) else f"({q})"
    for code in [*call.kept("marks", lambda: all_marks(call.archive)).tags][:_TAGS]:
        tag = f"tag:{code}"
        if tag in q.casefold():
            continue
        try:
            narrow = call.archive.search(
                f"{whole} {tag}", limit=0, hints=False, strict=True, **matching(given)
            )
        except QueryError:
            # Words that are tidied up, such as a quote that is not closed, cannot be put together.
            return
        if narrow.total:
            yield code, narrow.total, asked.but(q=f"{whole} {tag}")


def _paging(found: Results, asked: Asked, offset: int) -> Paging:
    """The pages beside this one: less exact quotes follow those that are counted."""
    return Paging(
        offset + 1 if found.quotes else 0,
        offset + len(found.quotes),
        None,
        asked.but(offset=max(0, offset - SIZE)) if offset else "",
        asked.but(offset=found.next_offset) if found.next_offset is not None else "",
    )


def _orders(found: Results, chosen: str) -> dict[str, str]:
    """The orders that make a difference: none by date where nothing that matches has one."""
    tables = found.facets.tables if found.facets else ()
    years = [table for table in tables if table.by is By.YEAR]
    if chosen in _BY_DATE or any(
        group.value is not None for table in years for group in facet_groups(table)
    ):
        return _ORDERS
    return {name: shown for name, shown in _ORDERS.items() if name not in _BY_DATE}


def _others(asked: Asked) -> list[tuple[str, str]]:
    """Other ways to look at what matches."""
    kept = asked.replaced(sort=None, strict=None)
    return [
        ("Each match on a line", kept.at("/kwic")),
        ("Counts, and how they change", kept.at("/counts")),
        ("Compare with another search", kept.at("/compare")),
    ]
