"""Errors for programs, as RFC 9457 says: problem details in JSON."""

from searcher.web.exchange.answer import PROBLEM, Answer, as_json
from searcher.web.exchange.problem import Problem
from searcher.web.exchange.request import Request


def answer(problem: Problem, request: Request) -> Answer:
    """A problem as an answer."""
    record: dict[str, object] = {
        "type": f"{request.base}/api/v1/problems#{problem.kind}",
        "title": problem.title,
        "status": problem.status.value,
        "detail": problem.detail,
    }
    if (error := problem.error) is not None:
        record |= {"source": error.source, "place": error.place, "example": error.example}
    made = as_json(record, status=problem.status, media_type=PROBLEM)
    return made.replaced(headers=dict(problem.headers))
