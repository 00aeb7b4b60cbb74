"""The API: `/api/v1`, whose answers are the objects of `--json`."""

from searcher.web.api import health, problems, search
from searcher.web.exchange.handler import Handler

__all__ = ["HANDLERS", "problems"]

HANDLERS = (
    Handler("/api/v1/search", search.answer),
    Handler("/api/v1/health", health.answer),
)
