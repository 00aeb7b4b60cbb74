"""The server: tools and resources of an archive, in the terms of the SDK of the protocol."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

import searcher
from searcher.mcp import resources
from searcher.mcp.answers import address
from searcher.mcp.answers.tool import Tool
from searcher.mcp.rules import RULES
from searcher.mcp.tools import TOOLS, call
from searcher.parameters.parameter import schema
from searcher.safe_text import one_line

#: How many calls are answered at once; others wait. A thread of a call that was cancelled ends
#: with its answer, which nobody reads.
THREADS = 4

_READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

Answered = TypeVar("Answered")


def server(archive: searcher.Archive) -> Server[Any]:
    """A server that answers from an archive; it changes nothing, and calls no other service."""
    handlers = _Handlers(archive)
    made: Server[Any] = Server(
        "searcher",
        version=searcher.__version__,
        title="searcher: who said what",
        instructions=RULES,
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
    )
    # By default the SDK reports each request to a tracer, if one is installed. What is searched
    # for stays here.
    made.middleware.clear()
    return made


class _Handlers:
    """What the server does for each kind of request."""

    def __init__(self, archive: searcher.Archive) -> None:
        self._archive = archive
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="searcher")

    async def list_tools(self, _: object, __: object) -> types.ListToolsResult:
        """The tools, all on one page."""
        return types.ListToolsResult(tools=[_tool(tool) for tool in TOOLS.values()])

    async def call_tool(
        self, _: object, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """The answer of a tool; an error of the caller or of the archive is one line."""
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(
                types.INVALID_PARAMS,
                f"there is no tool {params.name[:40]!r}; the tools are {', '.join(TOOLS)}",
            )
        try:
            answer = await self._in_thread(
                lambda: call(self._archive, tool, params.arguments or {})
            )
        except _ANSWERED as error:
            line = types.TextContent(type="text", text=_line(error))
            return types.CallToolResult(content=[line], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answer.text)],
            structured_content=answer.record,
        )

    async def list_resources(
        self, _: object, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """A page of the programs."""
        cursor = params.cursor if params else None
        page, following = await self._or_error(lambda: resources.listed(self._archive, cursor))
        listed = [
            types.Resource(
                uri=one.address,
                name=one.address,
                title=one.title,
                description=one.description,
                mime_type=resources.MEDIA_TYPE,
            )
            for one in page
        ]
        return types.ListResourcesResult(resources=listed, next_cursor=following)

    async def list_templates(self, _: object, __: object) -> types.ListResourceTemplatesResult:
        """The one form of an address."""
        template = types.ResourceTemplate(
            uri_template=address.TEMPLATE,
            name="program",
            title="The transcript of a program",
            description="From a turn on, as far as a page goes; the last line says where the next "
            "page is.",
            mime_type=resources.MEDIA_TYPE,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(
        self, _: object, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """A page of a transcript."""
        uri = str(params.uri)
        text = await self._or_error(lambda: resources.read(self._archive, uri))
        page = types.TextResourceContents(uri=uri, mime_type=resources.MEDIA_TYPE, text=text)
        return types.ReadResourceResult(contents=[page])

    async def _or_error(self, answer: Callable[[], Answered]) -> Answered:
        """An answer; an error that is not of this program becomes one of the protocol."""
        try:
            return await self._in_thread(answer)
        except _ANSWERED as error:
            raise MCPError(types.INVALID_PARAMS, _line(error)) from None

    async def _in_thread(self, answer: Callable[[], Answered]) -> Answered:
        """An answer that is computed while other requests are read."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, answer)


#: Errors that tell a caller what is wrong; any other one is a fault of this program.
_ANSWERED = (searcher.SearcherError, OSError, MemoryError)


def _line(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory for this answer; ask for less"
    line = one_line(str(error))
    # Messages name commands; an assistant has tools.
    for command, tool in (("programs", "list_programs"), ("speakers", "list_speakers")):
        line = line.replace(f"`searcher {command}`", tool)
    return line


def _tool(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema(tool.parameters),
        output_schema=tool.shape,
        annotations=_READ_ONLY,
    )
