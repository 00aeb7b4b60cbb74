"""Requests for a concordance, for collocates and for keywords."""

from dataclasses import dataclass

from searcher.concordance.kwic.orders import KwicOrder
from searcher.engines.request import Request
from searcher.errors import RequestError
from searcher.query.filters import Filters

#: The most words of a window on one side: the turns of talk are seldom longer.
WIDEST_WINDOW = 100


@dataclass(frozen=True)
class KwicRequest:
    """A concordance to make.

    Attributes:
        search: what to look for; its page and its order do not matter.
        order: of the lines.
        limit: the most lines; None for all.
        offset: how many of the first lines to skip.

    Raises:
        RequestError: a number is negative.
    """

    search: Request
    order: KwicOrder = KwicOrder.TEXT
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if self.limit is not None:
            _refuse_unless_number("limit", self.limit)
        _refuse_unless_number("offset", self.offset)

    def page(self, total: int) -> range:
        """The rows of the page that is wanted, of so many lines."""
        last = total if self.limit is None else min(total, self.offset + self.limit)
        return range(min(self.offset, last), last)


@dataclass(frozen=True)
class WindowRequest:
    """Words near the matches of a search, to count.

    Attributes:
        search: what to look for; its page and its order do not matter.
        left, right: how many words before and after each match count.

    Raises:
        RequestError: a number is negative or too high, or no word counts.
    """

    search: Request
    left: int = 5
    right: int = 5

    def __post_init__(self) -> None:
        for name, value in (("left", self.left), ("right", self.right)):
            _refuse_unless_number(name, value)
            if value > WIDEST_WINDOW:
                raise RequestError(f"{name}={value}: a window has at most {WIDEST_WINDOW} words")
        if not self.left and not self.right:
            raise RequestError(
                "left=0, right=0: the window has no word; make one of them 1 or more"
            )


@dataclass(frozen=True)
class KeynessRequest:
    """Two sets of turns whose words are compared.

    Attributes:
        filters: the turns whose words are looked for.
        versus: the turns that they are compared with; None for all others. A turn in both sets
            is in the first one only.
        asked: whether the two sets are the questions of these turns: the turns that they answer.

    Raises:
        RequestError: the first set is everything, or both are the same.
    """

    filters: Filters
    versus: Filters | None = None
    asked: bool = False

    def __post_init__(self) -> None:
        if not self.filters:
            raise RequestError("keywords need a filter that says whose, such as speaker=NAME")
        if self.versus is not None and dict(self.versus) == dict(self.filters):
            raise RequestError("both sides are the same; compare with another speaker or program")


def _refuse_unless_number(name: str, value: object) -> None:
    """Refuse what is no number, or negative: callers may not be type-checked."""
    if type(value) is not int:
        raise RequestError(f"{name}={value!r}: it must be a whole number")
    if value < 0:
        raise RequestError(f"{name}={value!r}: the number must be 0 or more")
