"""The list of the tools, and a call of one of them."""

from collections.abc import Mapping

import searcher
from searcher.mcp.answers.address import with_pages
from searcher.mcp.answers.tool import Answer, Tool
from searcher.mcp.tools.people import LIST_SPEAKERS, WHO_SAID
from searcher.mcp.tools.programs import LIST_PROGRAMS
from searcher.mcp.tools.quotation import VERIFY
from searcher.mcp.tools.reading import SHOW
from searcher.mcp.tools.search import SEARCH
from searcher.parameters.parameter import read

#: The tools by name, in the order in which a client lists them.
TOOLS: dict[str, Tool] = {
    tool.name: tool for tool in (SEARCH, SHOW, WHO_SAID, VERIFY, LIST_PROGRAMS, LIST_SPEAKERS)
}


def call(
    archive: searcher.Archive, tool: Tool, given: Mapping[str, object], pages: str = ""
) -> Answer:
    """The answer of a tool.

    Args:
        archive: the archive.
        tool: the tool.
        given: the arguments as they were sent.
        pages: the address of the server whose pages show the same archive, or "".

    Raises:
        SearcherError: an argument is wrong, or the archive cannot answer.
    """
    record = tool.record(archive, read(tool.parameters, given))
    if pages:
        record = with_pages(record, pages)
    return Answer("\n".join(tool.lines(record)), record)
