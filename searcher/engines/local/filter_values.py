"""Values that a filter can have in an index, for a filter that matches no turn."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from index.fields import DATE, FILTERS, LANGUAGE, PROGRAM, ROLE, SERIES, SPEAKER, TOPIC, SearchField
from index.library.library import Library
from index.text.tokenizer import fold
from searcher.engines.speaker_list import speakers

#: The most values.
MOST = 5
#: How similar a value must be to what was typed, from 0 to 1.
SIMILAR = 0.7
# The most values that are compared.
_MOST_COMPARED = 5_000
# Of what was typed and of each value, the most characters that are compared.
_LONGEST = 60
# The shortest word that is compared by itself.
_SHORTEST = 4


def filter_values(name: str, typed: str, library: Library) -> tuple[str, ...]:
    """Values in the index that are similar to what was typed, else the most frequent ones.

    Of speakers and programs there are too many to list: only similar ones. Of dates there are
    the first and the last one.
    """
    field = FILTERS[name][0]
    if field is DATE:
        dates = sorted(library.vocabulary(DATE.column.name))
        return tuple(dict.fromkeys((dates[0], dates[-1]))) if dates else ()
    values = [value for value, _ in _values(field, library).most_common(_MOST_COMPARED)]
    near = similar(typed, values, SIMILAR)
    if not near and field not in (SPEAKER, PROGRAM):
        near = values
    return tuple(near[:MOST])


def _values(field: SearchField, library: Library) -> Counter[str]:
    """The values of a field, each with its number of turns."""
    found: Counter[str] = Counter()
    if field in (SPEAKER, ROLE):
        for person in speakers(library.entries(), library.registry, library.turns_by_label):
            for known in (person.name,) if field is SPEAKER else person.roles:
                found[known] += person.turns
        return found
    for entry in library.entries():
        program = entry.program
        values: Iterable[str | None] = ()
        if field is PROGRAM:
            values = (program.id,)
        elif field is SERIES:
            values = (program.series,)
        elif field is TOPIC:
            values = program.topics
        elif field is LANGUAGE:
            values = (program.language,)
        for value in values:
            if value:
                found[value] += entry.turns
    return found


def similar(typed: str, values: Sequence[str], least: float) -> list[str]:
    """The values that are similar to what was typed, the most similar one first.

    They are compared as a whole, and one word of each, without accents. Short words of several that
    were typed do not count alone: `of` is in many titles.

    Args:
        typed: what was typed.
        values: the values.
        least: how similar a value must be, from 0 to 1.
    """
    whole = fold(typed[:_LONGEST])
    words = (word for word in whole.split() if len(word) >= _SHORTEST)
    wanted = dict.fromkeys((whole, *words))
    found = []
    for value in values:
        folded = fold(value[:_LONGEST])
        # The id of a program has hyphens and slashes between its words.
        parts = dict.fromkeys((folded, *_BETWEEN_WORDS.split(folded)[:10]))
        ratios = (
            SequenceMatcher(None, one, part).ratio()
            for one in wanted
            for part in parts
            if _can_be(one, part, least)
        )
        found.append((max(ratios, default=0.0), value))
    found.sort(key=lambda one: -one[0])
    return [value for ratio, value in found if ratio >= least]


_BETWEEN_WORDS = re.compile(r"[\s/_-]+")


def _can_be(one: str, other: str, least: float) -> bool:
    """Whether the ratio of a `SequenceMatcher` can be so high: to compute it takes far longer."""
    both = len(one) + len(other)
    if not both:
        return True
    # Each letter of one that the other lacks is left out at least once.
    shared = min(len(one) - len(set(one).difference(other)), len(other))
    return 2.0 * shared / both >= least
