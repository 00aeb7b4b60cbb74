"""One word written as two, and two joined words as one: `cofounder`, `co-founder`.

It is looked for in every search of one or two words of the command line, so it loads little.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.fields import TEXT
from index.library.library import Library
from searcher.query.light_words import LIGHT
from searcher.syntax.lexer import is_plain, plain_words

if TYPE_CHECKING:
    from searcher.suggest.hint import Hint

#: Another spelling is named if it is in at least this share of the turns that were found.
_SHARE = 0.05
_SHORTEST, _LONGEST = 4, 30


def other_spellings(arguments: Sequence[str], library: Library, total: int) -> "tuple[Hint, ...]":
    """The other spelling of the one word of a search, or of its two words as one.

    Args:
        arguments: of the search.
        library: the index.
        total: how many turns the search found.
    """
    if len(arguments) > 2 or not all(map(is_plain, arguments)):
        return ()
    words = tuple(word for argument in arguments for word in plain_words(argument))
    found: dict[str, int] = {}
    match words:
        case (one, other):
            found = {one + other: library.document_frequency(TEXT, one + other)}
        case (word,) if len(word) <= _LONGEST:
            found = _as_two(word, library)
    least = max(1, int(total * _SHARE))
    best = max(found, key=found.__getitem__, default="")
    if found.get(best, 0) < least or len(best) < _SHORTEST:
        return ()
    # Most words have one spelling.
    from searcher.suggest.hint import Hint, HintKind

    search = f'"{best}"' if " " in best else best
    return (Hint(HintKind.SPELLING, " ".join(words), best, search, found[best]),)


def _as_two(word: str, library: Library) -> dict[str, int]:
    """The halves of a word that are said one after the other, and in how many turns."""
    halves = ((word[:place], word[place:]) for place in range(1, len(word)))
    pairs = [
        pair
        for pair in halves
        if not LIGHT.issuperset(pair) and all(library.has(TEXT, half) for half in pair)
    ]
    if not pairs:
        return {}
    from searcher.suggest.neighbours import turns_with_pairs

    return {" ".join(pair): turns for pair, turns in turns_with_pairs(pairs, library).items()}
