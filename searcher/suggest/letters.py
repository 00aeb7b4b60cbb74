"""Words with almost the letters of a word that nobody says: a slip of the keyboard.

`searcher.suggest.suggest` compares sounds first. A slip changes the sound: `zerba` for zebra.
"""

import re

from index.library.library import Library
from searcher.query.fuzzy import similar
from searcher.suggest.suggestion import Suggestion

# From this length on two letters may be wrong, and from the other one letter.
_TWO_WRONG, _ONE_WRONG = 8, 4
#: The longest word that is compared: the time grows with it.
LONGEST = 30


def misspelled(word: str, library: Library, limit: int = 2) -> tuple[Suggestion, ...]:
    """The words of an index with almost the letters of a word, the most frequent first.

    A word with an apostrophe more comes before all others: `oleary` is O'Leary.
    """
    if not _ONE_WRONG <= len(word) <= LONGEST or not word.isalpha():
        return ()
    # Of words at one distance the most frequent one is meant.
    found: dict[str, int] = dict.fromkeys(_with_apostrophe(word, library), 0)
    for wrong in (1, 2) if len(word) >= _TWO_WRONG else (1,):
        if found:
            break
        for lines in library.vocabulary_lines("text"):
            found |= similar(word, lines, wrong)
    found.pop(word, None)
    near = [
        Suggestion((word,), (other,), library.document_frequency("text", other), far / len(word))
        for other, far in found.items()
    ]
    near.sort(key=lambda one: (one.distance, -one.turns, one.said))
    return tuple(one for one in near if one.turns)[:limit]


def _with_apostrophe(word: str, library: Library) -> list[str]:
    """The words that differ in an apostrophe only, or in a possessive ending, too."""
    letters = "'?".join(map(re.escape, word))
    pattern = re.compile(rf"(?m)^{letters}(?:'s)?$".encode())
    found = [
        match[0].decode()
        for lines in library.vocabulary_lines("text")
        for match in pattern.finditer(lines)
    ]
    return [other for other in found if "'" in other]
