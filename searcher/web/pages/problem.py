"""The page that says what went wrong, with a caret where a search cannot be read."""

from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.exchange.problem import Problem
from searcher.web.pages.template import page


def answer(call: Call, problem: Problem) -> Answer:
    """A problem as a page."""
    made = page(call, "problem", status=problem.status, problem=problem)
    return made.replaced(headers=dict(problem.headers))
