"""Searching: the best quotes, or every quote."""

from typing import TYPE_CHECKING

from searcher.archive.held_open import HeldOpen
from searcher.archive.lifetime import Lifetime
from searcher.archive.options import all_filters, order_of
from searcher.engines.request import Request
from searcher.query.filters import Filters
from searcher.ranking.orders import Order

if TYPE_CHECKING:
    from searcher.engines.every import Every
    from searcher.engines.results import Results


class Searching(Lifetime):
    """The calls of an archive that return quotes."""

    def search(
        self,
        *query: str,
        limit: int = 10,
        offset: int = 0,
        context: int = 0,
        questions: bool = True,
        strict: bool = False,
        filters: Filters | None = None,
        sort: str = Order.RELEVANCE,
        explain: bool = False,
        synonyms: bool = True,
        sounds_like: bool = False,
        copies: bool = False,
        spellings: bool = False,
        facets: bool = False,
        hints: bool = True,
        **narrowed: object,
    ) -> "Results":
        """The quotes for a search, the best first.

        The options are those of the command `searcher search`.

        Args:
            query: the clauses of the search, as the arguments of the command.
            limit: the most quotes to return.
            offset: how many of the first quotes to skip.
            context: how many turns before and after each quote come with it.
            questions: whether the turn that it answers comes with each quote; without it
                a search reads about ten turns less.
            strict: whether to stay in the first tier that has a match.
            filters: what every quote must match, too, such as a speaker or a date.
            sort: `relevance`, `date`, `-date` (the latest first) or `program`. It sorts each
                tier by itself; equal quotes are in the order of the index.
            explain: whether each quote has the parts of its score.
            synonyms: whether to search for the synonyms in `synonyms.toml`, too.
            sounds_like: whether to search for words that sound alike, too.
            copies: whether each copy of one talk is a quote of its own; else they are one quote,
                with `also_in`.
            spellings: whether to look for one word written as two, and two as one, to name it
                in the hints.
            facets: whether to count the turns of the first tier by speaker, series, year, topic
                and role, as `facets` of the results.
            hints: whether to say, where little is found, why it is and what is near; without
                them a search for something rare takes half the time.
            narrowed: filters by name, such as `speaker="kagan"`; they replace those in
                `filters`. Of several values, as in `speaker=["kagan", "lee"]`, any one matches.

        Raises:
            RequestError: an option has an invalid value, or there is no such filter.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.
            index.errors.IndexDamaged: the synonyms cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     found = archive.search("M protein", speaker="adeyinka", since="2019")
        ...     {quote.turn.speaker for quote in found}
        {'Dr. Samuel Adeyinka'}
        """
        request = Request(
            arguments=query,
            filters=all_filters(filters, narrowed),
            limit=limit,
            offset=offset,
            order=order_of(sort),
            strict=strict,
            context=context,
            questions=questions,
            explain=explain,
            synonyms=synonyms,
            sounds_like=sounds_like,
            copies=copies,
            spellings=spellings,
            facets=facets,
            hints=hints,
        )
        return self._answer(lambda engine: engine.search(request))

    def every(
        self,
        *query: str,
        context: int = 0,
        questions: bool = True,
        filters: Filters | None = None,
        sort: str = Order.PROGRAM,
        explain: bool = False,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Every":
        """Every quote of a search, however many, read one by one in constant memory.

        They are the turns of the first tier that has a match, so as many as the total of the
        search. Each copy of one talk is a quote of its own. The archive stays open for them until
        the last one was read, or `close` of the iterator was called.

        Args:
            query: the clauses of the search, as the arguments of the command.
            context: as in `search`, and so are all that are named as there.
            questions: as above.
            filters: as above.
            sort: `program` (by program and turn), `date` or `-date` (the latest first).
            explain: as above.
            synonyms: as above.
            sounds_like: as above.
            narrowed: as above.

        Raises:
            RequestError: an option has an invalid value, or there is no such filter.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.
            index.errors.IndexDamaged: the synonyms cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     every = archive.every("M protein")
        ...     print(every.found.total, len([quote.turn.text for quote in every]))
        13 13
        """
        request = Request(
            arguments=query,
            filters=all_filters(filters, narrowed),
            order=order_of(sort),
            strict=True,
            context=context,
            questions=questions,
            explain=explain,
            synonyms=synonyms,
            sounds_like=sounds_like,
            copies=True,
        )
        every, end = self._held_answer(lambda engine: engine.every(request))
        return every.replaced(quotes=HeldOpen(every.quotes, end))
