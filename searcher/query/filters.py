"""Filters: what every turn that a search finds must match besides, such as its speaker."""

from collections.abc import Iterator, Mapping
from typing import Any

from index.fields import FILTERS
from searcher.errors import RequestError

#: Before the name of a speaker: only the person who is listed under exactly this name.
EXACTLY = "="
#: The value of a filter; of several values any one matches.
Value = str | tuple[str, ...]


class Filters(Mapping[str, Value]):
    """Filters by their names, which are those in `index.fields.FILTERS`; they do not change.

    A filter that is None or left out is not in the mapping. A filter with several values, as a
    list or a tuple, matches turns that any of them matches. A speaker after `=` is the person who
    is listed under exactly this name, and nobody whose name only has its words. `since` and
    `until` are years, months or days: `2019`, `2019-09`, `2019-09-09`; a year can be a number, and
    a day a `datetime.date`.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     found = archive.search("M protein", filters=searcher.Filters(since="2019"))
    >>> found.total
    13

    Raises:
        RequestError: there is no such filter, or its value is not text.
    """

    def __init__(self, **values: object) -> None:
        for name, value in values.items():
            if name not in FILTERS:
                raise _unknown(name, value)
            if FILTERS[name][0].is_date:
                values[name] = value = _date(value)
            elif isinstance(value, list | tuple) and value:
                values[name] = value = value[0] if len(value) == 1 else tuple(value)
            for each in value if isinstance(value, tuple) and value else [value]:
                if type(each) is not str and (each is not value or value is not None):
                    raise RequestError(f"{name}={value!r}: the value of a filter must be a string")
        # In the order of the table, so that equal filters are the same search.
        self._values: dict[str, Any] = {
            name: values[name] for name in FILTERS if values.get(name) is not None
        }

    def __getitem__(self, name: str) -> Value:
        value: Value = self._values[name]
        return value

    def each(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each filter with its values: mostly one."""
        for name, value in self._values.items():
            yield name, (value,) if isinstance(value, str) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        return f"Filters({', '.join(f'{name}={value!r}' for name, value in self.items())})"


def _date(value: object) -> object:
    """A year that is a number, or a day that is a date, as text; anything else as it is."""
    if type(value) is int and 0 < value < 10_000:
        return f"{value:04}"
    # Most filters are text, and `datetime` takes a millisecond to load.
    if value is None or type(value) is str:
        return value
    from datetime import date, datetime

    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


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
