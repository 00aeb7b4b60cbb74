"""`/api/v1/marks`: the tags and notes that people put on turns."""

from searcher.engines.marked import for_everybody
from searcher.parameters.parameter import Kind, Parameter
from searcher.parameters.shape import either
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed, page_summary
from searcher.web.api.programs import EVERY, refuse_page
from searcher.web.api.shapes import LIST_SUMMARY, MARK, document
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

PARAMETERS = (
    Parameter("program", "Only those on turns of the program with this id.", most=1_000),
    Parameter("tag", "Only turns with one of these tags; a note is no tag.", Kind.TEXTS, most=200),
    Parameter("limit", "How many to return.", Kind.NUMBER, 50, 0, 1_000),
    Parameter("offset", "How many to skip.", Kind.NUMBER, 0, 0, 1_000_000),
    EVERY,
)


def _answer(call: Call) -> Answer:
    """A page of the tags and notes, or all of them, then the summary."""
    asked = call.exactly(PARAMETERS)
    program, tags = asked["program"], {one.casefold() for one in asked["tag"] or ()}
    found = [
        one
        for one in call.kept("visible marks", lambda: [*for_everybody(call.archive.marks())])
        if (program is None or (one.program is not None and one.program.id == program))
        and (not tags or one.code in tags)
    ]
    total, offset = len(found), asked["offset"]
    if asked["all"]:
        refuse_page(call)
    else:
        found = found[offset : offset + asked["limit"]]
    lines = [("mark", one.to_dict()) for one in found]
    return listed(call, [*lines, page_summary(total, len(found), offset)], every=asked["all"])


MARKS = Endpoint(
    "/marks",
    "Tags and notes",
    "The tags and notes on turns, in the order in which they were made, as `searcher tag` and "
    "`searcher note` list them. Those whose turn is gone or withheld are left out, and notes on "
    "programs in which people are protected. In a search, `tag:CODE` finds the turns with a tag.",
    _answer,
    document(MARK, LIST_SUMMARY),
    PARAMETERS,
    either((MARK, LIST_SUMMARY)),
)
