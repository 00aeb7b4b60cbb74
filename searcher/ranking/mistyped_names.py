"""Names with typing errors: the speaker whose name is the one near spelling of a word.

A word that is said is never taken for a name: "what did Berlin say" asks about Berlin.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.labels.honorifics import TITLES
from index.fields import SPEAKER, TEXT
from index.library.library import Library
from searcher.query.light_words import LIGHT

if TYPE_CHECKING:
    from searcher.query.fuzzy import Vocabulary

#: In a shorter name a typing error makes another name; from the other length on, two errors may be.
SHORTEST, TWO_WRONG = 5, 8
#: What at most so many turns say may be a typing error in a transcript, too: if the speaker whose
#: name is near has so many times as many turns.
HARDLY_SAID, FAR_MORE_OFTEN = 2, 100
#: Another name that is as near is meant no less, if its bearers have this share of the turns.
_AS_LIKELY = 0.1


class MistypedNames:
    """Finds the names that were meant by misspelled ones, in one index."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def meant(self, words: Mapping[str, int], *, anywhere: bool) -> Iterator[tuple[str, str]]:
        """The words that are misspelled names, each with the part of a name that was meant.

        Args:
            words: words of a question where a name may be, each with how many turns say it.
            anywhere: whether these can be other words as well. Then the first letter of a name
                must be right: it mostly is.
        """
        for word, said in words.items():
            if len(word) < SHORTEST or said > HARDLY_SAID or word in LIGHT or word in TITLES:
                continue
            if self._library.has(SPEAKER.column.name, word):
                continue
            if name := self._name(word, said, anywhere=anywhere):
                yield word, name

    def _name(self, word: str, said: int, *, anywhere: bool) -> str:
        near, far = self._names.similar(word, 1), 1
        if not near and len(word) >= TWO_WRONG:
            near, far = self._names.similar(word, 2), 2
        turns = {
            name: self._library.document_frequency(SPEAKER.column.name, name)
            for name in near
            if name not in TITLES and name not in LIGHT and (name[0] == word[0] or not anywhere)
        }
        best = max(turns, key=lambda name: turns[name], default="")
        most = turns.pop(best, 0)
        if most <= FAR_MORE_OFTEN * said or any(n >= _AS_LIKELY * most for n in turns.values()):
            return ""
        # Somebody may talk about what is spelled almost so, too.
        known = max(most, self._library.document_frequency(TEXT, best))
        others = (other for other in self._said_near(word, far) if other not in near)
        if any(self._library.document_frequency(TEXT, other) > known for other in others):
            return ""
        return best

    def _said_near(self, word: str, wrong: int) -> Iterator[str]:
        # Few questions have a name with a typing error.
        from searcher.query.fuzzy import similar

        for lines in self._library.vocabulary_lines(TEXT):
            yield from similar(word, lines, wrong)

    @cached_property
    def _names(self) -> "Vocabulary":
        # As above.
        from searcher.query.fuzzy import Vocabulary

        return Vocabulary(b"".join(self._library.vocabulary_lines(SPEAKER.column.name)))
