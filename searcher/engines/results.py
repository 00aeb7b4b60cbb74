"""Results: what an engine found for a request."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, overload

from searcher.query.filters import EVERYTHING, Filters
from searcher.query_text import query_text
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.concordance.counts.counts import Counts
    from searcher.query.tier import Tier
    from searcher.suggest.hint import Hint
    from searcher.suggest.suggestion import Suggestion

_NONE: Mapping[str, tuple[str, ...]] = {}


class Results(Value):
    """What a search found: a sequence of quotes, with the total and the tier.

    Attributes:
        query: the arguments of the search.
        quotes: the quotes of the requested page, in order.
        total: how many turns match in the first tier that has a match.
        tier: that tier; None for a search that is matched exactly as typed, and if nothing
            was found.
        seconds: how long the search took.
        suggestions: if little matches, words that were said and that look or sound like those
            of the search, the likeliest first.
        synonyms: the synonyms that were searched for, too, by the words that were typed.
        filters: the filters of the search, by name.
        unmatched: if nothing was found, the filters that match no turn at all, each with
            values that the index has.
        order: the order of the quotes within a tier.
        next_offset: the offset of the next page; None if the page is not full. Copies of one
            talk are one quote, so it may be more than the offset and the number of quotes.
        hints: if little was found, what was empty and what is near.
        facets: the turns of the first tier, counted by speaker, series, year, topic and role; None
            if the search did not want it.
        by_meaning: whether the meaning of the question counted, too; only where an index has
            vectors.
        is_approximate: whether the best turns were chosen by a ranking that is only about ours:
            a cluster has more matches than were compared.
        missing_shards: how many parts of a cluster did not answer, so that matches may lack.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     found = archive.search("M protein", limit=3)
    >>> found
    <Results for 'M protein': 3 of 13, tier phrase>
    >>> len(found), found.total, found.tier == "phrase"
    (3, 13, True)
    >>> [quote.turn.number for quote in found[:2]]
    [6, 2]
    """

    query: tuple[str, ...]
    quotes: tuple[Quote, ...]
    total: int
    tier: "Tier | None"
    seconds: float
    suggestions: tuple["Suggestion", ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = _NONE
    filters: Filters = EVERYTHING
    unmatched: Mapping[str, tuple[str, ...]] = _NONE
    order: Order = Order.RELEVANCE
    next_offset: int | None = None
    hints: tuple["Hint", ...] = ()
    facets: "Counts | None" = None
    by_meaning: bool = False
    is_approximate: bool = False
    missing_shards: int = 0

    def __iter__(self) -> Iterator[Quote]:
        return iter(self.quotes)

    def __len__(self) -> int:
        return len(self.quotes)

    @overload
    def __getitem__(self, place: int) -> Quote: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Quote, ...]: ...

    def __getitem__(self, place: int | slice) -> Quote | tuple[Quote, ...]:
        return self.quotes[place]

    def __repr__(self) -> str:
        tier = f", tier {self.tier}" if self.tier else ""
        return f"<Results for {self.query_text!r}: {len(self)} of {self.total:,}{tier}>"

    @property
    def query_text(self) -> str:
        """The search as one line; several arguments are quoted as for a shell."""
        return query_text(self.query)

    @property
    def query_and_synonyms(self) -> str:
        """The search as one line, followed by the synonyms that were searched for."""
        if not self.synonyms:
            return self.query_text
        # `import searcher` and `--help` do not load the lexer, which takes 3 ms.
        from searcher.syntax.lexer import plain_words

        whole = " ".join(plain_words(self.query_text))
        added = [
            " or ".join(("" if words == whole else words, *others)).lstrip()
            for words, others in self.synonyms.items()
        ]
        return f"{self.query_text} ({', '.join(added)})"
