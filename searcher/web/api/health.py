"""`/api/v1/health`: whether the server can answer a search."""

from searcher import __version__
from searcher.web.exchange.answer import Answer, as_json
from searcher.web.exchange.handler import Call


def answer(call: Call) -> Answer:
    """That it can; an index that cannot be read is a problem with status 503."""
    call.archive.refresh()
    return as_json({"status": "ok", "version": __version__})
