"""The last search of a terminal, remembered so that `searcher show 3` is its third quote.

It is a small file for each terminal, which only its user can read, in the user's state directory.
A search that cannot write it goes on without: no error of this module reaches anybody. The file
is not flushed to the disk, and is replaced as a whole, so two searches at once leave one of them.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index import atomic
from index.opensearch.scheme import is_address
from searcher.passages.passage import Result, checksum
from searcher.query.filters import EVERYTHING, Filters
from searcher.quotes.quote import Quote
from searcher.value import Value

#: Raise it if what is written changes; a file of another version is as good as none.
VERSION = 1
#: How many indexes have their last search remembered, and how many results of each search.
INDEXES, RESULTS = 4, 500
#: A file that is larger is not ours.
_LARGEST = 1 << 20


class LastSearch(Value):
    """A search, and where its results are.

    Attributes:
        indexes: the folders of the indexes.
        query: the arguments of the search.
        filters, synonyms, sounds_like: as in a request.
        results: the results that were shown, by their numbers.
    """

    indexes: tuple[str, ...]
    query: tuple[str, ...]
    filters: Filters = EVERYTHING
    synonyms: bool = True
    sounds_like: bool = False
    results: dict[int, Result] = {}  # noqa: RUF012 - a value is never changed


def results_of(quotes: Iterable[Quote], offset: int) -> dict[int, Result]:
    """The first results of a search by their numbers; that of the first one is `offset` + 1."""
    shown = zip(range(offset + 1, offset + RESULTS + 1), quotes, strict=False)
    return {
        number: Result(
            quote.program.id, quote.program.path, quote.turn.number, checksum(quote.turn)
        )
        for number, quote in shown
    }


def remember(search: LastSearch) -> None:
    """Remember a search as the last one of this terminal; where that cannot be done, do nothing.

    The pages of one search are remembered together.
    """
    # A full disk, a read-only home, a name that is no text: a search works without a memory.
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        path = _path()
        if path is None:
            return
        known = _read(path)
        for other in known:
            if search.indexes == other.indexes:
                known.remove(other)
                if _is_same(search, other) and 1 not in search.results:
                    together = dict(sorted({**other.results, **search.results}.items()))
                    kept = dict(list(together.items())[-RESULTS:])
                    search = search.replaced(results=kept)
                break
        _write(path, [search, *known[: INDEXES - 1]])


def recall(indexes: Sequence[str] = ()) -> LastSearch | None:
    """The last search of this terminal; None if none is known.

    Args:
        indexes: the folders that were searched; none for the last search of all.
    """
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        path = _path()
        known = _read(path) if path is not None else []
        wanted = folders(indexes)
        return next((one for one in known if not wanted or one.indexes == wanted), None)
    return None


def folders(indexes: Iterable[Path | str]) -> tuple[str, ...]:
    """The folders of indexes as they are remembered: those of another working directory, too."""
    return tuple(str(each) if is_address(each) else os.path.realpath(each) for each in indexes)


def _is_same(search: LastSearch, other: LastSearch) -> bool:
    return search.replaced(results={}) == other.replaced(results={})


def _path() -> Path | None:
    """The file of this terminal; None if this process has no terminal."""
    name = _terminal()
    return None if name is None else _state() / f"last-search-{name}.json"


def _terminal() -> str | None:
    """The name of the terminal, as a part of the name of a file.

    Output may go through a pipe: any of the three standard streams tells which terminal it is.
    """
    if not hasattr(os, "ttyname"):
        # On Windows a console has no name; the shell that started this process has a number.
        return f"shell-{os.getppid()}"
    for descriptor in (1, 0, 2):
        with contextlib.suppress(OSError):
            return os.ttyname(descriptor).removeprefix("/dev/").replace("/", "-")
    return None


def _session() -> int:
    """The number of the session: a terminal that is opened later may get the same name."""
    return os.getsid(0) if hasattr(os, "getsid") else os.getppid()


def _state() -> Path:
    """The folder of what is remembered between runs, such as `~/.local/state/searcher`."""
    if sys.platform in ("darwin", "win32"):
        # It takes a while to load.
        from platformdirs import user_state_path

        return user_state_path("searcher", appauthor=False)
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    base = named if named.is_absolute() else Path.home() / ".local" / "state"
    return base / "searcher"


def _read(path: Path) -> list[LastSearch]:
    """The searches that a file remembers, the last one first; none if it is not as it should be."""
    try:
        stored = json.loads(atomic.read(path, _LARGEST))
        if stored["version"] != VERSION or stored["session"] != _session():
            return []
        return [_search(one) for one in stored["searches"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


def _search(stored: dict[str, Any]) -> LastSearch:
    """A search of a file.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: it is not as it was written.
    """
    results = {
        int(number): Result(str(program), str(path), int(turn), int(check))
        for number, (program, path, turn, check) in stored["results"].items()
    }
    return LastSearch(
        tuple(map(str, stored["indexes"])),
        tuple(map(str, stored["query"])),
        Filters(**stored["filters"]),
        bool(stored["synonyms"]),
        bool(stored["sounds_like"]),
        results,
    )


def _write(path: Path, searches: Sequence[LastSearch]) -> None:
    """Replace the file.

    Raises:
        OSError: it cannot be written.
    """
    stored = {
        "version": VERSION,
        "session": _session(),
        "searches": [
            {name: getattr(one, name) for name in LastSearch.__match_args__}
            | {"filters": dict(one.filters), "results": _stored(one.results)}
            for one in searches
        ],
    }
    data = json.dumps(stored).encode()
    try:
        _replace(path, data)
    except FileNotFoundError:
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        _replace(path, data)


def _stored(results: dict[int, Result]) -> dict[int, list[Any]]:
    return {
        number: [getattr(one, name) for name in Result.__match_args__]
        for number, one in results.items()
    }


def _replace(path: Path, data: bytes) -> None:
    with atomic.replacing(path, durable=False) as file:
        file.write(data)
