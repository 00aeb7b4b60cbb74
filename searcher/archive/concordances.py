"""Concordances, and the words that are near a match or typical of some turns."""

from typing import TYPE_CHECKING

from searcher.archive.held_open import HeldOpen
from searcher.archive.lifetime import Lifetime
from searcher.archive.options import all_filters, refuse_other, refuse_unless_count
from searcher.engines.request import Request
from searcher.query.filters import Filters

if TYPE_CHECKING:
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.collocates import Collocates
    from searcher.concordance.words.keywords import Keywords


class Concordances(Lifetime):
    """The calls of an archive that show matches and words in their surroundings."""

    def kwic(
        self,
        *query: str,
        sort: str = "text",
        limit: int | None = None,
        offset: int = 0,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Kwic":
        """A concordance: every match of a search on a line, with what is said around it.

        The matches are those of the first tier that has any, as in a search that is strict. They
        are read while they are taken: all of them need not fit into memory.

        Args:
            query: as in `search`.
            sort: `text` (the order of the index), `left` or `right` (by the neighbouring words,
                the nearest first), `match` (by the words that match), `speaker`, `program`,
                `date` or `-date` (the latest first). Equal lines are in the order of the text.
            limit: the most lines; None for all.
            offset: how many of the first lines to skip.
            filters: as in `search`.
            synonyms: as in `search`.
            sounds_like: as in `search`.
            narrowed: as in `search`.

        Raises:
            RequestError: an option has an invalid value, or there is no such filter.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.
            index.errors.IndexDamaged: the synonyms cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     found = archive.kwic("M protein", sort="right", speaker="adeyinka")
        ...     line = next(found.lines)
        >>> found.total, line.before(20), line.match, line.after(22)
        (10, 'protein is a stable ', 'M protein', ', and I look at it')
        """
        # A search does not need it.
        from searcher.concordance.kwic.orders import ORDERS as KWIC_ORDERS
        from searcher.concordance.kwic.orders import KwicOrder
        from searcher.engines.concordance_request import KwicRequest

        refuse_other("sort", sort, KWIC_ORDERS)
        search = Request(
            arguments=query,
            filters=all_filters(filters, narrowed),
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        request = KwicRequest(search, KwicOrder(sort), limit, offset)
        found, end = self._held_answer(lambda engine: engine.kwic(request))
        return found.replaced(lines=HeldOpen(found.lines, end))

    def collocates(
        self,
        *query: str,
        left: int = 5,
        right: int = 5,
        measure: str = "log-likelihood",
        minimum: int = 3,
        limit: int | None = 50,
        filters: Filters | None = None,
        synonyms: bool = True,
        sounds_like: bool = False,
        **narrowed: object,
    ) -> "Collocates":
        """The words near the matches of a search that are there more often than by chance.

        A window ends with the turn, and a word in two windows counts once. The words of a match
        are near no match. Words are as in the index: in lower case, each inflection by itself.

        Args:
            query: as in `search`.
            left: how many words before a match are near it.
            right: how many words after it.
            measure: `log-likelihood`, `mi`, `mi3`, `t-score`, `z-score`, `log-dice` or `delta-p`;
                `searcher.concordance.words.association` has their formulas and sources.
            minimum: how often a collocate is near a match, at least.
            limit: the most collocates; None for all.
            filters: as in `search`. What they leave is also what is compared with.
            synonyms: as in `search`.
            sounds_like: as in `search`.
            narrowed: as in `search`.

        Raises:
            RequestError: an option has an invalid value, or there is no such filter.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.
            index.errors.IndexDamaged: the synonyms cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     found = archive.collocates("protein", measure="log-dice", limit=1)
        >>> found.matches, found[0].word, found[0].together, round(found[0].expected, 1)
        (26, 'm', 22, 1.2)
        """
        # A search does not need it.
        from searcher.concordance.words.collocates import MEASURES, collocates
        from searcher.engines.concordance_request import WindowRequest

        refuse_other("measure", measure, MEASURES)
        refuse_unless_count("minimum", minimum)
        refuse_unless_count("limit", limit)
        search = Request(
            arguments=query,
            filters=all_filters(filters, narrowed),
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        request = WindowRequest(search, left, right)
        counts = self._answer(lambda engine: engine.neighbours(request))
        return collocates(counts, measure, window=(left, right), minimum=minimum, limit=limit)

    def keywords(
        self,
        versus: Filters | None = None,
        *,
        measure: str = "log-likelihood",
        minimum: int = 3,
        least_programs: int = 2,
        limit: int | None = 50,
        asked: bool = False,
        filters: Filters | None = None,
        **narrowed: object,
    ) -> "Keywords":
        """The words that some turns say more often than others: those of a speaker, a program.

        Args:
            versus: the turns to compare with, without those of the first set; None for all others.
            measure: `log-likelihood`, or an effect size: `log-ratio` or `difference`, by which
                only words are listed that are unlikely to be chance.
            minimum: how often a keyword is said, at least.
            least_programs: in how many programs of the first set; in fewer if it has no more.
            limit: the most keywords; None for all.
            asked: whether the words are those of the questions: of the turns that these turns
                answer, against those that the others answer.
            filters: the turns whose keywords are wanted.
            narrowed: the same by name, such as `speaker="kagan"`.

        Raises:
            RequestError: there is no filter, an option has an invalid value, or both are the same.
            QueryError: a filter cannot be read.
            ArchiveClosed: the archive is closed.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     found = archive.keywords(speaker="adeyinka", limit=1)
        >>> found.turns, found[0].word, found[0].together, found[0].reference
        (7, 'protein', 11, 12)
        """
        # As above.
        from searcher.concordance.words.keywords import MEASURES, keywords
        from searcher.engines.concordance_request import KeynessRequest

        refuse_other("measure", measure, MEASURES)
        for name, value in (("minimum", minimum), ("least_programs", least_programs)):
            refuse_unless_count(name, value)
        refuse_unless_count("limit", limit)
        request = KeynessRequest(all_filters(filters, narrowed), versus, asked)
        counts = self._answer(lambda engine: engine.keyness(request))
        return keywords(
            counts, measure, minimum=minimum, least_programs=least_programs, limit=limit
        )
