"""The hints that a misspelled word of a search was taken for the name of a speaker."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.suggest.hint import Hint, HintKind

if TYPE_CHECKING:
    from searcher.ranking.named_speakers import Named
    from searcher.syntax.lexer import QueryWord

#: The most names in a hint.
MOST = 3


def taken_for(people: Sequence["Named"], question: Sequence["QueryWord"]) -> Iterator[Hint]:
    """A hint for each misspelled name, with who is called so.

    Args:
        people: the speakers whose names were misspelled.
        question: the words of the search.
    """
    for forms in dict.fromkeys(person.mistyped for person in people):
        words = " ".join(dict.fromkeys(word.form for word in question if word.form in forms))
        turns: dict[str, int] = {}
        for person in people:
            if person.mistyped == forms:
                turns[person.name] = turns.get(person.name, 0) + person.total
        names = sorted(turns, key=lambda name: -turns[name])
        near = ", ".join(names[:MOST]) + (", …" if len(names) > MOST else "")
        search = f'speaker:"{names[0]}"' if len(names) == 1 and '"' not in names[0] else ""
        yield Hint(HintKind.NAMED, words, near, search, sum(turns.values()))
