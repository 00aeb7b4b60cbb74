"""The first page, and the page of the quotes of a search."""

from searcher.output.messages.notices import notices
from searcher.output.values.attribution import attribution, paragraphs
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.ranking.orders import ORDERS
from searcher.web.exchange.answer import Answer, elsewhere
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page

PARAMETERS = (
    Parameter("q", "The search.", Kind.TEXT, ""),
    *FILTER_PARAMETERS,
    Parameter("sort", "The order.", Kind.CHOICE, "relevance", choices=tuple(ORDERS)),
    Parameter("offset", "How many quotes to skip.", Kind.NUMBER, 0, 0, 1_000_000),
)


def front(call: Call) -> Answer:
    """The first page: what there is to search."""
    return page(call, "front")


def answer(call: Call) -> Answer:
    """The quotes of a search."""
    asked = call.arguments(PARAMETERS)
    if not asked["q"]:
        return elsewhere("/")
    found = call.archive.search(
        asked["q"], offset=asked["offset"], sort=asked["sort"], facets=True, **filters_in(asked)
    )
    return page(
        call,
        "search",
        asked=asked,
        found=found,
        notices=[*notices(found, offset=asked["offset"])],
        quotes=[
            (quote, attribution(quote), paragraphs(quote.turn.text, quote.spans)) for quote in found
        ],
    )
