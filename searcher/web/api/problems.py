"""Errors for programs, as RFC 9457 says; `/api/v1/problems` says what each of them means."""

from http import HTTPStatus

from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import listed, page_summary
from searcher.web.api.shapes import LIST_SUMMARY, PROBLEM_KIND, document
from searcher.web.exchange.answer import PROBLEM, Answer, as_json
from searcher.web.exchange.handler import Call
from searcher.web.exchange.problem import TITLES, Problem
from searcher.web.exchange.request import Request

#: What each kind of problem means and what to do about it; with which status it comes.
MEANINGS = {
    "query": (
        "`source` is the part of the search that cannot be read, `place` where in it, in "
        "characters from 0, and `example` a search of this kind that can be read.",
        (HTTPStatus.BAD_REQUEST,),
    ),
    "request": (
        "`detail` names the value, and what it must be. The description of the API has them all.",
        (HTTPStatus.BAD_REQUEST,),
    ),
    "not-found": (
        "There is no such address, program or turn.",
        (HTTPStatus.NOT_FOUND,),
    ),
    "method": (
        "The header `Allow` names the methods that this address can be asked with.",
        (HTTPStatus.METHOD_NOT_ALLOWED,),
    ),
    "media-type": (
        "The header `Content-Type` of what was sent is none that is read here.",
        (HTTPStatus.UNSUPPORTED_MEDIA_TYPE,),
    ),
    "too-large": (
        "The address, the headers or what was sent is too long; `detail` says how long it may be.",
        (
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.REQUEST_URI_TOO_LONG,
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        ),
    ),
    "refused": (
        "The server asks for its token: `Authorization: Bearer TOKEN`. With 403 a page of another "
        "site has sent this.",
        (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN),
    ),
    "host": (
        "The server was asked by a name that it does not have, or by none.",
        (HTTPStatus.BAD_REQUEST, HTTPStatus.MISDIRECTED_REQUEST),
    ),
    "busy": (
        "Ask again after as many seconds as the header `Retry-After` says.",
        (HTTPStatus.SERVICE_UNAVAILABLE,),
    ),
    "too-often": (
        "You ask more often than the server allows. Ask again after `Retry-After` seconds.",
        (HTTPStatus.TOO_MANY_REQUESTS,),
    ),
    "too-slow": (
        "Ask for less: rarer words, a filter, a smaller page. With 408 your request was too slow.",
        (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE),
    ),
    "index": (
        "The index is damaged, being replaced or gone. Ask again later; its owner finds the reason "
        "in the log of the server.",
        (HTTPStatus.SERVICE_UNAVAILABLE,),
    ),
    "not-installed": (
        "The server lacks a part that is installed by itself; `detail` says how.",
        (HTTPStatus.NOT_IMPLEMENTED,),
    ),
    "failed": (
        "A fault of the server, which its log has. Asking for something else may work.",
        (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
    ),
}


def answer(problem: Problem, request: Request) -> Answer:
    """A problem as an answer."""
    made = as_json(problem.record(), status=problem.status, media_type=PROBLEM)
    return made.replaced(headers=dict(problem.headers))


def _list(call: Call) -> Answer:
    """Every kind of problem."""
    call.exactly(())
    kinds = [
        (
            "problem",
            {
                "name": name,
                "title": TITLES[name],
                "means": means,
                "statuses": [status.value for status in statuses],
            },
        )
        for name, (means, statuses) in MEANINGS.items()
    ]
    return listed(call, [*kinds, page_summary(len(kinds), len(kinds), 0)])


PROBLEMS = Endpoint(
    "/problems",
    "What errors mean",
    "Every kind of error. The `type` of an error is this address with `#` and the name.",
    _list,
    document(PROBLEM_KIND, LIST_SUMMARY),
)
