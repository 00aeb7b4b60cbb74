"""Other spellings: one word written as two, two joined as one, and `word?` that is no pattern.

It is looked for in every short search of the command line, so it loads little.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.fields import TEXT
from index.library.library import Library
from index.text.tokenizer import forms
from searcher.query.light_words import LIGHT
from searcher.syntax.lexer import is_plain, joined_words

if TYPE_CHECKING:
    from searcher.suggest.hint import Hint

#: Another spelling is named if it is in at least this share of the turns that were found.
_SHARE = 0.05
#: The same for words with a blank between them, which may be a name, and for halves of which the
#: first says little: `to day` is mostly not `today`.
_SHARE_OF_UNSURE = 0.2
_SHORTEST, _LONGEST = 4, 30
#: The most words of a search whose other spellings are looked for.
_MOST_WORDS = 3


def other_spellings(arguments: Sequence[str], library: Library) -> "tuple[Hint, ...]":
    """The other spelling of each word of a short search, and of two words as one.

    Args:
        arguments: of the search.
        library: the index.
    """
    if len(arguments) == 1 and arguments[0].rstrip().endswith("?"):
        return _without_mark(arguments[0].strip(), library)
    if len(arguments) > _MOST_WORDS or not all(map(is_plain, arguments)):
        return ()
    joined = [words for argument in arguments for words in joined_words(argument)]
    if len(joined) > _MOST_WORDS:
        return ()
    found = [_spelled(words, library, _SHARE) for words in joined]
    if len(joined) == 2 and len(joined[0]) == len(joined[1]) == 1:
        found.append(_spelled((*joined[0], *joined[1]), library, _SHARE_OF_UNSURE))
    return tuple(hint for hint in found if hint is not None)


def _without_mark(argument: str, library: Library) -> "tuple[Hint, ...]":
    """The word itself, for `cares?`, which is a pattern and finds other words."""
    from searcher.query.question import asked_word

    word = asked_word(argument)
    found = forms(word) if is_plain(word) else ()
    turns = library.document_frequency(TEXT, found[0]) if len(found) == 1 else 0
    if not turns:
        return ()
    from searcher.suggest.hint import Hint, HintKind

    return (Hint(HintKind.SPELLING, argument, word, f'"{word}"', turns),)


def _spelled(words: Sequence[str], library: Library, share: float) -> "Hint | None":
    """The other spelling of one word, or of two as one, if enough turns have it."""
    other: dict[str, int] = {}
    match words:
        case (one, last):
            other = {one + last: library.document_frequency(TEXT, one + last)}
        case (word,) if len(word) <= _LONGEST:
            other = _as_two(word, library)
    best = max(other, key=other.__getitem__, default="")
    if not other.get(best) or len(best) < _SHORTEST:
        return None
    if best.partition(" ")[0] in LIGHT:
        share = _SHARE_OF_UNSURE
    # Most words have one spelling.
    from searcher.suggest.hint import Hint, HintKind
    from searcher.suggest.neighbours import turns_with_pairs

    match words:
        case (word,):
            usual = library.document_frequency(TEXT, word)
        case (one, last):
            usual = turns_with_pairs([(one, last)], library).get((one, last), 0)
    if other[best] < usual * share:
        return None
    search = f'"{best}"' if " " in best else best
    return Hint(HintKind.SPELLING, " ".join(words), best, search, other[best])


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
