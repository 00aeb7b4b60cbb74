"""Words as people type them, found in the vocabulary of an index in any inflection."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.library import Library
from searcher.inflect import inflections
from searcher.tree import OneOf, OneWord, Phrase, Tree, Word

if TYPE_CHECKING:
    from typing import Protocol

    # Most indexes have no synonyms.
    from searcher.synonyms import Part, Side

    class Others(Protocol):
        """Words that stand for others: synonyms, or what sounds alike."""

        def parted(self, typed: Sequence[str]) -> Iterator[Part]:
            """Words from left to right, each with what else is looked for."""


class Vocabulary:
    """The words of an index; the inflections of each are worked out once.

    Args:
        library: the index.
        others: what else is looked for.

    Attributes:
        added: what else was looked for, by the words that were typed.
        forms: the words that were typed plainly, in all inflections.
    """

    def __init__(self, library: Library, others: "Others | None" = None) -> None:
        self.library = library
        self.added: dict[str, tuple[str, ...]] = {}
        self.forms: set[str] = set()
        self._others = others
        self._words: dict[tuple[str, str], Word] = {}

    def word(self, word: str, field: str = "text") -> Word:
        """A word in any inflection."""
        key = (field, word)
        if key not in self._words:
            found = inflections(word, lambda prefix: self.library.vocabulary(field, prefix))
            self._words[key] = Word(field, tuple(found))
        return self._words[key]

    def together(self, words: Sequence[str], field: str = "text") -> Tree:
        """Words in any inflection, one right behind the other; in the text or their synonyms."""
        if field == "text":
            found = tuple(self._said(typed, others) for typed, others in self._parted(words))
        else:
            found = tuple(self.word(word, field) for word in words)
        return found[0] if len(found) == 1 else Phrase(found)

    def apart(self, words: Sequence[str]) -> list[OneWord]:
        """Each of several words in any inflection, wherever in a turn it is said.

        A synonym of several words counts for each of them: to ask for `minimal` or MRD,
        for `residual` or MRD and for `disease` or MRD is to ask for the three or for MRD.
        """
        return [
            self._said((word,), others) for typed, others in self._parted(words) for word in typed
        ]

    def _parted(self, words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple["Side", ...]]]:
        """The words, each by itself or with those that have synonyms together, and these."""
        if self._others is None:
            yield from (((word,), ()) for word in words)
            return
        for typed, others in self._others.parted(words):
            if others:
                self.added[" ".join(typed)] = tuple(other.text for other in others)
            yield typed, others

    def _said(self, typed: tuple[str, ...], others: tuple["Side", ...]) -> OneWord:
        """Words or any of their synonyms, as one word; what was typed comes first."""
        self.forms.update(*(self.word(word).forms for word in typed))
        if not others and len(typed) == 1:
            return self.word(typed[0])
        forms: dict[str, None] = {}
        phrases: list[Phrase] = []
        for side in (typed, *(other.words for other in others)):
            words = tuple(map(self.word, side))
            if len(words) == 1:
                forms |= dict.fromkeys(words[0].forms)
            else:
                phrases.append(Phrase(words))
        one = Word("text", tuple(forms))
        if not phrases:
            return one
        if not forms:
            return OneOf(tuple(phrases))
        return OneOf((one, *phrases) if len(typed) == 1 else (*phrases, one))
