"""Expands the words of a search to their inflections in the index, and to synonyms."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.fields import LITERAL, TEXT
from index.library.library import ENGLISH, Library
from searcher.inflect import inflections
from searcher.query.query_tree import OneOf, OneWord, Phrase, Tree, Word

if TYPE_CHECKING:
    from typing import Protocol

    # Most indexes have no synonyms.
    from searcher.query.synonyms import Expansion, Side

    class SynonymFinder(Protocol):
        """Finds what else to search for: synonyms, or words that sound alike."""

        def expand(self, words: Sequence[str]) -> Iterator[Expansion]:
            """Split words, from left to right, into pieces with their synonyms."""


class WordExpander:
    """Expands words; the inflections of each are looked up once.

    Args:
        library: the index.
        synonyms: finds the synonyms of words, if there are any.

    Attributes:
        added: the synonyms that were added, by the words that were typed.
        forms: all inflections of the words that were typed.
    """

    def __init__(self, library: Library, synonyms: "SynonymFinder | None" = None) -> None:
        self.library = library
        self.added: dict[str, tuple[str, ...]] = {}
        self.forms: set[str] = set()
        self._synonyms = synonyms
        self._words: dict[tuple[str, str], Word] = {}

    def word(self, word: str, field: str = TEXT) -> Word:
        """A word in any of its inflections."""
        key = (field, word)
        if key not in self._words:
            self._words[key] = self._inflected(word, field)
        return self._words[key]

    def _inflected(self, word: str, field: str) -> Word:
        """A word with its inflections; one of a language counts in programs of that language."""
        if field in LITERAL:
            return Word(field, (word,))
        languages: dict[str, list[str]] = {}
        for code in self.library.languages:
            languages.setdefault(code or ENGLISH, []).append(code)
        having: dict[str, list[str]] = {word: []}
        for language, codes in languages.items():
            forms = inflections(
                word, lambda prefix: self.library.vocabulary(field, prefix), language
            )
            for form in forms:
                having.setdefault(form, []).extend(codes)
        everywhere = len(self.library.languages)
        only = [
            (form, tuple(codes))
            for form, codes in having.items()
            if form != word and len(codes) < everywhere
        ]
        return Word(field, tuple(having), tuple(only))

    def phrase(self, words: Sequence[str], field: str = TEXT) -> Tree:
        """Words in any inflection as a phrase. In the text, their synonyms match, too."""
        if field == TEXT:
            found = tuple(
                self._with_synonyms(typed, synonyms) for typed, synonyms in self._expanded(words)
            )
        else:
            found = tuple(self.word(word, field) for word in words)
        return found[0] if len(found) == 1 else Phrase(found)

    def each(self, words: Sequence[str]) -> list[OneWord]:
        """Several words in any inflection, one tree for each.

        A synonym of several words counts for each of them. `minimal` or MRD, `residual` or MRD,
        and `disease` or MRD together match the three words, or MRD.
        """
        return [
            self._with_synonyms((word,), synonyms)
            for typed, synonyms in self._expanded(words)
            for word in typed
        ]

    def _expanded(
        self, words: Sequence[str]
    ) -> Iterator[tuple[tuple[str, ...], tuple["Side", ...]]]:
        """The words, one by one or as groups that have synonyms, with the synonyms."""
        if self._synonyms is None:
            yield from (((word,), ()) for word in words)
            return
        for typed, synonyms in self._synonyms.expand(words):
            if synonyms:
                self.added[" ".join(typed)] = tuple(other.text for other in synonyms)
            yield typed, synonyms

    def _with_synonyms(self, typed: tuple[str, ...], synonyms: tuple["Side", ...]) -> OneWord:
        """Words or any of their synonyms, as one word. The words that were typed come first."""
        self.forms.update(*(self.word(word).forms for word in typed))
        if not synonyms and len(typed) == 1:
            return self.word(typed[0])
        single: list[Word] = []
        phrases: list[Phrase] = []
        for side in (typed, *(other.words for other in synonyms)):
            words = tuple(map(self.word, side))
            if len(words) == 1:
                single.append(words[0])
            else:
                phrases.append(Phrase(words))
        one = _united(single)
        if not phrases:
            return one
        if not single:
            return OneOf(tuple(phrases))
        return OneOf((one, *phrases) if len(typed) == 1 else (*phrases, one))


def _united(words: Sequence[Word]) -> Word:
    """Merge words into one. A form counts in a language if it does for any of the words."""
    codes: dict[str, dict[str, None] | None] = {}
    for word in words:
        only = dict(word.only)
        for form in word.forms:
            before = codes.setdefault(form, {})
            if form not in only:
                codes[form] = None
            elif before is not None:
                before |= dict.fromkeys(only[form])
    limited = [(form, tuple(some)) for form, some in codes.items() if some is not None]
    return Word(TEXT, tuple(codes), tuple(limited))
