"""Keeping: saved searches, and what is new for them."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from searcher.archive.lifetime import Lifetime
from searcher.archive.options import all_filters
from searcher.errors import RequestError
from searcher.lists import TupleOf
from searcher.query.filters import Filters

if TYPE_CHECKING:
    from searcher.engines.engine import Engine
    from searcher.kept.alerts import Alerts
    from searcher.kept.news import News
    from searcher.kept.saved import SavedSearch


class Keeping(Lifetime):
    """The calls of an archive about what is kept beside its index; it must be one index."""

    def saved(self) -> "tuple[SavedSearch, ...]":
        """The saved searches, in the order in which they were saved.

        Raises:
            KeptProblem: their file is broken, or a newer version wrote it.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.saved()
        ()
        """
        # A search does not need it; so below.
        from searcher.kept.saved import SavedFile

        file = SavedFile(self._answer(_folder))
        return TupleOf(kept.search for kept in file.searches().values())

    def save(
        self,
        name: str,
        *query: str,
        from_now: bool = False,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "SavedSearch":
        """Save a search under a name.

        Args:
            name: the name.
            query: the clauses of the search; plain words must all be in one turn.
            from_now: whether what is found now is not new.
            filters: as in `search`, and so are all that are named as there.
            synonyms: as above.
            sounds_like: as above.
            narrowed: as above.

        Raises:
            RequestError: the name cannot be used, or there is no such filter.
            QueryError: the search cannot be read.
            KeptProblem: there is a saved search of this name, or the file cannot be used.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     saved = archive.save("iron", "iron", from_now=True)
        ...     with archive.news("iron") as news:
        ...         print(news.total)
        ...     _ = archive.unsave("iron")
        0
        """
        from searcher.kept import news
        from searcher.kept.saved import Kept, SavedFile, SavedSearch, checked_name

        chosen = dict(all_filters(filters, narrowed))
        search = SavedSearch(
            checked_name(name), query, chosen, synonyms, sounds_like, news.moment()
        )

        def saving(engine: "Engine") -> SavedSearch:
            file = SavedFile(_folder(engine))
            seen = news.seen_now(engine, search)
            with file.locked():
                known = file.searches()
                if search.name in known:
                    raise news.taken(file, search.name)
                kept = Kept(search, seen) if from_now else Kept(search)
                file.replace([*known.values(), kept])
            return search

        return self._answer(saving)

    def unsave(self, name: str) -> "SavedSearch":
        """Remove a saved search, and return it.

        Raises:
            KeptProblem: there is none of this name, or the file cannot be used.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     _ = archive.save("iron", "iron")
        ...     archive.unsave("iron").query
        ('iron',)
        """
        from searcher.kept import news
        from searcher.kept.saved import SavedFile

        file = SavedFile(self._answer(_folder))
        with file.locked():
            known = file.searches()
            if name not in known:
                raise news.unknown(file, name, known)
            removed = known.pop(name)
            file.replace(known.values())
        return removed.search

    @contextlib.contextmanager
    def news(
        self, *names: str, context: int = 0, alerts: "Alerts | None" = None
    ) -> "Iterator[News]":
        """What is new for saved searches since they were last run, as a context manager.

        It is noted as told when the block ends without an error. Another program that wants to
        know what is new waits until then.

        Args:
            names: the saved searches; none for all.
            context: how many turns before and after each quote come with it.
            alerts: searches that are kept in memory, in place of the saved ones.

        Raises:
            KeptProblem: there is none of a name, or the file cannot be used.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     _ = archive.save("iron", "iron forgives")
        ...     for _ in range(2):
        ...         with archive.news() as news:
        ...             print(news.total, [quote.turn.speaker for quote in news.every])
        ...     _ = archive.unsave("iron")
        1 ['Wren Pellow']
        0 []
        """
        from searcher.kept.news import News
        from searcher.kept.saved import SavedFile

        used = self._begin()
        try:
            file = SavedFile(_folder(used.engine)) if alerts is None else alerts
            with file.locked():
                found = News(used.engine, file, names, context)
                yield found
                found.keep()
        finally:
            self._end(used)


def _folder(engine: "Engine") -> Path:
    """The folder of the index.

    Raises:
        RequestError: the archive is no single index.
    """
    folder = engine.folder
    if folder is None:
        raise RequestError("saved searches belong to one index on this machine: open one")
    return folder
