"""Words with almost the letters of a word that nobody says: a slip of the keyboard.

`searcher.suggest.suggest` compares sounds first. A slip changes the sound: `zerba` for zebra.
"""

from index.library.library import Library
from searcher.query.fuzzy import Vocabulary
from searcher.suggest.suggestion import Suggestion

# From this length on two letters may be wrong, and from the other one letter.
_TWO_WRONG, _ONE_WRONG = 8, 4
# From this length on one letter and the ending may be wrong: `herron` is herons.
_ENDING_WRONG = 5
_ENDINGS = ("s", "es", "ed", "ing")
#: The longest word that is compared: the time grows with it.
LONGEST = 30
#: What fewer turns say is rare in an index with at least so many turns: that it is near is often
#: chance. Of 72 words that nobody says in one of 57,000, 32 had suggestions, and 22 have.
RARE, LARGE = 3, 5_000


def is_rare(turns: int, library: Library) -> bool:
    """Whether that so few turns say a word that is near another one may be chance."""
    return turns < RARE and library.turn_count >= LARGE


class Letters:
    """The words of an index, with whose letters words are compared."""

    def __init__(self, library: Library) -> None:
        self._vocabularies = [Vocabulary(lines) for lines in library.vocabulary_lines("text")]

    def near(self, word: str, wrong: int) -> dict[str, int]:
        """The words with at most so many wrong letters, each with how many it has."""
        found: dict[str, int] = {}
        for vocabulary in self._vocabularies:
            found |= vocabulary.similar(word, wrong)
        return found


def misspelled(word: str, library: Library, limit: int = 2) -> tuple[Suggestion, ...]:
    """The words of an index with almost the letters of a word, the most frequent first.

    A word with an apostrophe more comes before all others: `oleary` is O'Leary.

    Args:
        word: the word, in its form in the index.
        library: the index.
        limit: the most words to return.
    """
    if not 1 < len(word) <= LONGEST or not word.isalpha():
        return ()
    letters = library.once(Letters)
    # Of words at one distance the most frequent one is meant.
    found: dict[str, int] = dict.fromkeys(_with_apostrophe(word, library), 0)
    if not found and len(word) >= _ONE_WRONG:
        found = letters.near(word, 1)
    found.pop(word, None)
    if not found and len(word) >= _ENDING_WRONG and word.isascii():
        # Nobody says a form of the word that was meant but another one.
        for other in _inflected(word):
            found |= {near: far + 1 for near, far in letters.near(other, 1).items()}
    if not found and len(word) >= _TWO_WRONG:
        found = letters.near(word, 2)
    found.pop(word, None)
    near = [
        Suggestion((word,), (other,), library.document_frequency("text", other), far / len(word))
        for other, far in found.items()
    ]
    near.sort(key=lambda one: (one.distance, -one.turns, one.said))
    # That two letters make another word is mostly chance, if the word is rare.
    likely = (n for n in near if n.distance * len(word) < 2 or not is_rare(n.turns, library))
    return tuple(one for one in likely if one.turns)[:limit]


def _inflected(word: str) -> list[str]:
    """The word with each regular ending of English, and without the one that it has."""
    without = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    stems = [stem for stem in without if len(stem) >= _ONE_WRONG]
    return [*(word + ending for ending in _ENDINGS), *stems]


def _with_apostrophe(word: str, library: Library) -> list[str]:
    """The words that differ in an apostrophe only, or in a possessive ending, too."""
    inside = [f"{word[:place]}'{word[place:]}" for place in range(1, len(word))]
    possessive = [f"{other}'s" for other in (word, *inside)]
    return [other for other in (*inside, *possessive) if library.has("text", other)]
