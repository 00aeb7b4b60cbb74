"""Links from pages about a search to other pages about it, and its filters in words."""

from collections.abc import Mapping
from typing import Any

from index.fields import FILTERS
from searcher.web.pages.search import MATCHING
from searcher.web.view.address import Asked

DEFAULTS = {one.name: one.default for one in MATCHING}


def searched(asked: Mapping[str, Any], path: str = "/search") -> Asked:
    """The search with what narrows and widens it, and nothing else of a page."""
    return Asked(path, {name: asked[name] for name in DEFAULTS if name in asked}, DEFAULTS)


def told(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The filters as people read them: names with values."""
    values = [(name, asked.get(name)) for name in FILTERS]
    return [
        (name, str(one).removeprefix("="))
        for name, value in values
        for one in (value if isinstance(value, tuple) else (value,))
        if one
    ]
