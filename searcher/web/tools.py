"""The tools for assistants, for the process that speaks with them: addresses that only it asks."""

import json
from typing import Any

from searcher.mcp import resources
from searcher.mcp.tools import TOOLS, call
from searcher.web.exchange.answer import Answer, as_json
from searcher.web.exchange.handler import Call, Handler

#: Where it asks. No client can: it refuses them below `/mcp`.
CALL, PROGRAMS, READ = "/mcp/call", "/mcp/programs", "/mcp/read"


def _call(asked: Call) -> Answer:
    """The answer of a tool, as text and as values."""
    sent = _sent(asked)
    answer = call(asked.archive, TOOLS[sent["tool"]], sent["arguments"], asked.request.base)
    return as_json({"text": answer.text, "record": answer.record})


def _programs(asked: Call) -> Answer:
    """A page of the programs."""
    found, following = resources.listed(asked.archive, _sent(asked)["cursor"])
    return as_json({"programs": found, "next": following})


def _read(asked: Call) -> Answer:
    """A page of a transcript."""
    return as_json({"text": resources.read(asked.archive, _sent(asked)["uri"], asked.request.base)})


def _sent(asked: Call) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(asked.request.body)
    return sent


HANDLERS = (
    Handler(CALL, _call, ("POST",)),
    Handler(PROGRAMS, _programs, ("POST",)),
    Handler(READ, _read, ("POST",)),
)
