"""The parameters of a tool: one table for the schema that a client reads and for the checks."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, NamedTuple

import searcher
from searcher.safe_text import shortened

#: The most characters of a text, and the most values of one filter.
LONGEST, MOST_VALUES = 2_000, 20


class Kind(Enum):
    """What values a parameter takes."""

    TEXT = "text"
    #: A text, or several of which any one counts.
    TEXTS = "texts"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"


class Parameter(NamedTuple):
    """A parameter of a tool.

    Attributes:
        name: its name.
        means: what it does, for the assistant.
        kind: what values it takes.
        default: its value if it is not given; it must be given if it is `REQUIRED`.
        least, most: the smallest and the largest number; of a text the most characters.
        choices: the values of a choice.
    """

    name: str
    means: str
    kind: Kind = Kind.TEXT
    default: object = None
    least: int = 0
    most: int = LONGEST
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """The parameter as JSON Schema."""
        text = {"type": "string", "minLength": 1, "maxLength": self.most}
        match self.kind:
            case Kind.TEXT:
                values: dict[str, Any] = text
            case Kind.TEXTS:
                several = {"type": "array", "items": text, "minItems": 1, "maxItems": MOST_VALUES}
                values = {"anyOf": [text, several]}
            case Kind.NUMBER:
                values = {"type": "integer", "minimum": self.least, "maximum": self.most}
            case Kind.FLAG:
                values = {"type": "boolean"}
            case Kind.CHOICE:
                values = {"type": "string", "enum": [*self.choices]}
        if self.default not in (None, REQUIRED):
            values["default"] = self.default
        return {**values, "description": self.means}

    def read(self, value: object) -> object:
        """A value that was given, checked.

        Raises:
            RequestError: the parameter cannot have this value.
        """
        match self.kind, value:
            case Kind.TEXT, str():
                return self._text(value)
            case Kind.TEXTS, str():
                return (self._text(value),)
            case Kind.TEXTS, list() if 0 < len(value) <= MOST_VALUES:
                if all(isinstance(one, str) for one in value):
                    return tuple(map(self._text, value))
            case Kind.NUMBER, (int() | float()) if not isinstance(value, bool):
                # In JSON, 5.0 is a whole number, too.
                if self.least <= value <= self.most and value == int(value):
                    return int(value)
            case Kind.FLAG, bool():
                return value
            case Kind.CHOICE, str() if value in self.choices:
                return value
        raise searcher.RequestError(
            f"{self.name}={shortened(repr(value), 60)}: it must be {self._expected()}"
        )

    def _text(self, value: str) -> str:
        if not value.strip():
            raise searcher.RequestError(f"{self.name}: it is empty; it must be {self._expected()}")
        if len(value) > self.most:
            raise searcher.RequestError(
                f"{self.name}: it has {len(value):,} characters; at most {self.most:,} are read"
            )
        return value

    def _expected(self) -> str:
        match self.kind:
            case Kind.TEXT:
                return "a string"
            case Kind.TEXTS:
                return f"a string, or a list of 1 to {MOST_VALUES} strings"
            case Kind.NUMBER:
                return f"a whole number from {self.least:,} to {self.most:,}"
            case Kind.FLAG:
                return "true or false"
            case Kind.CHOICE:
                return f"one of {', '.join(self.choices)}"


#: The default of a parameter that must be given.
REQUIRED = object()


def schema(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The arguments of a tool as JSON Schema."""
    return {
        "type": "object",
        "properties": {one.name: one.schema() for one in parameters},
        "required": [one.name for one in parameters if one.default is REQUIRED],
        "additionalProperties": False,
    }


def read(parameters: Sequence[Parameter], given: Mapping[str, object]) -> dict[str, Any]:
    """The arguments of a call, checked, with the defaults of those that are missing or null.

    Raises:
        RequestError: an argument is missing, is unknown, or has a value that it cannot have.
    """
    names = [one.name for one in parameters]
    for name in given:
        if name not in names:
            near = get_close_matches(name[:40], names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise searcher.RequestError(
                f"there is no argument {shortened(name, 40)!r}.{hint} "
                f"The arguments are {', '.join(names)}."
            )
    arguments: dict[str, Any] = {}
    for one in parameters:
        value = given.get(one.name)
        if value is None and one.default is REQUIRED:
            raise searcher.RequestError(f"the argument {one.name!r} is missing: {one.means}")
        arguments[one.name] = one.default if value is None else one.read(value)
    return arguments
