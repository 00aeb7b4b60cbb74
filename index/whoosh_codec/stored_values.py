"""Stored fields as JSON, with a mark on the values of types that JSON does not have.

Text, numbers, true, false, null, lists, and dictionaries with text as keys are plain JSON. Any
other value is an object with the key `!`, which names its type: `{"!": ["bytes", "aGk="]}`.
"""

import base64
import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

_MARK = "!"
_PLAIN = (str, int, float, bool, type(None))

#: Each marked type: its name, a function that makes JSON of it, and one that reads it.
_MARKED: dict[type, tuple[str, Callable[[Any], Any], Callable[[Any], Any]]] = {
    tuple: ("tuple", lambda v: [_mark(item) for item in v], tuple),
    set: ("set", lambda v: [_mark(item) for item in v], set),
    frozenset: ("frozenset", lambda v: [_mark(item) for item in v], frozenset),
    bytes: ("bytes", lambda v: base64.b64encode(v).decode(), base64.b64decode),
    dt.datetime: ("datetime", dt.datetime.isoformat, dt.datetime.fromisoformat),
    dt.date: ("date", dt.date.isoformat, dt.date.fromisoformat),
    dt.time: ("time", dt.time.isoformat, dt.time.fromisoformat),
    dt.timedelta: (
        "timedelta",
        lambda v: [v.days, v.seconds, v.microseconds],
        lambda v: dt.timedelta(*v),
    ),
    complex: ("complex", lambda v: [v.real, v.imag], lambda v: complex(*v)),
    Decimal: ("Decimal", str, Decimal),
    UUID: ("UUID", str, UUID),
    # A dictionary that JSON would change: its keys are not text, or one is the mark itself.
    dict: ("dict", lambda v: [[_mark(key), _mark(item)] for key, item in v.items()], dict),
}
_READ = {name: read for name, _, read in _MARKED.values()}


class UnsupportedValue(TypeError):
    """A stored field has a value of a type that cannot be stored."""


def encode(value: Any) -> bytes:
    """A value, such as the dictionary of stored fields, as JSON.

    Raises:
        UnsupportedValue: it holds a value of a type that cannot be stored.
    """
    text = json.dumps(_mark(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode(record: bytes) -> Any:
    """The value that `encode` was called with."""
    return json.loads(record.decode("utf-8", "surrogatepass"), object_hook=_unmark)


def encode_fields(stored: Mapping[str, Any]) -> bytes:
    """The stored fields of a document as JSON; empty if it has none.

    Raises:
        UnsupportedValue: as `encode`, with the name of the field.
    """
    if not stored:
        return b""
    try:
        return encode(dict(stored))
    except UnsupportedValue:
        for name, value in stored.items():
            try:
                encode(value)
            except UnsupportedValue as error:
                raise UnsupportedValue(f"stored field {name!r}: {error}") from None
        raise


def decode_fields(record: bytes) -> dict[str, Any]:
    """The stored fields that `encode_fields` was called with."""
    if not record:
        return {}
    fields = decode(record)
    if not isinstance(fields, dict):
        raise ValueError("the record holds no stored fields")
    return fields


def _mark(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is list:
        return [_mark(item) for item in value]
    if kind is dict and _MARK not in value and all(type(key) is str for key in value):
        return {key: _mark(item) for key, item in value.items()}
    if kind not in _MARKED:
        raise UnsupportedValue(
            f"a {kind.__module__}.{kind.__qualname__} cannot be stored; "
            "store it as text, a number, bytes, a date, a list, a tuple or a dictionary"
        )
    name, write, _ = _MARKED[kind]
    return {_MARK: [name, write(value)]}


def _unmark(record: dict[str, Any]) -> Any:
    if len(record) != 1 or _MARK not in record:
        return record
    name, value = record[_MARK]
    return _READ[name](value)
