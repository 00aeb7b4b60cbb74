"""What the quotes of a search must be besides: of a speaker, of a program, of a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What every quote must meet besides the search: each filter that is not None.

    `since` and `until` are years, months or days: `2019`, `2019-09`, `2019-09-09`.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     found = archive.search("M protein", filters=searcher.Filters(since="2019"))
    >>> found.total
    13
    """

    speaker: str | None = None
    program: str | None = None
    role: str | None = None
    series: str | None = None
    topic: str | None = None
    lang: str | None = None
    since: str | None = None
    until: str | None = None


#: No filter.
EVERYTHING = Filters()
