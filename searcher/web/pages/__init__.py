"""The pages: HTML for people, which works without a script; a feed, and files to keep."""

from searcher.web.exchange.handler import Handler
from searcher.web.pages import (
    cite,
    compare,
    counts,
    download,
    feed,
    front,
    kwic,
    problem,
    program,
    programs,
    reference,
    search,
    speaker,
    speakers,
    verify,
)

__all__ = ["HANDLERS", "problem"]

HANDLERS = (
    Handler("/", front.answer),
    Handler("/search", search.answer),
    Handler("/program/{name:path}", program.answer),
    Handler("/speaker/{name:path}", speaker.answer),
    Handler("/kwic", kwic.answer),
    Handler("/counts", counts.answer),
    Handler("/compare", compare.answer),
    Handler("/verify", verify.answer, ("GET", "POST")),
    Handler("/programs", programs.answer),
    Handler("/speakers", speakers.answer),
    Handler("/cite", cite.answer),
    Handler("/download", download.answer),
    Handler("/feed.atom", feed.answer),
    Handler("/help", reference.answer),
)
