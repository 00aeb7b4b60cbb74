"""The API: `/api/v1`, whose answers are the objects of `--json`."""

from searcher.web.api import problems
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.health import HEALTH_CHECK
from searcher.web.api.kwic import KWIC_LINES
from searcher.web.api.marks import MARKS
from searcher.web.api.openapi import describing
from searcher.web.api.problems import PROBLEMS
from searcher.web.api.programs import ONE_PROGRAM, PROGRAMS
from searcher.web.api.search import SEARCH
from searcher.web.api.speakers import SPEAKERS
from searcher.web.api.stats import STATS
from searcher.web.api.turns import TURNS
from searcher.web.api.verify import VERIFY

__all__ = ["ENDPOINTS", "HANDLERS", "problems"]

_DESCRIBED = (
    SEARCH,
    TURNS,
    PROGRAMS,
    ONE_PROGRAM,
    SPEAKERS,
    STATS,
    KWIC_LINES,
    VERIFY,
    MARKS,
    HEALTH_CHECK,
    PROBLEMS,
)

#: The addresses of the API, in the order of its description.
ENDPOINTS: tuple[Endpoint, ...] = (*_DESCRIBED, describing(_DESCRIBED))

HANDLERS = tuple(endpoint.handler() for endpoint in ENDPOINTS)
