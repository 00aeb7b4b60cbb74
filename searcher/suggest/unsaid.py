"""Suggestions for the words of a question that nobody says.

A question has an answer without them, which must not wait for long. So each word is compared by its
letters, and by its sound only if no word has almost its letters.
"""

from collections.abc import Sequence
from itertools import islice, pairwise

from index.library.library import Library
from searcher.query.light_words import LIGHT
from searcher.suggest.letters import misspelled
from searcher.suggest.suggestion import Suggestion

#: How many words are compared by their letters, and how many runs of words by their sound. Among
#: 70,000 words the one takes 2 to 7 ms, and the other 5 to 9.
MOST_SPELLED, MOST_HEARD = 5, 2
#: A shorter word is near to too many others.
SHORTEST = 3


def suggest_unsaid(
    words: Sequence[str], unsaid: Sequence[str], library: Library, *, pairs: bool = False
) -> tuple[Suggestion, ...]:
    """Suggestions for some words of a question, in the order of these words.

    Args:
        words: all words of the question, in their form in the index.
        unsaid: those that nobody says.
        library: the index.
        pairs: whether two words may be meant by one: `rev limit` by `revlimit`.
    """
    found: list[Suggestion] = []
    to_hear: list[str] = []
    wanted = (word for word in unsaid if len(word) >= SHORTEST and word not in LIGHT)
    for word in islice(wanted, MOST_SPELLED):
        near = misspelled(word, library)
        found += near
        if not any(one.distance * len(word) < 2 for one in near):
            to_hear.append(word)
    if not to_hear:
        return tuple(found)
    # Most misspelled words have almost the letters of the right one.
    from searcher.suggest.suggest import heard_like

    heard = heard_like(_runs(words, to_hear)[:MOST_HEARD], library, pairs=pairs)
    known = {(near.asked, near.said) for near in heard}
    return (*heard, *(near for near in found if (near.asked, near.said) not in known))


def _runs(words: Sequence[str], some: Sequence[str]) -> list[tuple[str, ...]]:
    """What is compared by its sound: some words of a question, and two words that may be one.

    Two neighbours of which nobody says either are likely one word that was misheard.
    """
    neighbours = [pair for pair in pairwise(words) if LIGHT.isdisjoint(pair)]
    both = [pair for pair in neighbours if {*some}.issuperset(pair)]
    one = [pair for pair in neighbours if pair not in both and not {*some}.isdisjoint(pair)]
    return [*both, *((word,) for word in some), *one]
