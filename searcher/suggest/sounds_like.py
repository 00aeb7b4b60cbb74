"""Expands a search to words that sound alike, and names those that were found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.library.library import Library
from index.text.tokenizer import words
from searcher.query.light_words import LIGHT
from searcher.query.synonyms import Expansion, Side
from searcher.quotes.quote import Quote
from searcher.safe_text import one_line
from searcher.suggest.suggest import sounding_like

if TYPE_CHECKING:
    from searcher.query.word_forms import SynonymFinder

#: The most neighbouring words of a search that are compared as one word.
_LONGEST_RUN = 3


class SoundsLike:
    """Expands words to those that sound alike, besides their synonyms.

    Args:
        library: the index.
        synonyms: the synonyms of the index, if it has any.
    """

    def __init__(self, library: Library, synonyms: "SynonymFinder | None") -> None:
        self._library = library
        self._synonyms = synonyms

    def expand(self, words: Sequence[str]) -> Iterator[Expansion]:
        """Words with those that sound alike: like all of them as one word, or else like each."""
        if 1 < len(words) <= _LONGEST_RUN and (heard := self._heard(words)):
            yield Expansion(tuple(words), heard)
            return
        found: Iterable[Expansion] = (Expansion((word,)) for word in words)
        if self._synonyms is not None:
            found = self._synonyms.expand(words)
        for each in found:
            heard = self._heard(each.words) if len(each.words) == 1 else ()
            yield Expansion(each.words, (*each.synonyms, *heard))

    def _heard(self, words: Sequence[str]) -> tuple[Side, ...]:
        if LIGHT.issuperset(words):
            return ()
        found = sounding_like(words, self._library)
        return tuple(Side(" ".join(near.said), near.said) for near in found)


def with_words_said(quote: Quote, typed: Collection[str]) -> Quote:
    """A quote with the words that matched in place of those that were typed."""
    spoken = [quote.turn.text[start:end] for start, end in quote.spans]
    instead = dict.fromkeys(
        one_line(said) for said in spoken if any(word.text not in typed for word in words(said))
    )
    return quote.replaced(instead=tuple(instead))
