"""Notes beside the results of a search: why little was found, and what is near, as links.

They say what `searcher.output.messages.notices` says in a terminal.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.fields import FILTERS
from index.text.tokenizer import readable, words
from searcher.engines.results import Results
from searcher.safe_text import counted, shortened
from searcher.suggest.hint import Hint, HintKind
from searcher.suggest.suggestion import Suggestion
from searcher.syntax.spaced_fields import spaced_fields
from searcher.web.view.address import Asked, of

#: Hints whose count is of programs.
_OF_PROGRAMS = (HintKind.TITLE, HintKind.TOPIC, HintKind.SERIES, HintKind.DESCRIPTION)
#: Hints about a word, whose neighbours need no second line.
_OF_WORDS = (HintKind.BEGINNING, HintKind.ENDING, HintKind.SPELLING)
#: Where all values of a filter are listed.
_LISTS = {"speaker": "/speakers", "program": "/programs"}
#: How much of a text of others is in a note, in characters.
_LONGEST = 60


class Part(NamedTuple):
    """A part of a note: text, and where it leads, or ""."""

    text: str
    address: str = ""


Note = tuple[Part, ...]


def notes(found: Results, asked: Asked) -> list[Note]:
    """What there is to say besides the quotes of a search.

    Args:
        found: what was found.
        asked: what the page was asked with: `q` and the filters.
    """
    return [
        *_unmatched(found, asked),
        *_parts(found),
        *_people(found),
        *(note for hint in found.hints if (note := _hint(hint, asked))),
        *_spaced(str(asked["q"])),
        *_instead(found, asked),
    ]


def search(q: str) -> str:
    """The address of a search without filters."""
    return of("/search", (("q", q),))


def replaced(q: str, instead: Suggestion) -> str:
    """A search with the words of a suggestion in place of those that were typed."""
    text, _ = readable(q)
    typed = list(words(q))
    count = len(instead.asked)
    for first in range(len(typed) - count + 1):
        some = typed[first : first + count]
        if tuple(word.text for word in some) == instead.asked:
            return f"{text[: some[0].start]}{' '.join(instead.said)}{text[some[-1].end :]}"
    return " ".join(instead.said)


def _unmatched(found: Results, asked: Asked) -> Iterator[Note]:
    """Filters that match no turn at all, with values that the index has."""
    for name, values in found.unmatched.items():
        field, _ = FILTERS[name]
        typed = " or ".join(shortened(value, _LONGEST) for value in asked.values(name))
        said = f"No turn has the {_NAMES.get(name, name)} {typed}"
        if name in _LISTS:
            yield (Part(f"{said}. "), Part(f"See all {name}s", _LISTS[name]))
        elif not values:
            what = "date" if field.is_date else name
            yield (Part(f"{said}: no program has a {what}."),)
        elif field.is_date:
            yield (Part(f"{said}: the dates are from {values[0]} to {values[-1]}."),)
        else:
            yield (
                Part(f"{said}. There are, for example: "),
                *_listed(
                    Part(shortened(value, _LONGEST), asked.but_values(name, (value,)))
                    for value in values
                ),
            )


_NAMES = {"since": "date from", "until": "date to", "lang": "language"}


def _parts(found: Results) -> Iterator[Note]:
    """What each part of a search finds alone."""
    typed = _as_typed(str(found.query[0])) if found.query else {}
    parts = [hint for hint in found.hints if hint.kind is HintKind.PART]
    if parts:
        yield (
            Part("Each part alone: "),
            *_listed(
                Part(
                    f"{shortened(typed.get(hint.typed, hint.typed), _LONGEST)} "
                    f"({counted(hint.count, 'turn')})",
                    search(typed.get(hint.typed, hint.typed)) if hint.count else "",
                )
                for hint in parts
            ),
        )


def _people(found: Results) -> Iterator[Note]:
    """Names that nobody has, with those that are near."""
    called: dict[str, list[Hint]] = {}
    for hint in found.hints:
        if hint.kind is HintKind.NO_SPEAKER:
            called.setdefault(hint.typed, []).append(hint)
    for typed, near in called.items():
        yield (
            Part(f"Nobody is called {shortened(typed, _LONGEST)}. The nearest names: "),
            *_listed(map(_found, near)),
        )


def _hint(hint: Hint, asked: Asked) -> Note:
    """A hint by itself; () for those that have a note together."""
    typed, near = shortened(hint.typed, _LONGEST), shortened(hint.near, 120)
    match hint.kind:
        case HintKind.AS_WORDS:
            return (Part(f"There is no field {typed.partition(':')[0]}:, so these are words."),)
        case HintKind.AS_PLAIN if " " not in typed:
            return (Part(f"No word matches {typed} as a pattern, so it was read as a word."),)
        case HintKind.AS_PLAIN:
            reason = near or "No turn matches that exactly"
            return (Part(f"{reason}, so the words of the question were searched for."),)
        case HintKind.SHORTENED:
            which = shortened(hint.typed, 160)
            return (Part(f"The question is long. Its most telling words were used: {which}"),)
        case HintKind.NAMED:
            return (Part(f"{typed} was taken for a speaker's name: "), _found(hint))
        case HintKind.INCOMPLETE | HintKind.APPROXIMATE:
            return (Part(f"{near[:1].upper()}{near[1:]}."),)
        case HintKind.NO_MEANING:
            return (Part(f"Ranked by the words alone: {near}"),)
        case HintKind.NO_WORD:
            return (Part(f"No word that was said matches {typed}."),)
        case HintKind.NO_VALUE:
            return (Part(f"No turn has {typed}{f'; there are, for example: {near}' * bool(near)}"),)
        case HintKind.WITHOUT_FILTERS:
            everything = search(str(asked["q"]))
            return (Part(f"Without the filters: {counted(hint.count, 'turn')}", everything),)
        case HintKind.UNDATED:
            return (Part("No program has a date."),)
        case HintKind.SPEAKER:
            return (Part("Somebody with this name speaks here: "), _found(hint))
        case HintKind.TITLE | HintKind.TOPIC | HintKind.SERIES:
            where = "the name of a series" if hint.kind is HintKind.SERIES else f"a {hint.kind}"
            return (Part(f"{typed} is in {where}, or nearly: "), _found(hint))
        case HintKind.DESCRIPTION:
            return (Part(f"{typed} is in the description of "), _found(hint))
        case HintKind.BEGINNING | HintKind.ENDING:
            ends = "begin" if hint.kind is HintKind.BEGINNING else "end"
            return (Part(f"Words that {ends} with {typed}: "), _found(hint))
        case HintKind.SPELLING:
            return (Part("Also written "), _found(hint))
    return ()


def _found(hint: Hint) -> Part:
    """What is near, with how much it finds and where it leads."""
    noun = "program" if hint.kind in _OF_PROGRAMS else "turn"
    name = shortened(hint.near or hint.search, _LONGEST)
    return Part(f"{name} ({counted(hint.count, noun)})", search(hint.search) if hint.search else "")


def _spaced(q: str) -> Iterator[Note]:
    """Fields with a space after the colon, which were searched for as words."""
    if ":" not in q:
        return
    for field, value in spaced_fields((q,)):
        said = f"{shortened(field, _LONGEST)} was searched for as a word. "
        if not value:
            yield (Part(f"{said}For the field, write its value right after the colon."),)
            continue
        joined = re.sub(rf"{re.escape(field)}\s+(?={re.escape(value)})", field, q, count=1)
        written = f"{field}{shortened(value, _LONGEST)}"
        yield (Part(f"{said}For the field: "), Part(written, search(joined)))


def _instead(found: Results, asked: Asked) -> Iterator[Note]:
    """Words that were said and may have been meant."""
    # What is in a title or a topic may be said, too; other hints find the word itself.
    known = {hint.near for hint in found.hints if hint.kind in _OF_WORDS}
    q = str(asked["q"])
    near = [one for one in found.suggestions if " ".join(one.said) not in known]
    if near:
        yield (
            Part("Did you mean "),
            *_listed(
                (
                    Part(
                        f"{' '.join(one.said)} ({counted(one.turns, 'turn')})",
                        asked.but(q=replaced(q, one)),
                    )
                    for one in near
                ),
                " or ",
            ),
            Part("?"),
        )


def _listed(parts: Iterator[Part], between: str = ", ") -> Iterator[Part]:
    for number, part in enumerate(parts):
        if number:
            yield Part(between)
        yield part


def _as_typed(argument: str) -> dict[str, str]:
    """The words of a search as they were typed, by their form in the index."""
    text, _ = readable(argument)
    return {word.text: text[word.start : word.end] for word in words(argument)}
