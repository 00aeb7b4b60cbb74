"""The notices on standard error after a search that found little or nothing."""

import shlex
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from index.fields import FILTERS
from searcher.safe_text import counted, shortened

if TYPE_CHECKING:
    # Most searches find enough.
    from searcher.engines.results import Results
    from searcher.query.filters import Filters
    from searcher.suggest.hint import Hint


def notices(found: "Results", *, offset: int = 0) -> Iterator[str]:
    """The notices, one line each: that nothing was found, hints, and suggestions."""
    if not found.total:
        filters = as_options(found.filters)
        narrowed = f" with{filters}" if filters else ""
        yield f"nothing found for {shortened(found.query_and_synonyms)}{narrowed}"
    elif offset >= found.total:
        fewer = f"use an --offset below {found.total:,}"
        yield f"only {counted(found.total, 'turn')} match; {fewer}"
    for name, values in found.unmatched.items():
        yield _unmatched(name, dict(found.filters.each())[name], values)
    yield from _hints(found)
    if any(":" in argument for argument in found.query):
        yield from _spaced_fields(found.query)
    typed = _as_typed(found.query)
    instead: dict[tuple[str, ...], list[str]] = {}
    # What is in a title or a topic may be said, too; other hints find the word itself.
    known = {hint.near for hint in found.hints if hint.kind in _OF_WORDS}
    for near in found.suggestions:
        if " ".join(near.said) in known:
            continue
        words = f"“{' '.join(near.said)}”? ({counted(near.turns, 'turn')})"
        instead.setdefault(near.asked, []).append(words)
    for asked, options in instead.items():
        question = f"Did you mean {' Or '.join(options)}"
        # With suggestions for several words, each line names its word.
        named = " ".join(typed.get(word, word) for word in asked)
        yield f"{named}: {question}" if len(instead) > 1 else question


def as_options(filters: "Filters") -> str:
    """Filters as they are typed, each after a blank: ` --speaker lee`."""
    return "".join(
        f" --{FILTERS[name][1].name} {shlex.quote(shortened(value, 40))}"
        for name, values in filters.each()
        for value in values
    )


def _as_typed(query: tuple[str, ...]) -> dict[str, str]:
    """The words of a search as they were typed, by their form in the index."""
    # Most searches find enough.
    from index.text.tokenizer import readable, words

    return {
        word.text: readable(argument)[0][word.start : word.end]
        for argument in query
        for word in words(argument)
    }


def _hints(found: "Results") -> Iterator[str]:
    """Why little was found, and what is near."""
    parts = [hint for hint in found.hints if hint.kind == "part"]
    if parts:
        words = _as_typed(found.query)
        alone = ", ".join(
            f"{shortened(words.get(hint.typed, hint.typed), 40)} {counted(hint.count, 'turn')}"
            for hint in parts
        )
        yield f"each part alone: {alone}"
    called: dict[str, list[str]] = {}
    for hint in found.hints:
        if hint.kind == "no_speaker":
            where = f"{hint.near}: {_searcher(hint)}"
            called.setdefault(hint.typed, []).append(where)
        elif line := _hint(hint, _as_typed(found.query) if hint.kind in _OF_WORDS else {}):
            yield line
    for typed, names in called.items():
        yield f"nobody is called {shortened(typed, 40)}; nearest: {', '.join(names)}"


def _searcher(hint: "Hint") -> str:
    """What finds what is near, as it is typed in a shell, and how much it finds."""
    noun = "program" if hint.kind in _OF_PROGRAMS else "turn"
    return f"searcher {shlex.quote(hint.search)} ({counted(hint.count, noun)})"


_OF_PROGRAMS = ("title", "topic", "series", "description")
_OF_WORDS = ("beginning", "ending", "spelling", "named")


def _hint(hint: "Hint", as_typed: Mapping[str, str]) -> str:
    """A hint as a line; empty for parts of the search, which have one line together."""
    typed = shortened(" ".join(as_typed.get(word, word) for word in hint.typed.split(" ")), 40)
    match hint.kind:
        case "as_words":
            name = typed.partition(":")[0]
            return f"there is no field {name}:, so {typed} was searched for as words"
        case "as_plain":
            if " " not in typed:
                return f"no word matches {typed} as a pattern, so it was searched for as a word"
            reason = shortened(hint.near, 80) or "no turn matches that exactly"
            return f"{reason}, so the words of the question were searched for"
        case "shortened":
            count = len(hint.typed.split())
            kept = f"{counted(count, 'word')} {'was' if count == 1 else 'were'}"
            which = shortened(hint.typed, 120)
            return f"the question is long; its most telling {kept} searched for: {which}"
        case "named":
            found = f": {_searcher(hint)}" if hint.search else ""
            return f"{typed} was taken for a speaker's name, {shortened(hint.near, 120)}{found}"
        case "incomplete" | "approximate":
            return hint.near
        case "no_meaning":
            return f"ranked by the words alone: {hint.near}"
        case "no_word":
            return f"no word in the index matches {typed}"
        case "no_value":
            near = f"; the index has, for example: {shortened(hint.near, 120)}" if hint.near else ""
            return f"no turn has {typed}{near}"
        case "without_filters":
            return f"without the filters: {counted(hint.count, 'turn')}"
        case "undated":
            return "no program has a date"
        case "speaker":
            return f"{hint.near} speaks here: {_searcher(hint)}"
        case "title" | "topic" | "series":
            where = "the series" if hint.kind == "series" else f"a {hint.kind}"
            if hint.near == hint.typed:
                return f"{typed} is in {where}: {_searcher(hint)}"
            return f"{typed}: nearest in {where}: {hint.near}: {_searcher(hint)}"
        case "description":
            return f"{typed} is in the description of {hint.near}: {_searcher(hint)}"
        case "beginning" | "ending":
            ends = "begin" if hint.kind == "beginning" else "end"
            return f"{typed}: words that {ends} with it: {_searcher(hint)}"
        case "spelling":
            return f"also “{hint.near}”: {_searcher(hint)}"
    return ""


def _unmatched(name: str, typed: tuple[str, ...], values: tuple[str, ...]) -> str:
    """That a filter matches no turn, and the values that the index has."""
    field, option = FILTERS[name]
    named = " or ".join(shlex.quote(shortened(value, 40)) for value in typed)
    line = f"no turn has --{option.name} {named}"
    if not values:
        return f"{line}; {_NO_VALUES.get(name) or f'no program has a {option.name}'}"
    if field.is_date:
        return f"{line}; the dates in the index are from {values[0]} to {values[-1]}"
    shown = ", ".join(shortened(value, 120) for value in values)
    return f"{line}; the index has, for example: {shown}"


#: Of what there is too much to list, the command that lists it.
_NO_VALUES = {
    "speaker": "see `searcher speakers`",
    "program": "see `searcher programs`",
    "since": "no program has a date",
    "until": "no program has a date",
}


def _spaced_fields(query: tuple[str, ...]) -> Iterator[str]:
    """That a field with a space after the colon was searched for as a word."""
    # Few searches have a colon.
    from searcher.syntax.spaced_fields import spaced_fields

    for field, value in spaced_fields(query):
        written = f"{field}{shortened(value, 40) or 'VALUE'}"
        yield f"{field} was searched for as a word; for the field, leave out the space: {written}"
