"""Paging: the addresses of the pages before and after."""

from typing import NamedTuple

from searcher.web.view.address import Asked


class Paging(NamedTuple):
    """Where in a list a page is.

    Attributes:
        first, last: which of the list are shown, from 1; 0 if none are.
        total: how many there are; None if that is not known.
        before, after: the addresses of the pages beside it, or "".
    """

    first: int
    last: int
    total: int | None
    before: str
    after: str


def paging(asked: Asked, offset: int, shown: int, size: int, total: int) -> Paging:
    """The paging of a list whose page has `size` of `total` rows, `offset` of them skipped."""
    end = offset + shown
    return Paging(
        offset + 1 if shown else 0,
        end,
        total,
        asked.but(offset=max(0, offset - size)) if offset else "",
        asked.but(offset=end) if shown and end < total else "",
    )
