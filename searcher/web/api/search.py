"""`/api/v1/search`: the quotes of a search."""

from typing import Any

from searcher.errors import RequestError
from searcher.output.values import json_objects
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.parameters.shape import either
from searcher.ranking.orders import ORDERS
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed
from searcher.web.api.shapes import QUOTE, SEARCH_SUMMARY, document
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

QUERY = Parameter(
    "q",
    "The search, in the search language; if there are several, all must match.",
    Kind.TEXTS,
    REQUIRED,
)
EVERY = Parameter(
    "all", "Every match, as JSON Lines, in place of a page.", Kind.FLAG, default=False
)
WORDS = (
    Parameter("synonyms", "Search for the synonyms of the archive, too.", Kind.FLAG, default=True),
    Parameter("sounds_like", "Search for words that sound alike, too: for misheard names.",
              Kind.FLAG, default=False),
)  # fmt: skip

PARAMETERS = (
    QUERY,
    *FILTER_PARAMETERS,
    Parameter("limit", "How many quotes to return.", Kind.NUMBER, 10, 0, 100),
    Parameter("offset", "How many quotes to skip.", Kind.NUMBER, 0, 0, 1_000_000),
    Parameter("sort", "The order; -date: the latest first. With all=true it is by program, or by "
              "date.", Kind.CHOICE, "relevance", choices=tuple(ORDERS)),
    Parameter("strict", "Only the first tier that has a match.", Kind.FLAG, default=False),
    Parameter("context", "How many turns before and after each quote come with it.", Kind.NUMBER,
              0, 0, 20),
    *WORDS,
    Parameter("explain", "Each quote with the parts of its score.", Kind.FLAG, default=False),
    Parameter("facets", "Count the matching turns by speaker, series, year, topic and role.",
              Kind.FLAG, default=False),
    # It may take longer than the search.
    Parameter("spellings", "Say where a word is also written as two, or two as one.", Kind.FLAG,
              default=False),
    EVERY,
)  # fmt: skip

#: What makes no sense for every match: it is no page, and of one tier.
_OF_PAGES = ("limit", "offset", "facets", "spellings")


def _answer(call: Call) -> Answer:
    """The quotes of a page, or every quote, then the summary."""
    asked = call.exactly(PARAMETERS)
    shared: dict[str, Any] = {
        name: asked[name] for name in ("context", "synonyms", "sounds_like", "explain")
    }
    shared |= filters_in(asked)
    if asked["all"]:
        refuse_beside_all(call, _OF_PAGES)
        if call.has("sort"):
            shared["sort"] = asked["sort"]
        return listed(
            call, json_objects.every(call.archive.every(*asked["q"], **shared)), every=True
        )
    offset = asked["offset"]
    found = call.archive.search(
        *asked["q"],
        limit=asked["limit"],
        offset=offset,
        sort=asked["sort"],
        strict=asked["strict"],
        facets=asked["facets"],
        spellings=asked["spellings"],
        **shared,
    )
    return listed(call, json_objects.results(found, offset))


def refuse_beside_all(call: Call, names: tuple[str, ...]) -> None:
    """Refuse what does not go together with every match.

    Raises:
        RequestError: something of it is asked for.
    """
    if given := [name for name in names if call.has(name)]:
        raise RequestError(f"all=true returns every match; leave out {' and '.join(given)}")


SEARCH = Endpoint(
    "/search",
    "The quotes of a search",
    "Turns that match, the best first, each with its speaker, its program and the question that it "
    "answers. Plain words are searched in tiers, the strictest first; `tier` says which.",
    _answer,
    document(QUOTE, SEARCH_SUMMARY),
    PARAMETERS,
    either((QUOTE, SEARCH_SUMMARY)),
)
