"""The filters of a search as parameters: those of the table of fields."""

from collections.abc import Mapping
from typing import Any

from index.fields import FILTERS
from searcher.parameters.parameter import Kind, Parameter

#: A filter takes one value or several; a date is one.
FILTER_PARAMETERS = tuple(
    Parameter(
        name,
        option.help + ("" if field.is_date else " Of several values any one matches."),
        Kind.TEXT if field.is_date else Kind.TEXTS,
        most=200,
    )
    for name, (field, option) in FILTERS.items()
)


def filters_in(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that were given, by name."""
    return {
        name: [*value] if isinstance(value, tuple) else value
        for name in FILTERS
        if (value := arguments[name]) is not None
    }
