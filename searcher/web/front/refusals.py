"""Refusals: answers of the process that listens, when no reader is asked."""

import json
from html import escape
from http import HTTPStatus

from starlette.types import Scope, Send

from searcher.web.exchange.answer import HTML, PROBLEM
from searcher.web.exchange.problem import Problem

TOKEN_ASKED = Problem(
    "refused",
    HTTPStatus.UNAUTHORIZED,
    "the server asks for its token: as a password, or as `Authorization: Bearer TOKEN`",
    headers=(("www-authenticate", 'Basic realm="searcher", charset="UTF-8"'),),
)


async def refuse(problem: Problem, scope: Scope, send: Send) -> None:
    """Send a problem: JSON to a program, a small page to a person."""
    if scope["path"].startswith(("/api/", "/mcp")):
        record = {
            "type": f"/api/v1/problems#{problem.kind}",
            "title": problem.title,
            "status": int(problem.status),
            "detail": problem.detail,
        }
        media_type, body = PROBLEM, json.dumps(record)
    else:
        title, detail = escape(problem.title), escape(problem.detail)
        media_type = HTML
        body = (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{title}</title><link rel="stylesheet" href="/static/style.css"></head>'
            f'<body><main><h1>{title}</h1><p>{detail}</p><p><a href="/">Search</a></p>'
            "</main></body></html>\n"
        )
    content = body.encode()
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(content)).encode()),
        *((name.encode(), value.encode()) for name, value in problem.headers),
    ]
    await send({"type": "http.response.start", "status": int(problem.status), "headers": headers})
    await send({"type": "http.response.body", "body": content})
