"""The pages: HTML for people, which works without a script; a feed, and files to keep."""

from searcher.web.exchange.handler import Handler
from searcher.web.pages import (
    cite,
    download,
    feed,
    front,
    problem,
    programs,
    reference,
    search,
    speakers,
)

__all__ = ["HANDLERS", "problem"]

HANDLERS = (
    Handler("/", front.answer),
    Handler("/search", search.answer),
    Handler("/programs", programs.answer),
    Handler("/speakers", speakers.answer),
    Handler("/cite", cite.answer),
    Handler("/download", download.answer),
    Handler("/feed.atom", feed.answer),
    Handler("/help", reference.answer),
)
