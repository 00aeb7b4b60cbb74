"""A client of the SDK that talks with `searcher mcp` in a process of its own."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent

from tests.conftest import REPOSITORY


def command(*indexes: Path) -> list[str]:
    """The command that an assistant starts."""
    options = [part for index in indexes for part in ("--index", str(index))]
    return [sys.executable, "-m", "searcher", "mcp", *options]


class Assistant:
    """A client that is connected; each method waits for its answer."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal, self.client = portal, client

    def call(self, tool: str, **arguments: object) -> CallToolResult:
        """The result of a call."""
        done: CallToolResult = self.portal.call(self.client.call_tool, tool, arguments)
        return done

    def record(self, tool: str, **arguments: object) -> Any:
        """The values of an answer, which fit the schema of the tool: the client checks that."""
        done = self.call(tool, **arguments)
        assert not done.is_error, text(done)
        return done.structured_content

    def refused(self, tool: str, **arguments: object) -> str:
        """The error of a tool: one line."""
        done = self.call(tool, **arguments)
        assert done.is_error
        line = text(done)
        assert line.strip()
        assert "\n" not in line
        return line

    def read(self, uri: str) -> str:
        """The text of a resource."""
        (page,) = self.portal.call(self.client.read_resource, uri).contents
        held: str = page.text  # type: ignore[union-attr]
        return held

    def at_once(self, calls: Sequence[tuple[str, dict[str, object]]]) -> list[CallToolResult]:
        """The results of calls that are all sent before the first answer is read."""
        results: list[CallToolResult | None] = [None] * len(calls)

        async def one(place: int, tool: str, arguments: dict[str, object]) -> None:
            results[place] = await self.client.call_tool(tool, arguments)

        async def every() -> None:
            async with anyio.create_task_group() as group:
                for place, (tool, arguments) in enumerate(calls):
                    group.start_soon(one, place, tool, arguments)

        self.portal.call(every)
        return [result for result in results if result is not None]


def text(done: CallToolResult) -> str:
    """What the assistant reads."""
    (content,) = done.content
    assert isinstance(content, TextContent)
    return content.text


@contextmanager
def connected(*indexes: Path, mode: str = "auto") -> Iterator[Assistant]:
    """A client with its server; the server ends with the block."""
    name, *arguments = command(*indexes)
    server = StdioServerParameters(
        command=name, args=arguments, cwd=REPOSITORY, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    with _connected(server, mode) as client:
        yield client


@contextmanager
def connected_to(address: str, mode: str = "auto") -> Iterator[Assistant]:
    """A client of a server that listens on an address of HTTP."""
    with _connected(address, mode) as client:
        yield client


@contextmanager
def _connected(server: StdioServerParameters | str, mode: str) -> Iterator[Assistant]:
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server, mode=mode)) as client,
    ):
        yield Assistant(portal, client)
