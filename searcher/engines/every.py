"""Every quote of a search, read one by one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.value import Value

if TYPE_CHECKING:
    from searcher.engines.results import Results
    from searcher.quotes.quote import Quote


class Every(Value):
    """Every quote of a search: an iterator, which can be read once.

    Only what is being read is in memory, so there may be any number of quotes.

    Attributes:
        found: what else the search found: the total, the tier, hints. It has no quotes.
        quotes: all turns of the first tier that has a match, so as many as `found.total`, in the
            order that was asked for. Each copy of one talk is a quote of its own.
    """

    found: "Results"
    quotes: "Iterator[Quote]"

    def __iter__(self) -> "Iterator[Quote]":
        return self.quotes

    def __repr__(self) -> str:
        return f"<Every quote of {self.found!r}>"
