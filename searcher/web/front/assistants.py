"""Speaks with assistants: the Model Context Protocol over HTTP, whose answers readers compute."""

import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Receive, Scope, Send

from searcher.mcp.answers.tool import Answer, Tool
from searcher.mcp.computing import Refused
from searcher.mcp.resources import Resource
from searcher.mcp.server import server
from searcher.web.exchange.problem import TOO_SLOW
from searcher.web.exchange.request import Request
from searcher.web.front.asked import ASKER
from searcher.web.front.policy import Policy
from searcher.web.readers.exchange import Busy, Exchange, ReaderFailed, TooSlow
from searcher.web.readers.pool import Pool
from searcher.web.tools import CALL, PROGRAMS, READ

_OK = 200


class Assistants:
    """Answers one message of an assistant at a time, and remembers none.

    Each answer is one document of JSON, so no connection is kept open, and there is no session
    that could be forgotten or stolen.
    """

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one message. The scope has who asks."""
        await self._manager.handle_request(scope, receive, send)


@contextlib.asynccontextmanager
async def assistants(pool: Pool, policy: Policy) -> AsyncIterator[Assistants]:
    """What answers assistants, as long as this goes on."""
    manager = StreamableHTTPSessionManager(
        server(Readers(pool)),
        json_response=True,
        stateless=True,
        max_request_body_size=policy.body,
    )
    async with manager.run():
        yield Assistants(manager)


class Readers:
    """Readers compute the answers: with the limits of all that they answer."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def call(self, tool: Tool, given: Mapping[str, object], request: object) -> Answer:
        """The answer of a tool, with links to the pages of this server.

        Raises:
            Refused: there is none.
        """
        found = await self._asked(CALL, {"tool": tool.name, "arguments": given}, request)
        return Answer(found["text"], found["record"])

    async def listed(
        self, cursor: str | None, request: object
    ) -> tuple[list[Resource], str | None]:
        """A page of the programs.

        Raises:
            Refused: the cursor is none.
        """
        found = await self._asked(PROGRAMS, {"cursor": cursor}, request)
        return [Resource(*one) for one in found["programs"]], found["next"]

    async def read(self, uri: str, request: object) -> str:
        """A page of a transcript.

        Raises:
            Refused: there is none at this address.
        """
        found = await self._asked(READ, {"uri": uri}, request)
        text: str = found["text"]
        return text

    async def _asked(self, path: str, record: Mapping[str, object], request: Any) -> dict[str, Any]:
        """What a reader answers."""
        client, base = request.scope[ASKER]
        body = json.dumps(record).encode()
        exchange = self._pool.ask(Request("POST", path, base=base, body=body), client)
        try:
            status, content = await self._whole(exchange)
        except Busy:
            raise Refused("too many people search at once; try again soon") from None
        except TooSlow:
            raise Refused(TOO_SLOW.detail) from None
        except ReaderFailed:
            raise Refused("the answer could not be finished; try again") from None
        finally:
            self._pool.leave(exchange)
        found: dict[str, Any] = json.loads(content)
        if status != _OK:
            raise Refused(found["detail"])
        return found

    async def _whole(self, exchange: Exchange) -> tuple[int, bytes]:
        begun = await exchange.begun
        if begun.body is not None:
            return begun.status, begun.body
        parts = []
        while part := await exchange.part(self._pool.limits.part):
            parts.append(part)
        return begun.status, b"".join(parts)
