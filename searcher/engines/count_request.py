"""The requests for counts: what is counted, and by what."""

from dataclasses import dataclass

from searcher.concordance.counts.by import By
from searcher.engines.request import Request
from searcher.query.filters import EVERYTHING, Filters


@dataclass(frozen=True)
class CountRequest:
    """What to count, and by what.

    Attributes:
        search: the search; its page and its order do not matter.
        by: what to count by.
    """

    search: Request
    by: tuple[By, ...]


@dataclass(frozen=True)
class TalkRequest:
    """Whose talk is counted, and by what.

    Attributes:
        by: what to count by.
        filters: which turns count.
        asked: whether the questions of these turns count instead: the turns that they answer.
    """

    by: By
    filters: Filters = EVERYTHING
    asked: bool = False
