"""The server: tools and resources of an archive, in the terms of the SDK of the protocol."""

from typing import Any, Protocol

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from searcher import __version__
from searcher.mcp import resources
from searcher.mcp.answers import address
from searcher.mcp.answers.tool import Tool
from searcher.mcp.computing import Computing, Refused
from searcher.mcp.rules import RULES
from searcher.mcp.tools import TOOLS
from searcher.parameters.parameter import schema

_READ_ONLY = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class _Context(Protocol):
    """What the SDK knows of a call."""

    @property
    def request(self) -> object:
        """The request of HTTP that it came with; None over standard input."""


def server(computing: Computing) -> Server[Any]:
    """A server that changes nothing, and calls no other service.

    Args:
        computing: what computes its answers.
    """
    handlers = _Handlers(computing)
    made: Server[Any] = Server(
        "searcher",
        version=__version__,
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

    def __init__(self, computing: Computing) -> None:
        self._computing = computing

    async def list_tools(self, _: object, __: object) -> types.ListToolsResult:
        """The tools, all on one page."""
        return types.ListToolsResult(tools=[_tool(tool) for tool in TOOLS.values()])

    async def call_tool(
        self, context: _Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """The answer of a tool; an error of the caller or of the archive is one line."""
        tool = TOOLS.get(params.name)
        if tool is None:
            raise MCPError(
                types.INVALID_PARAMS,
                f"there is no tool {params.name[:40]!r}; the tools are {', '.join(TOOLS)}",
            )
        try:
            answer = await self._computing.call(tool, params.arguments or {}, context.request)
        except Refused as error:
            line = types.TextContent(type="text", text=_in_tools(str(error)))
            return types.CallToolResult(content=[line], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answer.text)],
            structured_content=answer.record,
        )

    async def list_resources(
        self, context: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """A page of the programs."""
        cursor = params.cursor if params else None
        try:
            page, following = await self._computing.listed(cursor, context.request)
        except Refused as error:
            raise _of_protocol(error) from None
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
        self, context: _Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """A page of a transcript."""
        uri = str(params.uri)
        try:
            text = await self._computing.read(uri, context.request)
        except Refused as error:
            raise _of_protocol(error) from None
        page = types.TextResourceContents(uri=uri, mime_type=resources.MEDIA_TYPE, text=text)
        return types.ReadResourceResult(contents=[page])


def _of_protocol(error: Refused) -> MCPError:
    return MCPError(types.INVALID_PARAMS, _in_tools(str(error)))


def _in_tools(line: str) -> str:
    """A message that names commands or lists, for an assistant, which has tools."""
    for name in ("programs", "speakers"):
        line = line.replace(f"`searcher {name}`", f"list_{name}")
        line = line.replace(f"the list of {name}", f"list_{name}")
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
