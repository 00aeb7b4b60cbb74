"""Saved searches: what is searched for, and what was told already.

They are in `saved.json` in the folder of the index: what was told is about the turns of this
index, so it goes where the index goes, and everybody who searches the index has the same searches.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.kept_file import KeptFile
from searcher.errors import RequestError
from searcher.kept import fingerprints
from searcher.kept.fingerprints import NOTHING, Seen
from searcher.query.filters import Filters
from searcher.query.filters import Value as FilterValue
from searcher.value import Value

NAME = "saved"
#: Raise it if what is written changes.
VERSION = 1
#: The most characters of a name.
LONGEST = 100


class SavedSearch(Value):
    """A search that is kept under a name.

    Attributes:
        name: the name.
        query: the arguments of the search.
        filters: the filters by name, as they were given.
        synonyms, sounds_like: as in a request.
        added: when it was saved, as `2026-11-27T16:20:00Z`.
        run: when it last told what is new; None before the first time.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     saved = archive.save("iron", "iron", speaker="pellow")
    ...     _ = archive.unsave("iron")
    >>> saved.query, saved.filters
    (('iron',), {'speaker': 'pellow'})
    """

    name: str
    query: tuple[str, ...]
    filters: Mapping[str, FilterValue]
    synonyms: bool
    sounds_like: bool
    added: str
    run: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The search as `searcher saved list --json` prints it, without `type` and `schema`."""
        record: dict[str, Any] = {name: getattr(self, name) for name in self.__match_args__}
        return record | {"query": list(self.query), "filters": _listed(self.filters)}


class Kept(Value):
    """A saved search with what it has told.

    Attributes:
        search: the search.
        seen: fingerprints of the quotes that it has told.
    """

    search: SavedSearch
    seen: Seen = NOTHING


class SavedFile(KeptFile):
    """The saved searches of an index.

    Args:
        folder: the folder of the index.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, NAME, VERSION)

    def searches(self) -> dict[str, Kept]:
        """The searches by name.

        Raises:
            KeptProblem: the file cannot be used.
        """
        return self.read(_understood)

    def replace(self, searches: Iterable[Kept]) -> None:
        """Write the searches; the lock must be held."""
        self.write({"searches": {kept.search.name: _record(kept) for kept in searches}})


def checked_name(name: str) -> str:
    """A name that can be typed and printed.

    Raises:
        RequestError: it cannot.
    """
    made = " ".join(name.split())
    if not made or not made.isprintable() or len(made) > LONGEST:
        raise RequestError(
            f"{name[:LONGEST]!r} is no name for a saved search: give 1 to {LONGEST} characters "
            "that can be printed"
        )
    return made


def filters_of(search: SavedSearch) -> Filters:
    """The filters of a saved search.

    Raises:
        RequestError: this program has no such filter.
    """
    return Filters(**search.filters)


def _listed(filters: Mapping[str, FilterValue]) -> dict[str, str | list[str]]:
    """Filters as JSON has them."""
    return {
        name: value if isinstance(value, str) else list(value) for name, value in filters.items()
    }


def _record(kept: Kept) -> dict[str, Any]:
    record = kept.search.to_dict() | {"seen": fingerprints.to_text(kept.seen)}
    del record["name"]
    return record


def _understood(record: dict[str, Any]) -> dict[str, Kept]:
    found = {}
    for name, each in record.get("searches", {}).items():
        run = each["run"]
        search = SavedSearch(
            checked_name(name),
            tuple(_text(one) for one in each["query"]),
            {
                _text(key): _text(value) if isinstance(value, str) else tuple(map(_text, value))
                for key, value in each["filters"].items()
            },
            bool(each["synonyms"]),
            bool(each["sounds_like"]),
            _text(each["added"]),
            None if run is None else _text(run),
        )
        found[name] = Kept(search, fingerprints.from_text(each["seen"]))
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
