"""`/api/v1/health`: whether the server can answer a search."""

from searcher import __version__
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import single
from searcher.web.api.shapes import HEALTH
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

#: What is searched for; whether anybody says it is all the same.
_SEARCH = "well"


def _answer(call: Call) -> Answer:
    """That it can; an index that cannot be read is a problem with status 503."""
    call.exactly(())
    call.archive.refresh()
    # A file that is damaged while it is open is no change of the index: only what is read tells.
    call.archive.search(_SEARCH, limit=1, hints=False)
    made = single(("health", {"status": "ok", "version": __version__}))
    return made.replaced(headers={"cache-control": "no-store"})


HEALTH_CHECK = Endpoint(
    "/health",
    "Whether searches are answered",
    "For monitors: status 200 if the index can be read, else 503.",
    _answer,
    HEALTH,
    is_kept=False,
)
