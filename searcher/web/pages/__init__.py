"""The pages: HTML for people, which works without a script."""

from searcher.web.exchange.handler import Handler
from searcher.web.pages import front, problem, programs, search, speakers

__all__ = ["HANDLERS", "problem"]

HANDLERS = (
    Handler("/", front.answer),
    Handler("/search", search.answer),
    Handler("/programs", programs.answer),
    Handler("/speakers", speakers.answer),
)
