"""What pages about a search can be asked with: the search and its filters."""

from collections.abc import Mapping
from typing import Any

from index.fields import FILTERS
from searcher.parameters.filters import FILTER_PARAMETERS
from searcher.parameters.parameter import Kind, Parameter
from searcher.web.view.address import Asked

#: The search and its filters. A page without a search shows a form for one.
SEARCH = (Parameter("q", "The search.", Kind.TEXT, ""), *FILTER_PARAMETERS)


def searched(asked: Mapping[str, Any], path: str = "/search") -> Asked:
    """The search and its filters alone, for links to other pages about it."""
    return Asked(path, {name: asked[name] for name in ("q", *FILTERS) if name in asked})


def told(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The filters as people read them: names with values."""
    values = [(name, asked.get(name)) for name in FILTERS]
    return [
        (name, str(one).removeprefix("="))
        for name, value in values
        for one in (value if isinstance(value, tuple) else (value,))
        if one
    ]
