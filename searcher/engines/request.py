"""A request: one search for an engine."""

from dataclasses import dataclass, replace

from searcher.errors import RequestError
from searcher.query.filters import EVERYTHING, Filters
from searcher.ranking.orders import Order


@dataclass(frozen=True)
class Request:
    """One search, with the page of its results that is wanted.

    An engine parses the arguments with `searcher.syntax`. It raises a `RequestError` for an option
    that it does not support.

    Attributes:
        arguments: the clauses of the search, as they were typed; all must be met.
        filters: what every quote must match, too.
        limit: the most quotes to return.
        offset: how many of the first quotes to skip.
        order: the order of the quotes within a tier.
        strict: whether to stay in the first tier that has a match.
        context: how many turns before and after each quote come with it.
        questions: whether the turn that it answers comes with each quote.
        explain: whether each quote has the parts of its score.
        synonyms: whether to search for synonyms, too.
        sounds_like: whether to search for words that sound alike, too.
        copies: whether each copy of one talk is a quote of its own; else they are one quote.
        spellings: whether to look for one word written as two, and two as one, to name it.
        facets: whether to count the turns of the first tier by speaker, series, year and so on.
        hints: whether to say, where little is found, why it is and what is near.
        all_words: whether plain words are one tier: the turns that say all of them. A search that
            is run again and again must not fall into a weaker tier, or leave one.

    Raises:
        RequestError: an option has an invalid value.
    """

    arguments: tuple[str, ...]
    filters: Filters = EVERYTHING
    limit: int = 10
    offset: int = 0
    order: Order = Order.RELEVANCE
    strict: bool = False
    context: int = 0
    questions: bool = True
    explain: bool = False
    synonyms: bool = True
    sounds_like: bool = False
    copies: bool = False
    spellings: bool = False
    facets: bool = False
    hints: bool = True
    all_words: bool = False

    def within(self, program_id: str) -> "Request":
        """The same request, in one program only."""
        return replace(self, filters=Filters(**{**self.filters, "program": program_id}))

    def __post_init__(self) -> None:
        # Callers may not be type-checked.
        for argument in self.arguments:
            if not _is_a(str, argument):
                raise RequestError(f"{argument!r}: each argument of a search must be a string")
        for name in ("limit", "offset", "context"):
            value = getattr(self, name)
            if not _is_a(int, value):
                raise RequestError(f"{name}={value!r}: it must be a whole number")
            if value < 0:
                raise RequestError(f"{name}={value!r}: the number must be 0 or more")

    def refuse_relevance(self) -> None:
        """Refuse the order by relevance, for which all quotes would have to be compared first.

        Raises:
            RequestError: it is the order of the request.
        """
        if self.order == Order.RELEVANCE:
            others = ", ".join(order for order in Order if order != Order.RELEVANCE)
            raise RequestError(f"sort='relevance': every quote can be sorted by {others}")


def _is_a(kind: type, value: object) -> bool:
    return isinstance(value, kind)
