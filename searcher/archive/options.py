"""The options of a call: checked, and turned into what requests take."""

from collections.abc import Iterable, Mapping, Sequence

from searcher.concordance.counts.by import By
from searcher.errors import RequestError
from searcher.query.filters import EVERYTHING, Filters
from searcher.ranking.orders import ORDERS, Order


def all_filters(filters: Filters | None, narrowed: Mapping[str, object]) -> Filters:
    """Filters, and those by name, which replace them.

    Raises:
        RequestError: there is no such filter.
    """
    return Filters(**{**(filters or {}), **narrowed}) if narrowed else filters or EVERYTHING


def each_by(by: str | Iterable[str]) -> tuple[By, ...]:
    """What to count by.

    Raises:
        RequestError: there is no such thing.
    """
    names = [by] if isinstance(by, str) else [*by]
    for name in names:
        refuse_other("by", name, [*By])
    return tuple(map(By, names))


def order_of(sort: str) -> Order:
    """The order of a name.

    Raises:
        RequestError: there is no such order.
    """
    refuse_other("sort", sort, ORDERS)
    return Order(sort)


def refuse_other(name: str, value: object, known: Sequence[str]) -> None:
    """Refuse a value that is not a known one.

    Raises:
        RequestError: it is another one.
    """
    if value not in known:
        raise RequestError(f"{name}={value!r}: it must be one of {', '.join(known)}")


def refuse_unless_count(name: str, value: object) -> None:
    """Refuse what is no whole number, or negative; None is no limit."""
    if value is None:
        return
    if type(value) is not int:
        raise RequestError(f"{name}={value!r}: it must be a whole number")
    if value < 0:
        raise RequestError(f"{name}={value!r}: the number must be 0 or more")
