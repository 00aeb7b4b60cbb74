"""`/api/v1/search`: the quotes of a search."""

from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.ranking.orders import ORDERS
from searcher.web.exchange.answer import Answer, as_json
from searcher.web.exchange.handler import Call

PARAMETERS = (
    Parameter("q", "The search; given again, each is a clause.", Kind.TEXTS, REQUIRED),
    *FILTER_PARAMETERS,
    Parameter("limit", "How many quotes to return.", Kind.NUMBER, 10, 1, 100),
    Parameter("offset", "How many quotes to skip.", Kind.NUMBER, 0, 0, 1_000_000),
    Parameter("sort", "The order.", Kind.CHOICE, "relevance", choices=tuple(ORDERS)),
    Parameter("strict", "Only the first tier that has a match.", Kind.FLAG, default=False),
)


def answer(call: Call) -> Answer:
    """The quotes of a page, then the summary."""
    asked = call.arguments(PARAMETERS)
    found = call.archive.search(
        *asked["q"],
        limit=asked["limit"],
        offset=asked["offset"],
        sort=asked["sort"],
        strict=asked["strict"],
        **filters_in(asked),
    )
    quotes = [quote.to_dict() for quote in found]
    return as_json({"quotes": quotes, "total": found.total})
