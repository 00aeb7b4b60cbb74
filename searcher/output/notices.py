"""The notices on standard error after a search that found little or nothing."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.fields import FILTERS
from searcher.safe_text import counted, shortened

if TYPE_CHECKING:
    # Most searches find enough.
    from searcher.engines.results import Results


def notices(found: "Results", *, offset: int = 0) -> Iterator[str]:
    """The notices, one line each: that nothing was found, hints, and suggestions."""
    if not found.total:
        filters = "".join(
            f" --{FILTERS[name][1].name} {shlex.quote(shortened(value, 40))}"
            for name, values in found.filters.each()
            for value in values
        )
        narrowed = f" with{filters}" if filters else ""
        yield f"nothing found for {shortened(found.query_and_synonyms)}{narrowed}"
    elif offset >= found.total:
        fewer = f"use an --offset below {found.total:,}"
        yield f"only {counted(found.total, 'turn')} match; {fewer}"
    for name, values in found.unmatched.items():
        yield _unmatched(name, dict(found.filters.each())[name], values)
    if any(":" in argument for argument in found.query):
        yield from _spaced_fields(found.query)
    instead: dict[tuple[str, ...], list[str]] = {}
    for near in found.suggestions:
        words = f"“{' '.join(near.said)}”? ({counted(near.turns, 'turn')})"
        instead.setdefault(near.asked, []).append(words)
    for asked, options in instead.items():
        question = f"Did you mean {' Or '.join(options)}"
        # With suggestions for several words, each line names its word.
        yield f"{' '.join(asked)}: {question}" if len(instead) > 1 else question


def _unmatched(name: str, typed: tuple[str, ...], values: tuple[str, ...]) -> str:
    """That a filter matches no turn, and the values that the index has."""
    field, option = FILTERS[name]
    named = " or ".join(shlex.quote(shortened(value, 40)) for value in typed)
    line = f"no turn has --{option.name} {named}"
    if not values:
        return line
    if field.is_date:
        return f"{line}; the dates in the index are from {values[0]} to {values[-1]}"
    shown = ", ".join(shortened(value, 60) for value in values)
    return f"{line}; the index has, for example: {shown}"


def _spaced_fields(query: tuple[str, ...]) -> Iterator[str]:
    """That a field with a space after the colon was searched for as a word."""
    # Few searches have a colon.
    from searcher.syntax.spaced_fields import spaced_fields

    for field, value in spaced_fields(query):
        written = f"{field}{shortened(value, 40) or 'VALUE'}"
        yield f"{field} was searched for as a word; for the field, leave out the space: {written}"
