"""A tool, and the answer to a call."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import searcher
from searcher.mcp.answers.shape import Shape
from searcher.parameters.parameter import Parameter


class Answer(NamedTuple):
    """The answer to a call: the same facts twice.

    Attributes:
        text: for the assistant to read.
        record: as values of JSON, of the shape of the tool.
    """

    text: str
    record: dict[str, Any]


class Tool(NamedTuple):
    """A tool. It reads the archive and changes nothing.

    Attributes:
        name, title: its name for programs and for people.
        description: what it does and how an assistant uses it.
        parameters: its arguments.
        shape: the shape of the record of each answer.
        answer: answers a call; its arguments were read with the parameters.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    shape: Shape
    answer: Callable[[searcher.Archive, Mapping[str, Any]], Answer]
