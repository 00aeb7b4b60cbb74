"""`/api/v1/turns`: what is said in a program: around a turn, or page by page."""

from typing import Any

from searcher.errors import RequestError
from searcher.output.values import json_objects
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.passages.passage import Result, Wanted
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import single
from searcher.web.api.shapes import PASSAGE
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

PARAMETERS = (
    Parameter("program", "The id of a program, or its title.", default=REQUIRED, most=1_000),
    Parameter("turn", "The number of a turn: it and the turns around it are returned.",
              Kind.NUMBER, None, 1, 999_999_999),
    Parameter("context", "How many turns before and after it.", Kind.NUMBER, 2, 0, 100),
    Parameter("offset", "Without a turn: how many turns of the program to skip.", Kind.NUMBER, 0,
              0, 1_000_000),
    Parameter("limit", "Without a turn: how many turns to return.", Kind.NUMBER, 100, 1, 1_000),
    Parameter("q", "A search: what it finds in the program is marked.", Kind.TEXTS),
)  # fmt: skip


def _answer(call: Call) -> Answer:
    """A program with some of its turns.

    Raises:
        PassageUnknown: there is no such program or turn.
    """
    asked = call.exactly(PARAMETERS)
    place, context = _place(call, asked)
    name, find = asked["program"], asked["q"] or ()
    entry = call.archive.entry(name)
    result = None
    if entry is not None:
        # The id of another program may end as a place does; this one is meant.
        result = Result(entry.program.id, entry.program.path, 0, 0)
        name = "1"
    wanted = Wanted(f"{name}:{place}", context, find, result=result)
    return single(json_objects.passage(call.archive.wanted(wanted)))


def _place(call: Call, asked: dict[str, Any]) -> tuple[str, int]:
    if asked["turn"] is None:
        if call.has("context"):
            raise RequestError("context is of a turn: add turn, or give offset and limit")
        first = asked["offset"] + 1
        last = first + asked["limit"] - 1
        return f"{first}-{last}", 0
    if given := [name for name in ("offset", "limit") if call.has(name)]:
        raise RequestError(f"turn and {given[0]} do not go together; leave out one of them")
    return str(asked["turn"]), asked["context"]


TURNS = Endpoint(
    "/turns",
    "What is said in a program",
    "A program with a page of its turns, or with a turn and those around it; with `q` the matches "
    "are marked. `total` is how many turns the program has.",
    _answer,
    PASSAGE,
    PARAMETERS,
    may_lack=True,
)
