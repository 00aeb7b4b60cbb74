"""Filters: what every turn that a search finds must match besides, such as its speaker."""

from collections.abc import Iterator, Mapping

from index.fields import FILTERS
from searcher.errors import RequestError


class Filters(Mapping[str, str]):
    """Filters by their names, which are those in `index.fields.FILTERS`; they do not change.

    A filter that is None or left out is not in the mapping. `since` and `until` are
    years, months or days: `2019`, `2019-09`, `2019-09-09`.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     found = archive.search("M protein", filters=searcher.Filters(since="2019"))
    >>> found.total
    13

    Raises:
        RequestError: there is no such filter, or its value is not text.
    """

    def __init__(self, **values: str | None) -> None:
        for name, value in values.items():
            if name not in FILTERS:
                raise _unknown(name, value)
            if value is not None and type(value) is not str:
                raise RequestError(f"{name}={value!r}: the value of a filter must be a string")
        # In the order of the table, so that equal filters are the same search.
        self._values = {name: text for name in FILTERS if (text := values.get(name)) is not None}

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return f"Filters({', '.join(f'{name}={value!r}' for name, value in self.items())})"


def _unknown(name: str, value: object) -> RequestError:
    # Most filters are spelled right.
    from difflib import get_close_matches

    near = get_close_matches(name[:40], FILTERS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return RequestError(
        f"{name}={value!r}: there is no such option or filter.{hint} "
        f"The filters are {', '.join(FILTERS)}."
    )


#: Every turn.
EVERYTHING = Filters()
