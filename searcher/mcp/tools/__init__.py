"""The list of the tools, and a call of one of them."""

from collections.abc import Mapping

import searcher
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


def call(archive: searcher.Archive, tool: Tool, given: Mapping[str, object]) -> Answer:
    """The answer of a tool.

    Raises:
        SearcherError: an argument is wrong, or the archive cannot answer.
    """
    return tool.answer(archive, read(tool.parameters, given))
