"""`/api/v1/speakers`: the people who speak."""

from searcher.mcp.tools.listed import words_in, words_parameter
from searcher.output.values import json_objects
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import either
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed, page_summary
from searcher.web.api.programs import EVERY, PAGE, refuse_page
from searcher.web.api.shapes import LIST_SUMMARY, SPEAKER, document
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

PARAMETERS = (
    words_parameter("name, labels, roles or program"),
    Parameter("sort", "The order: those who speak most turns first, or by name.", Kind.CHOICE,
              "turns", choices=("turns", "name")),
    *PAGE,
    EVERY,
)  # fmt: skip


def _answer(call: Call) -> Answer:
    """A page of the speakers, or all of them, then the summary."""
    asked = call.exactly(PARAMETERS)
    is_wanted = words_in(asked["words"])
    people = [
        one
        for one in call.archive.speakers()
        if is_wanted(one.name, *one.labels, *one.roles, one.program, one.title)
    ]
    if asked["sort"] == "name":
        people.sort(key=lambda one: one.name.casefold())
    total, offset = len(people), asked["offset"]
    if asked["all"]:
        refuse_page(call)
    else:
        people = people[offset : offset + asked["limit"]]
    lines = [*json_objects.speakers(people), page_summary(total, len(people), offset)]
    return listed(call, lines, every=asked["all"])


SPEAKERS = Endpoint(
    "/speakers",
    "The people who speak",
    "Everybody with all labels and roles. A voice that only its recording names is one speaker for "
    "each recording.",
    _answer,
    document(SPEAKER, LIST_SUMMARY),
    PARAMETERS,
    either((SPEAKER, LIST_SUMMARY)),
)
