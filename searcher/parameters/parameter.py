"""The parameters of a tool or an address: one table for the schema that is read and the checks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, NamedTuple

from searcher.errors import RequestError
from searcher.safe_text import shortened

#: How a flag is written in an address; a box that is ticked in a form is `on`.
_FLAGS = {"true": True, "1": True, "on": True, "false": False, "0": False, "off": False}
_NUMBER = re.compile("[0-9]{1,9}")

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
        raise RequestError(
            f"{self.name}={shortened(repr(value), 60)}: it must be {self._expected()}"
        )

    def read_text(self, values: Sequence[str]) -> object:
        """A value from an address or a form, where everything is text, checked.

        Args:
            values: each value that was given under the name, at least one.

        Raises:
            RequestError: the parameter cannot have this value.
        """
        if self.kind is Kind.TEXTS:
            return self.read([*values])
        if len(values) > 1:
            raise RequestError(f"{self.name}: it is given {len(values)} times; give one")
        (value,) = values
        match self.kind:
            case Kind.NUMBER if _NUMBER.fullmatch(value):
                return self.read(int(value))
            case Kind.FLAG:
                return self.read(_FLAGS.get(value.lower(), value))
        return self.read(value)

    def missing(self) -> object:
        """The value of a parameter that is not given.

        Raises:
            RequestError: it must be given.
        """
        if self.default is REQUIRED:
            raise RequestError(f"the argument {self.name!r} is missing: {self.means}")
        return self.default

    def _text(self, value: str) -> str:
        if not value.strip():
            raise RequestError(f"{self.name}: it is empty; it must be {self._expected()}")
        if len(value) > self.most:
            raise RequestError(
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
    _refuse_unknown(parameters, given)
    arguments: dict[str, Any] = {}
    for one in parameters:
        value = given.get(one.name)
        arguments[one.name] = one.missing() if value is None else one.read(value)
    return arguments


def read_text(parameters: Sequence[Parameter], given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The arguments in an address or a form, checked, with the defaults of those that are missing.

    A field of a form that is left empty is missing.

    Args:
        parameters: what there can be.
        given: names with values, as they stand there; a name may stand there again.

    Raises:
        RequestError: an argument is missing, is unknown, or has a value that it cannot have.
    """
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).extend([value] if value.strip() else [])
    _refuse_unknown(parameters, values)
    return {
        one.name: one.read_text(found) if (found := values.get(one.name)) else one.missing()
        for one in parameters
    }


def _refuse_unknown(parameters: Sequence[Parameter], given: Iterable[str]) -> None:
    names = [one.name for one in parameters]
    for name in given:
        if name not in names:
            near = get_close_matches(name[:40], names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise RequestError(
                f"there is no argument {shortened(name, 40)!r}.{hint} "
                f"The arguments are {', '.join(names)}."
            )
