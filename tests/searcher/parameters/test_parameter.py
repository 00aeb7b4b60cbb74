"""Arguments of tools: the schema that a client reads, and the checks, agree."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import searcher
from searcher.mcp.tools import TOOLS
from searcher.parameters.parameter import REQUIRED, Kind, Parameter, read, schema

PARAMETERS = (
    Parameter("words", "Words.", default=REQUIRED, most=5),
    Parameter("names", "Names.", Kind.TEXTS, most=5),
    Parameter("limit", "How many.", Kind.NUMBER, 3, 1, 9),
    Parameter("exact", "Whether.", Kind.FLAG, default=False),
    Parameter("sort", "The order.", Kind.CHOICE, "date", choices=("date", "id")),
)

_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 12), st.floats(), st.text(max_size=7),
    st.sampled_from(["date", "id"]), st.lists(st.one_of(st.text(max_size=7), st.integers())),
    st.dictionaries(st.text(), st.integers()),
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["words", "names", "limit", "exact", "sort", "other"]), _VALUES)
)
def test_what_the_schema_accepts_is_read(given_: dict[str, Any]) -> None:
    """And nothing else, but for null, which is as if it were left out, and blanks."""
    kept = {name: value for name, value in given_.items() if value is not None}
    blank = any(
        isinstance(text, str) and not text.strip()
        for value in kept.values()
        for text in (value if isinstance(value, list) else [value])
    )
    fits = jsonschema.Draft202012Validator(schema(PARAMETERS)).is_valid(kept)
    unknown = "other" in given_
    try:
        arguments = read(PARAMETERS, given_)
    except searcher.RequestError as error:
        assert not fits or blank or unknown
        assert "\n" not in str(error)
    else:
        assert fits
        assert [*arguments] == [one.name for one in PARAMETERS]


def test_defaults_and_values() -> None:
    """A single name is as a list of one; 5.0 is a whole number."""
    assert read(PARAMETERS, {"words": "a", "limit": None}) == {
        "words": "a", "names": None, "limit": 3, "exact": False, "sort": "date",
    }  # fmt: skip
    found = read(PARAMETERS, {"words": "a", "names": "b", "limit": 5.0})
    assert (found["names"], found["limit"]) == (("b",), 5)
    assert type(found["limit"]) is int


@pytest.mark.parametrize("tool", TOOLS)
def test_the_schemas_are_schemas(tool: str) -> None:
    """Those of arguments and of answers."""
    jsonschema.Draft202012Validator.check_schema(schema(TOOLS[tool].parameters))
    jsonschema.Draft202012Validator.check_schema(TOOLS[tool].shape)
    assert all(one.means for one in TOOLS[tool].parameters)
