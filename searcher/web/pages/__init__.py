"""The pages: HTML for people, which works without a script."""

from searcher.web.exchange.handler import Handler
from searcher.web.pages import compare, counts, kwic, problem, program, search, speaker

__all__ = ["HANDLERS", "problem"]

HANDLERS = (
    Handler("/", search.front),
    Handler("/search", search.answer),
    Handler("/program/{name:path}", program.answer),
    Handler("/speaker/{name:path}", speaker.answer),
    Handler("/kwic", kwic.answer),
    Handler("/counts", counts.answer),
    Handler("/compare", compare.answer),
)
