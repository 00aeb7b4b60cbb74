"""Stored fields come back as they were, and what cannot is refused by name."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.whoosh_codec import stored_values
from index.whoosh_codec.stored_values import UnsupportedValue

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(st.characters()),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.just(dt.UTC) | st.none()),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.uuids(),
    st.complex_numbers(allow_nan=False),
)
KEYS = st.one_of(st.sampled_from(["!", "a"]), st.text(), st.integers(), st.binary())
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(KEYS, inner),
        st.frozensets(st.integers()),
        st.sets(st.text()),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(VALUES)
def test_values_come_back(value: Any) -> None:
    """With their types, and as JSON."""
    record = stored_values.encode(value)
    found = stored_values.decode(record)
    assert found == value
    assert repr(type(found)) == repr(type(value))


@pytest.mark.slow
@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), VALUES))
def test_fields_come_back(stored: dict[str, Any]) -> None:
    """A document without any takes no bytes."""
    record = stored_values.encode_fields(stored)
    assert stored_values.decode_fields(record) == stored
    assert bool(record) == bool(stored)


def test_plain_values_are_plain_json() -> None:
    """As everybody reads it; other types have a mark."""
    stored = {"turn": "ünder", "n": 1, "of": [1.5, None, True]}
    assert json.loads(stored_values.encode_fields(stored)) == stored
    assert stored_values.encode(b"hi") == b'{"!":["bytes","aGk="]}'
    assert stored_values.encode((1,)) == b'{"!":["tuple",[1]]}'
    assert stored_values.encode({"!": 1}) == b'{"!":["dict",[["!",1]]]}'


@pytest.mark.parametrize("value", [object(), [range(3)], {"a": {1: print}}, Exception("x")])
def test_another_type_is_an_error(value: Any) -> None:
    """It says which field, which type and what to do."""
    with pytest.raises(UnsupportedValue, match=r"'talk'.*cannot be stored; store it as"):
        stored_values.encode_fields({"id": 1, "talk": value})


def test_every_mark_is_read() -> None:
    """One value of each type."""
    every = [
        (1,), {1}, frozenset({1}), b"\xff", dt.datetime(2019, 9, 9, 1), dt.date(2019, 9, 9),
        dt.time(1, 2), dt.timedelta(1, 2, 3), 1j, Decimal("0.10"), UUID(int=3), {1: 2},
    ]  # fmt: skip
    assert stored_values.decode(stored_values.encode(every)) == every


def test_a_record_that_is_no_object_is_refused() -> None:
    """Such as one that was stored in bulk, and not for Whoosh."""
    with pytest.raises(ValueError, match="no stored fields"):
        stored_values.decode_fields(b"[1]")
