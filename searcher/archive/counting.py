"""Counting: how often something is said, by whom, when and where."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from searcher.archive.lifetime import Lifetime
from searcher.archive.options import all_filters, each_by
from searcher.concordance.counts.by import By
from searcher.engines.request import Request
from searcher.query.filters import Filters

if TYPE_CHECKING:
    from searcher.concordance.counts.comparison import Comparison
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare


class Counting(Lifetime):
    """The calls of an archive that count."""

    def count(
        self,
        *query: str,
        by: str | Iterable[str] = By.SPEAKER,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Counts":
        """How often something is said: the matches of the strictest tier that has any, by group.

        Args:
            query: the clauses of the search, as for `search`.
            by: `speaker`, `role`, `program`, `series`, `year`, `month` or `topic`, or several
                of these.
            filters: what every turn must match, too.
            narrowed: filters by name, as for `search`.
            synonyms: whether to search for the synonyms in `synonyms.toml`, too.
            sounds_like: whether to search for words that sound alike, too.

        Raises:
            RequestError, QueryError, ArchiveClosed, index.errors.IndexDamaged: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     found = archive.count("M protein", by="year")
        >>> found.total.matches, found.total.turns
        (18, 13)
        >>> [(group.value, group.matches) for group in found.table("year").matched]
        [('2019', 15), ('2021', 2), ('2022', 1)]
        """
        from searcher.engines.count_request import CountRequest

        search = Request(
            query,
            filters=all_filters(filters, narrowed),
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        request = CountRequest(search, each_by(by))
        return self._answer(lambda engine: engine.count(request))

    def compare(
        self,
        one: str | Sequence[str],
        other: str | Sequence[str],
        by: str = By.SPEAKER,
        *,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Comparison":
        """Two searches side by side, with log-likelihood and log ratio, by group.

        Args:
            one: the clauses of the first search; a single one can be a string.
            other: those of the second one.
            by: as for `count`.
            filters: as for `count`; so are the others.
            synonyms: whether to search for synonyms, too.
            sounds_like: whether to search for words that sound alike, too.
            narrowed: filters by name.

        Raises:
            RequestError, QueryError, ArchiveClosed, index.errors.IndexDamaged: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     pair = archive.compare("protein", "cells", by="year").pairs[1]
        >>> pair.one.value, pair.one.matches, pair.other.matches, round(pair.log_ratio, 1)
        ('2019', 17, 3, 2.5)
        """
        from searcher.concordance.counts.comparison import compare

        (group,) = each_by(by)
        first, second = (
            self.count(
                *([query] if isinstance(query, str) else query),
                by=by,
                filters=all_filters(filters, narrowed),
                synonyms=synonyms,
                sounds_like=sounds_like,
            )
            for query in (one, other)
        )
        return compare(first, second, group)

    def talk_share(
        self,
        by: str = By.SPEAKER,
        *,
        asked: bool = False,
        filters: Filters | None = None,
        **narrowed: object,
    ) -> "TalkShare":
        """How much everybody says: turns, words, questions that are asked and answered.

        Args:
            by: as for `count`.
            asked: whether the questions of these turns count instead: the turns that they answer.
            filters: which turns count.
            narrowed: filters by name, as for `search`.

        Raises:
            RequestError, QueryError, ArchiveClosed: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     share = archive.talk_share(program="m-protein").groups[0]
        >>> share.value, share.turns, share.words
        ('Dr. Samuel Adeyinka', 7, 403)
        """
        from searcher.engines.count_request import TalkRequest

        (group,) = each_by(by)
        request = TalkRequest(group, all_filters(filters, narrowed), asked)
        return self._answer(lambda engine: engine.talk_share(request))

    def roll_call(
        self,
        *query: str,
        limit: int = 20,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "RollCall":
        """Everyone who said something, with the first, the last and the best quote of each.

        And those who were asked about it, by a sentence that says it and ends in a question mark,
        and never said it.

        Args:
            query: the clauses of the search, as for `search`.
            limit: how many people of each kind to return.
            filters: as for `count`; so are the others.
            synonyms: whether to search for synonyms, too.
            sounds_like: whether to search for words that sound alike, too.
            narrowed: filters by name.

        Raises:
            RequestError, QueryError, ArchiveClosed, index.errors.IndexDamaged: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     person = archive.roll_call("M protein").said[0]
        >>> person.group.value, person.group.matches, person.first.turn.number
        ('Dr. Samuel Adeyinka', 10, 2)
        """
        request = Request(
            query,
            filters=all_filters(filters, narrowed),
            limit=limit,
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        return self._answer(lambda engine: engine.roll_call(request))

    def dispersion(
        self,
        *query: str,
        limit: int = 20,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Dispersion":
        """Where something is said in each program: the programs with most matches first.

        Args:
            query: the clauses of the search, as for `search`.
            limit: how many programs to return.
            filters: as for `count`; so are the others.
            synonyms: whether to search for synonyms, too.
            sounds_like: whether to search for words that sound alike, too.
            narrowed: filters by name.

        Raises:
            RequestError, QueryError, ArchiveClosed, index.errors.IndexDamaged: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     row = archive.dispersion("M protein").rows[0]
        >>> row.program.id, row.words, row.places[:3]
        ('m-protein', 552, (23, 81, 101))
        """
        request = Request(
            query,
            filters=all_filters(filters, narrowed),
            limit=limit,
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        return self._answer(lambda engine: engine.dispersion(request))
