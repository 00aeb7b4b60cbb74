"""The page that says what went wrong, with a caret where a search cannot be read."""

import contextlib
from typing import NamedTuple

from searcher.errors import QueryError
from searcher.safe_text import plain
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.exchange.problem import Problem
from searcher.web.pages.reference import unshelled
from searcher.web.pages.template import page
from searcher.web.view.address import of

#: How much of a search is shown before and after the place, in characters.
_BEFORE, _AFTER = 120, 60
#: The longest reason that is shown.
_REASON = 500


class Place(NamedTuple):
    """Where a search cannot be read.

    Attributes:
        before, at, after: the search around the place; `at` is one character, or "" at its end.
        number: the place, from 1.
        reason: what is wrong there.
        example: a search of this kind that can be read.
        try_it: its address, or "".
    """

    before: str
    at: str
    after: str
    number: int
    reason: str
    example: str
    try_it: str


def answer(call: Call, problem: Problem) -> Answer:
    """A problem as a page."""
    fields: dict[str, str] = {}
    # Too many fields may be the problem.
    with contextlib.suppress(ValueError):
        fields = dict(call.request.fields)
    made = page(
        call,
        "problem",
        status=problem.status,
        problem=problem,
        place=None if problem.error is None else _place(problem.error),
        typed=fields.get("q", ""),
    )
    return made.replaced(headers=dict(problem.headers))


def _place(error: QueryError) -> Place:
    source, place = plain(error.source.replace("\n", " ")), error.place
    before, after = source[:place], source[place + 1 :]
    is_option = error.example.startswith("--")
    example = unshelled(error.example)
    reason = error.reason if len(error.reason) <= _REASON else f"{error.reason[:_REASON]}…"
    return Place(
        before if len(before) <= _BEFORE else f"…{before[-_BEFORE:]}",
        source[place : place + 1],
        after if len(after) <= _AFTER else f"{after[:_AFTER]}…",
        place + 1,
        reason[:1].upper() + reason[1:].rstrip("."),
        example.removeprefix("--"),
        "" if is_option else of("/search", (("q", example),)),
    )
