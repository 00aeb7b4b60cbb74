"""`/api/v1/health`: whether the server can answer a search."""

from searcher import __version__
from searcher.web.api.endpoint import Endpoint
from searcher.web.api.objects import single
from searcher.web.api.shapes import HEALTH
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call


def _answer(call: Call) -> Answer:
    """That it can; an index that cannot be read is a problem with status 503."""
    call.exactly(())
    call.archive.refresh()
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
