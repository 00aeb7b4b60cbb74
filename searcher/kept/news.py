"""What is new for saved searches since they were last run."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.errors import KeptProblem
from searcher.engines.engine import Engine
from searcher.engines.every import Every
from searcher.engines.request import Request
from searcher.errors import QueryError, RequestError
from searcher.kept import fingerprints
from searcher.kept.alerts import Alerts
from searcher.kept.fingerprints import Seen
from searcher.kept.saved import Kept, SavedFile, SavedSearch, filters_of
from searcher.ranking.orders import Order
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.engines.results import Results
    from searcher.quotes.quote import Quote


class Told(Value):
    """What a saved search tells.

    Attributes:
        search: the search.
        total: how many quotes are new.
        problem: why it cannot be run; None if it was.
    """

    search: SavedSearch
    total: int
    problem: QueryError | RequestError | None = None


class News:
    """The new quotes of saved searches, and what they have told with these.

    Args:
        engine: the engine that answers; it stays open until the quotes were read.
        file: the searches, whose lock is held.
        names: those that are run, in this order; none for all.
        context: how many turns before and after each quote come with it.

    Attributes:
        told: what each of the searches tells.
        total: how many quotes are new.

    Raises:
        KeptProblem: there is no saved search of a name.
    """

    def __init__(
        self,
        engine: Engine,
        file: SavedFile | Alerts,
        names: Sequence[str] = (),
        context: int = 0,
    ) -> None:
        self._engine = engine
        self._file = file
        self._context = context
        self._all = file.searches()
        for name in names:
            if name not in self._all:
                raise unknown(file, name, self._all)
        now = moment()
        told = []
        self._new: list[tuple[SavedSearch, list[int], Results]] = []
        self._found: Results | None = None
        for name in dict.fromkeys(names or self._all):
            kept = self._all[name]
            try:
                rows, found = self._rows(kept.search)
            except (QueryError, RequestError) as problem:
                told.append(Told(kept.search, 0, problem))
                continue
            places = fingerprints.new(rows, kept.seen)
            self._new.append((kept.search, places, found))
            told.append(Told(kept.search, len(places)))
            self._all[name] = Kept(
                kept.search.replaced(run=now), fingerprints.joined(kept.seen, rows)
            )
        self.told = tuple(told)
        self.total = sum(one.total for one in told)

    @property
    def every(self) -> Every | None:
        """The new quotes, which can be read once; None if no search could be run."""
        if self._found is None:
            return None
        queries = [word for search, places, _ in self._new if places for word in search.query]
        found = self._found.replaced(
            query=tuple(queries) or self._found.query, total=self.total, hints=(), unmatched={}
        )
        return Every(found, self._quotes())

    def each(self) -> "Iterator[tuple[SavedSearch, Quote]]":
        """The new quotes, one search after the other, each with its search."""
        for search, every in self.by_search():
            yield from ((search, quote) for quote in every)

    def by_search(self) -> "Iterator[tuple[SavedSearch, Every]]":
        """The searches that have new quotes, each with these, which can be read once."""
        for search, places, found in self._new:
            if places:
                new = found.replaced(total=len(places), hints=(), unmatched={})
                yield search, Every(new, self._of(search, places))

    def keep(self) -> None:
        """Note that the new quotes were told."""
        self._file.replace(self._all.values())

    def _rows(self, search: SavedSearch) -> "tuple[Seen, Results]":
        every = self._engine.every(request_of(search, context=1))
        if self._found is None or every.found.total:
            self._found = every.found
        return fingerprints.of_each(every.quotes), every.found

    def _quotes(self) -> "Iterator[Quote]":
        return (quote for _, quote in self.each())

    def _of(self, search: SavedSearch, places: list[int]) -> "Iterator[Quote]":
        """The quotes at some places among all of a search, in their order."""
        wanted = set(places)
        for place, quote in enumerate(self._engine.every(request_of(search, self._context))):
            if place in wanted:
                yield quote


def request_of(search: SavedSearch, context: int = 0) -> Request:
    """A saved search as a request for an engine.

    Raises:
        RequestError: this program has no such filter.
    """
    return Request(
        search.query,
        filters_of(search),
        order=Order.PROGRAM,
        strict=True,
        context=context,
        synonyms=search.synonyms,
        sounds_like=search.sounds_like,
        copies=True,
        all_words=True,
        hints=False,
    )


def seen_now(engine: Engine, search: SavedSearch) -> Seen:
    """The fingerprints of all that a search finds now.

    Raises:
        QueryError, RequestError: it cannot be run.
    """
    rows = fingerprints.of_each(engine.every(request_of(search, context=1)).quotes)
    return fingerprints.joined(fingerprints.NOTHING, rows)


def moment() -> str:
    """The time of now, as RFC 3339 writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unknown(file: SavedFile | Alerts, name: str, known: "dict[str, Kept]") -> KeptProblem:
    """The error for a name that no saved search has."""
    advice = f"there are {', '.join(known)}" if known else "save one with `searcher saved add`"
    return KeptProblem(file.path, f"there is no saved search {name!r}", advice)


def taken(file: SavedFile, name: str) -> KeptProblem:
    """The error for a name that another saved search has."""
    advice = "remove it first with `searcher saved remove`, or give another name"
    return KeptProblem(file.path, f"there is a saved search {name!r} already", advice)
