"""Filters: what every turn that a search finds must match besides, such as its speaker."""

from collections.abc import Iterator, Mapping

from index.fields import FILTERS
from searcher.errors import QueryError


class Filters(Mapping[str, str]):
    """Filters by their names, which are those in `index.fields.FILTERS`; they do not change.

    A filter that is None or left out is not in the mapping.

        Filters(speaker="kagan", since="2019")

    Raises:
        QueryError: there is no such filter, or its value is not text.
    """

    def __init__(self, **values: str | None) -> None:
        for name, value in values.items():
            if name not in FILTERS:
                raise _unknown(name)
            if value is not None and type(value) is not str:
                reason = f"the filter {name} is text, such as '2019', not {value!r}"
                raise QueryError(str(value), 0, reason, f"{name}='…'")
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


def _unknown(name: str) -> QueryError:
    # Most filters are spelled right.
    from difflib import get_close_matches

    near = get_close_matches(name[:40], FILTERS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    reason = f"There is no filter {name!r}.{hint} Filters are {', '.join(FILTERS)}."
    return QueryError(name, 0, reason, "Filters(speaker='kagan')")
