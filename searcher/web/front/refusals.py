"""Refusals: answers of the process that listens, when no reader is asked."""

import json
from html import escape

from starlette.types import Scope, Send

from searcher.web.exchange.answer import HTML, PROBLEM
from searcher.web.exchange.problem import Problem


async def refuse(problem: Problem, scope: Scope, send: Send) -> None:
    """Send a problem: JSON to a program, a small page to a person."""
    media_type, content = rendered(problem, is_program=scope["path"].startswith(("/api/", "/mcp")))
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        *((name.encode(), value.encode()) for name, value in problem.headers),
    ]
    await send({"type": "http.response.start", "status": int(problem.status), "headers": headers})
    await send({"type": "http.response.body", "body": content})


def rendered(problem: Problem, *, is_program: bool) -> tuple[str, bytes]:
    """The media type of a problem, and its content."""
    if is_program:
        return PROBLEM, json.dumps(problem.record()).encode()
    title, detail = escape(problem.title), escape(problem.detail)
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="/static/style.css"></head>'
        f'<body><main class="page"><h1>{title}</h1><p>{detail}</p><p><a href="/">Search</a></p>'
        "</main></body></html>\n"
    )
    return HTML, page.encode()
