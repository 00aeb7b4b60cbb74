"""Why a search found little, and what is near, for an assistant."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from searcher.parameters.shape import NUMBER, TEXT, one_of, record
from searcher.safe_text import counted, one_line, shortened

if TYPE_CHECKING:
    import searcher
    from searcher.suggest.hint import Hint

#: What a hint means, a query to try (or ""), and how many turns or programs that finds.
HINT = record(means=TEXT, query=TEXT, total=NUMBER, unit=one_of(["turn", "program"]))

#: What a kind of hint says; `{typed}` is a part of the search, and `{near}` what is near it.
_MEANS = {
    "as_words": "{typed} is not a field, so it was searched for as words",
    "as_plain": "{reason}, so the words of the question were searched for",
    "no_word": "no word in the index matches {typed}",
    "part": "{typed} alone",
    "no_value": "no turn has {typed}; similar values: {near}",
    "without_filters": "without the filters",
    "undated": "no program has a date",
    "speaker": "{near} speaks here",
    "named": "{typed} was taken for the speaker {near}",
    "no_speaker": "nobody is called {typed}; nearest: {near}",
    "title": "{typed} is near a title: {near}",
    "topic": "{typed} is near a topic: {near}",
    "series": "{typed} is near a series: {near}",
    "description": "{typed} is in the description of {near}",
    "beginning": "words that begin with {typed}",
    "ending": "words that end with {typed}",
    "spelling": "also written {near}",
    "incomplete": "{near}",
    "approximate": "{near}",
}
_OF_PROGRAMS = ("title", "topic", "series", "description")


def hints(found: "searcher.Results") -> list[dict[str, Any]]:
    """Why little was found, and what is near."""
    made = [_hint(hint) for hint in found.hints]
    for name, values in found.unmatched.items():
        typed = ", ".join(dict(found.filters.each())[name])
        known = f"; the index has: {', '.join(values)}" if values else ""
        made.append(_record(f"no turn has {name}={typed!r}{known}"))
    for near in found.suggestions:
        asked, said = " ".join(near.asked), " ".join(near.said)
        made.append(_record(f"{asked}: did you mean {said}?", said, near.turns))
    return made


def hint_lines(made: list[dict[str, Any]]) -> Iterator[str]:
    """The hints, one line each."""
    for one in made:
        found = counted(one["total"], one["unit"])
        tried = f"; the query {one['query']} finds {found}" if one["query"] else ""
        alone = f": {found}" if one["total"] and not tried else ""
        yield f"hint: {one['means']}{alone}{tried}"


def _hint(hint: "Hint") -> dict[str, Any]:
    typed, near = shortened(hint.typed, 60), shortened(hint.near, 160)
    reason = near or "no turn matches exactly that"
    means = _MEANS.get(hint.kind, "{near}").format(typed=typed, near=near, reason=reason)
    unit = "program" if hint.kind in _OF_PROGRAMS else "turn"
    return _record(means, hint.search, hint.count, unit)


def _record(means: str, query: str = "", total: int = 0, unit: str = "turn") -> dict[str, Any]:
    return {"means": one_line(means), "query": one_line(query), "total": total, "unit": unit}
