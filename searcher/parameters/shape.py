"""Shapes of answers as JSON Schema: what a client can rely on in the values of an answer."""

from collections.abc import Iterable, Mapping
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


def with_rare(shape: Shape, rare: Mapping[str, Shape]) -> Shape:
    """An object that may have further members, each of which may be left out."""
    return {**shape, "properties": {**shape["properties"], **rare}}


def several(shape: Shape) -> Shape:
    """A list."""
    return {"type": "array", "items": shape}


def two(shape: Shape) -> Shape:
    """A list of two."""
    return {**several(shape), "minItems": 2, "maxItems": 2}


def by_name(shape: Shape) -> Shape:
    """An object from any names to values of a shape."""
    return {"type": "object", "additionalProperties": shape}


def maybe(shape: Shape) -> Shape:
    """What has this shape, or is null."""
    return {"anyOf": [shape, {"type": "null"}]}


def one_of(values: Iterable[str]) -> Shape:
    """One of these texts."""
    return {"type": "string", "enum": [*values]}


def either(shapes: Iterable[Shape]) -> Shape:
    """What has one of these shapes."""
    return {"anyOf": [*shapes]}
