"""Words as people type them, found in the vocabulary of an index in any inflection."""

from collections.abc import Sequence

from index.library import Library
from searcher.inflect import inflections
from searcher.tree import Phrase, Tree, Word


class Vocabulary:
    """The words of an index; the inflections of each are worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._words: dict[tuple[str, str], Word] = {}

    def word(self, word: str, field: str = "text") -> Word:
        """A word in any inflection."""
        key = (field, word)
        if key not in self._words:
            found = inflections(word, lambda prefix: self.library.vocabulary(field, prefix))
            self._words[key] = Word(field, tuple(found))
        return self._words[key]

    def together(self, words: Sequence[str], field: str = "text") -> Tree:
        """Words in any inflection, one right behind the other."""
        found = tuple(self.word(word, field) for word in words)
        return found[0] if len(found) == 1 else Phrase(found)
