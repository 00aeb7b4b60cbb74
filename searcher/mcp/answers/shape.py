"""Shapes of answers as JSON Schema: what a client can rely on in the values of an answer."""

from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
SHARE: Shape = {"type": "number"}
FLAG: Shape = {"type": "boolean"}


def record(**members: Shape) -> Shape:
    """An object with these members, and no others."""
    return {
        "type": "object",
        "properties": members,
        "required": [*members],
        "additionalProperties": False,
    }


def several(shape: Shape) -> Shape:
    """A list."""
    return {"type": "array", "items": shape}


def maybe(shape: Shape) -> Shape:
    """What has this shape, or is null."""
    return {"anyOf": [shape, {"type": "null"}]}


def one_of(values: list[str]) -> Shape:
    """One of these texts."""
    return {"type": "string", "enum": values}
