"""`/api/v1/kwic`: every match on a line, with what is said around it."""

from searcher.concordance.kwic.orders import ORDERS
from searcher.output.values import json_objects
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import either
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed
from searcher.web.api.search import EVERY, QUERY, WORDS, refuse_beside_all
from searcher.web.api.shapes import KWIC, KWIC_SUMMARY, document
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

PARAMETERS = (
    QUERY,
    *FILTER_PARAMETERS,
    Parameter("limit", "How many lines to return.", Kind.NUMBER, 50, 0, 1_000),
    Parameter("offset", "How many lines to skip.", Kind.NUMBER, 0, 0, 100_000_000),
    Parameter("sort", "The order; left and right: by the words next to the match; -date: the "
              "latest first.", Kind.CHOICE, "text", choices=ORDERS),
    *WORDS,
    EVERY,
)  # fmt: skip


def _answer(call: Call) -> Answer:
    """The lines of a page, or every line, then the summary."""
    asked = call.exactly(PARAMETERS)
    if asked["all"]:
        refuse_beside_all(call, ("limit", "offset"))
    found = call.archive.kwic(
        *asked["q"],
        sort=asked["sort"],
        limit=None if asked["all"] else asked["limit"],
        offset=asked["offset"],
        synonyms=asked["synonyms"],
        sounds_like=asked["sounds_like"],
        **filters_in(asked),
    )
    return listed(call, json_objects.kwic(found), every=asked["all"])


KWIC_LINES = Endpoint(
    "/kwic",
    "Every match on a line",
    "A concordance: the matches of the turns that a strict search finds, each with what is said "
    "before and after it.",
    _answer,
    document(KWIC, KWIC_SUMMARY),
    PARAMETERS,
    either((KWIC, KWIC_SUMMARY)),
)
