"""The pages: HTML for people, which works without a script."""

from searcher.web.exchange.handler import Handler
from searcher.web.pages import problem, search

__all__ = ["HANDLERS", "problem"]

HANDLERS = (
    Handler("/", search.front),
    Handler("/search", search.answer),
)
