"""A tool, and the answer to a call."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import searcher
from searcher.parameters.parameter import Parameter
from searcher.parameters.shape import Shape


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
        record: answers a call with values; its arguments were read with the parameters.
        lines: the same values as lines of text.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    shape: Shape
    record: Callable[[searcher.Archive, Mapping[str, Any]], dict[str, Any]]
    lines: Callable[[dict[str, Any]], Iterator[str]]
