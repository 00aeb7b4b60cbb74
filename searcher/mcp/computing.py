"""What computes the answers of the server: threads of its process, or something else.

The server speaks the protocol in an event loop, and a search would hold it up.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

import searcher
from searcher.mcp import resources
from searcher.mcp.answers.tool import Answer, Tool
from searcher.mcp.resources import Resource
from searcher.mcp.tools import call
from searcher.safe_text import one_line

#: How many calls are answered at once; others wait. A thread of a call that was cancelled ends
#: with its answer, which nobody reads.
THREADS = 4

Answered = TypeVar("Answered")


class Refused(Exception):
    """There is no answer; the message is one line that says why, and what to do."""


class Computing(Protocol):
    """Something that computes answers while the server reads further requests.

    Each method gets the request of HTTP that the call came with, or None.

    Raises:
        Refused: there is no answer.
    """

    async def call(self, tool: Tool, given: Mapping[str, object], request: object) -> Answer:
        """The answer of a tool to the arguments that were sent."""

    async def listed(
        self, cursor: str | None, request: object
    ) -> tuple[list[Resource], str | None]:
        """A page of the programs, and the cursor of the next page."""

    async def read(self, uri: str, request: object) -> str:
        """A page of a transcript."""


class Threads:
    """Threads of this process compute the answers."""

    def __init__(self, archive: searcher.Archive) -> None:
        self._archive = archive
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="searcher")

    async def call(self, tool: Tool, given: Mapping[str, object], _: object) -> Answer:
        """The answer of a tool."""
        return await self._done(lambda: call(self._archive, tool, given))

    async def listed(self, cursor: str | None, _: object) -> tuple[list[Resource], str | None]:
        """A page of the programs."""
        return await self._done(lambda: resources.listed(self._archive, cursor))

    async def read(self, uri: str, _: object) -> str:
        """A page of a transcript."""
        return await self._done(lambda: resources.read(self._archive, uri))

    async def _done(self, answer: Callable[[], Answered]) -> Answered:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, answer)
        except MemoryError:
            raise Refused("there is not enough memory for this answer; ask for less") from None
        except (searcher.SearcherError, OSError) as error:
            # Any other error is a fault of this program.
            raise Refused(one_line(str(error))) from None
