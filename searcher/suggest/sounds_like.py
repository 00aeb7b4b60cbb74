"""Searching for words that sound alike, and naming those that were found."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.library.library import Library
from index.text.tokenizer import words
from searcher.query.light_words import LIGHT
from searcher.query.synonyms import Part, Side
from searcher.quotes.quote import Quote
from searcher.safe_text import one_line
from searcher.suggest.suggest import sounding_like

if TYPE_CHECKING:
    from searcher.query.word_forms import Others

#: The most neighbouring words of a search that are compared as one word.
_LONGEST_RUN = 3


class SoundsLike:
    """Expands words to those that sound alike, besides their synonyms.

    Args:
        library: the index.
        others: the synonyms of the index, if it has any.
    """

    def __init__(self, library: Library, others: "Others | None") -> None:
        self._library = library
        self._others = others

    def parted(self, typed: Sequence[str]) -> Iterator[Part]:
        """Words with what sounds like them: like all as one word, or else like each."""
        if 1 < len(typed) <= _LONGEST_RUN and (heard := self._heard(typed)):
            yield Part(tuple(typed), heard)
            return
        parts: Iterable[Part] = (Part((word,)) for word in typed)
        if self._others is not None:
            parts = self._others.parted(typed)
        for part in parts:
            heard = self._heard(part.words) if len(part.words) == 1 else ()
            yield Part(part.words, (*part.others, *heard))

    def _heard(self, typed: Sequence[str]) -> tuple[Side, ...]:
        if LIGHT.issuperset(typed):
            return ()
        found = sounding_like(typed, self._library)
        return tuple(Side(" ".join(near.said), near.said) for near in found)


def with_words_said(quote: Quote, typed: Collection[str]) -> Quote:
    """A quote with what was said where other words were typed, whatever their inflection."""
    spoken = [quote.turn.text[start:end] for start, end in quote.spans]
    instead = dict.fromkeys(
        one_line(said) for said in spoken if any(word.text not in typed for word in words(said))
    )
    return quote.replaced(instead=tuple(instead))
