"""`/api/v1/stats`: how often something is said, by whom and since when; who says how much."""

from collections.abc import Iterator
from typing import Any

from searcher.concordance.counts.by import OVERVIEW, By
from searcher.errors import RequestError
from searcher.output.values import count_json
from searcher.output.values.json_objects import Line
from searcher.parameters.filters import FILTER_PARAMETERS, filters_in
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import either
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed
from searcher.web.api.shapes import (
    ASKED,
    COMPARISON,
    COUNT,
    DISPERSION,
    SAID,
    STATS_SUMMARY,
    TALK,
    document,
)  # fmt: skip
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

PARAMETERS = (
    Parameter("q", "The search whose matches are counted; without it, how much everybody talks.",
              Kind.TEXTS),
    Parameter("by", "What to count by. Without it by speaker, program and year; how much everybody "
              "talks by speaker.", Kind.CHOICE, choices=tuple(By)),
    Parameter("vs", "Another search, to compare with, side by side."),
    Parameter("roll_call", "Everyone who said it, with the first, the last and the best quote, and "
              "who was asked and did not.", Kind.FLAG, default=False),
    Parameter("dispersion", "Where in each program it is said.", Kind.FLAG, default=False),
    *FILTER_PARAMETERS,
    Parameter("limit", "The most groups of each kind to return.", Kind.NUMBER, 20, 1, 10_000),
    Parameter("synonyms", "Search for the synonyms of the archive, too.", Kind.FLAG, default=True),
)  # fmt: skip


def _answer(call: Call) -> Answer:
    """The groups, then the sums."""
    asked = call.exactly(PARAMETERS)
    _refuse_together(asked)
    return listed(call, _lines(call, asked))


def _refuse_together(asked: dict[str, Any]) -> None:
    """Refuse what does not go together.

    Raises:
        RequestError: something of it is asked for.
    """
    kinds = [name for name in ("vs", "roll_call", "dispersion") if asked[name]]
    if len(kinds) > 1:
        raise RequestError(f"{kinds[0]} and {kinds[1]} do not go together; give one of them")
    if kinds and asked["q"] is None:
        raise RequestError(f"{kinds[0]} needs a search: add q")
    if kinds and kinds != ["vs"] and asked["by"] is not None:
        raise RequestError(f"by and {kinds[0]} do not go together; leave out one of them")


def _lines(call: Call, asked: dict[str, Any]) -> Iterator[Line]:
    archive, query, limit = call.archive, asked["q"], asked["limit"]
    by: By | None = asked["by"] and By(asked["by"])
    filters = filters_in(asked)
    if query is None:
        return count_json.talk_share(archive.talk_share(by or By.SPEAKER, **filters), limit)
    filters |= {"synonyms": asked["synonyms"]}
    if asked["roll_call"]:
        return count_json.roll_call(archive.roll_call(*query, limit=limit, **filters))
    if asked["dispersion"]:
        return count_json.dispersion(archive.dispersion(*query, limit=limit, **filters))
    if asked["vs"] is not None:
        pairs = archive.compare(query, asked["vs"], by or By.SPEAKER, **filters)
        return count_json.comparison(pairs, limit)
    return count_json.counts(archive.count(*query, by=by or OVERVIEW, **filters), limit)


_COUNTED = either((COUNT, COMPARISON, TALK, SAID, ASKED, DISPERSION))

STATS = Endpoint(
    "/stats",
    "How often, by whom, since when",
    "Matches by group, as objects `count`; with `vs` two searches side by side (`comparison`); "
    "with `roll_call` people (`said`, `asked`); with `dispersion` programs (`dispersion`); "
    "without `q` how much everybody talks (`talk`).",
    _answer,
    document(_COUNTED, STATS_SUMMARY),
    PARAMETERS,
    either((_COUNTED, STATS_SUMMARY)),
)
