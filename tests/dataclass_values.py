"""Values of dataclasses for property tests: every field is drawn by its type.

A field that is added to a dataclass is drawn without a change here, so that a test of a round
trip sees it.
"""

from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

T = TypeVar("T")

#: Short texts with the characters that JSON escapes.
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\\n\x1f\x00'),
                max_size=8)  # fmt: skip

_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(0, 1_000),
    float: st.floats(0, 1e6),
    bool: st.booleans(),
    type(None): st.none(),
}


def of_type(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a type: a simple one, a union, a tuple, or a dataclass of such."""
    if wanted in _SIMPLE:
        return _SIMPLE[wanted]
    if is_dataclass(wanted):
        return of_dataclass(wanted)  # type: ignore[arg-type]
    if hasattr(wanted, "_fields"):
        # A named tuple.
        return st.builds(wanted, *map(of_type, get_type_hints(wanted).values()))
    arguments = get_args(wanted)
    if isinstance(wanted, UnionType):
        return st.one_of(*map(of_type, arguments))
    if get_origin(wanted) is tuple and arguments[-1] is ...:
        return st.lists(of_type(arguments[0]), max_size=2).map(tuple)
    if get_origin(wanted) is tuple:
        return st.tuples(*map(of_type, arguments))
    raise TypeError(f"say in tests/dataclass_values.py how a value of {wanted} is drawn")


def of_dataclass(kind: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Values of a dataclass; the strategies that are given replace those by type."""
    drawn = {field.name: of_type(field.type) for field in fields(kind)}  # type: ignore[arg-type]
    return st.builds(kind, **(drawn | given))
