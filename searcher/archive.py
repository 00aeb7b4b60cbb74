"""An archive: transcripts opened for searching from Python."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from searcher.concordance.by import By
from searcher.engines.engine import Engine
from searcher.engines.request import Request
from searcher.errors import ArchiveClosed, RequestError
from searcher.query.filters import EVERYTHING, Filters
from searcher.ranking.orders import ORDERS, Order

if TYPE_CHECKING:
    from corpus.model import Program
    from corpus.source import Source
    from index.turn_record import Entry
    from searcher.concordance.collocates import Collocates
    from searcher.concordance.comparison import Comparison
    from searcher.concordance.counts import Counts
    from searcher.concordance.dispersion import Dispersion
    from searcher.concordance.keywords import Keywords
    from searcher.concordance.kwic import Kwic, KwicLine
    from searcher.concordance.roll_call import RollCall
    from searcher.concordance.talk_share import TalkShare
    from searcher.engines.every import Every
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.passages.passage import Passage, Wanted
    from searcher.quotes.quote import Quote
    from searcher.verify.verdict import Checked, Verdict

Answer = TypeVar("Answer")


class _Used:
    """An engine, and the calls that use it.

    Attributes:
        engine: the engine.
        running: how many calls have begun and not ended.
        retired: no call begins any more; the last one closes the engine.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.running = 0
        self.retired = False


class Archive:
    """A set of transcripts that is open for searching; `searcher.open` opens one.

    It is a context manager. Several threads may search the same archive at once. If one of them
    closes it, searches that have begun finish, and the last one frees the files. Later calls
    raise `ArchiveClosed`. If the index was changed, the next call reads the new state; each
    call sees one state.

    Args:
        engine: the engine that answers searches.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     for quote in archive.search("M protein", limit=2):
    ...         print(quote.turn.speaker, quote.program.id, quote.turn.number)
    Dr. Samuel Adeyinka m-protein 6
    Dr. Samuel Adeyinka m-protein 2
    """

    def __init__(self, engine: Engine) -> None:
        self._used = _Used(engine)
        self._lock = threading.Lock()
        self._renewing = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, path: Path | str, *others: Path | str) -> Self:
        """Open the index in a directory, or several indexes that are searched as one.

        Raises:
            index.errors.IndexProblem: there is no index, or it cannot be read.
        """
        # `import searcher` alone loads neither NumPy nor the index.
        from searcher.engines.local import LocalEngine

        if not others:
            return cls(LocalEngine.open(Path(path)))
        # Most archives are one index.
        from searcher.engines.several import SeveralEngines

        # One index under two names is one index.
        folders = {os.path.realpath(each): Path(each) for each in (path, *others)}
        engines: list[Engine] = []
        try:
            engines.extend(LocalEngine.open(folder) for folder in folders.values())
        except BaseException:
            for engine in engines:
                engine.close()
            raise
        return cls(SeveralEngines(engines))

    def close(self) -> None:
        """Free the files. An archive may be closed twice.

        >>> import searcher
        >>> archive = searcher.open("my-index")
        >>> archive.close()
        """
        with self._lock:
            self._closed = True
        self._retire(self._used)

    def refresh(self) -> bool:
        """See changes of the index now; whether there were any.

        Every call looks for them, too. Only this one sees a file that was edited in its place,
        such as `synonyms.toml`.

        Raises:
            ArchiveClosed: the archive is closed.
            index.errors.IndexProblem: there is something new, and it cannot be read.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.refresh()
        False
        """
        used = self._begin(renew=False)
        try:
            return self._renew(used, thorough=True)
        finally:
            self._end(used)

    def _renew(self, used: _Used, *, thorough: bool = False) -> bool:
        """Take another engine where something has changed."""
        with self._renewing:
            if used is not self._used:
                return True  # another thread was faster
            newer = used.engine.renewed(thorough=thorough)
            if newer is None:
                return False
            with self._lock:
                closed, self._used = self._closed, _Used(newer)
        self._retire(used)
        if closed:
            self._retire(self._used)
        return True

    def _retire(self, used: _Used) -> None:
        """Close an engine now, or when its last call ends."""
        with self._lock:
            last = not used.retired and not used.running
            used.retired = True
        if last:
            used.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Archive{' (closed)' if self._closed else ''}>"

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
            filters=_filters(filters, narrowed),
            limit=limit,
            offset=offset,
            order=_order(sort),
            strict=strict,
            context=context,
            questions=questions,
            explain=explain,
            synonyms=synonyms,
            sounds_like=sounds_like,
            copies=copies,
            spellings=spellings,
            facets=facets,
        )
        used = self._begin()
        try:
            return used.engine.search(request)
        finally:
            self._end(used)

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
            filters=_filters(filters, narrowed),
            order=_order(sort),
            strict=True,
            context=context,
            questions=questions,
            explain=explain,
            synonyms=synonyms,
            sounds_like=sounds_like,
            copies=True,
        )
        used = self._begin()
        try:
            every = used.engine.every(request)
        except BaseException:
            self._end(used)
            raise
        return every.replaced(quotes=_Kept(every.quotes, lambda: self._end(used)))

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
        from searcher.concordance.orders import ORDERS as KWIC_ORDERS
        from searcher.concordance.orders import KwicOrder
        from searcher.engines.concordance_request import KwicRequest

        _refuse_other("sort", sort, KWIC_ORDERS)
        search = Request(
            arguments=query,
            filters=_filters(filters, narrowed),
            synonyms=synonyms,
            sounds_like=sounds_like,
        )
        request = KwicRequest(search, KwicOrder(sort), limit, offset)
        used = self._begin()
        try:
            found = used.engine.kwic(request)
        except BaseException:
            self._end(used)
            raise
        lines = self._held(used, found.lines)
        # It has begun, so it ends the call even if nobody takes a line.
        next(lines)
        return found.replaced(lines=lines)

    def _held(self, used: _Used, lines: "Iterator[KwicLine]") -> "Iterator[KwicLine]":
        """Lines that keep an engine open until all are taken, or nobody wants them any more."""
        try:
            yield None  # type: ignore[misc]
            yield from lines
        finally:
            self._end(used)

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
                `searcher.concordance.association` has their formulas and sources.
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
        from searcher.concordance.collocates import MEASURES, collocates
        from searcher.engines.concordance_request import WindowRequest

        _refuse_other("measure", measure, MEASURES)
        _refuse_unless_count("minimum", minimum)
        _refuse_unless_count("limit", limit)
        search = Request(
            arguments=query,
            filters=_filters(filters, narrowed),
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
        from searcher.concordance.keywords import MEASURES, keywords
        from searcher.engines.concordance_request import KeynessRequest

        _refuse_other("measure", measure, MEASURES)
        for name, value in (("minimum", minimum), ("least_programs", least_programs)):
            _refuse_unless_count(name, value)
        _refuse_unless_count("limit", limit)
        request = KeynessRequest(_filters(filters, narrowed), versus)
        counts = self._answer(lambda engine: engine.keyness(request))
        return keywords(
            counts, measure, minimum=minimum, least_programs=least_programs, limit=limit
        )

    def count(
        self,
        *query: str,
        by: str | Iterable[str] = By.SPEAKER,
        filters: Filters | None = None,
        synonyms: bool = True,
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

        search = Request(query, filters=_filters(filters, narrowed), synonyms=synonyms)
        request = CountRequest(search, _each_by(by))
        return self._answer(lambda engine: engine.count(request))

    def compare(
        self,
        one: str | Sequence[str],
        other: str | Sequence[str],
        by: str = By.SPEAKER,
        *,
        filters: Filters | None = None,
        synonyms: bool = True,
        **narrowed: object,
    ) -> "Comparison":
        """Two searches side by side, with log-likelihood and log ratio, by group.

        Args:
            one: the clauses of the first search; a single one can be a string.
            other: those of the second one.
            by: as for `count`.
            filters: as for `count`; so are the others.
            synonyms: whether to search for synonyms, too.
            narrowed: filters by name.

        Raises:
            RequestError, QueryError, ArchiveClosed, index.errors.IndexDamaged: as `search`.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     pair = archive.compare("protein", "cells", by="year").pairs[1]
        >>> pair.one.value, pair.one.matches, pair.other.matches, round(pair.log_ratio, 1)
        ('2019', 17, 3, 2.5)
        """
        from searcher.concordance.comparison import compare

        (group,) = _each_by(by)
        first, second = (
            self.count(
                *([query] if isinstance(query, str) else query),
                by=by,
                filters=_filters(filters, narrowed),
                synonyms=synonyms,
            )
            for query in (one, other)
        )
        return compare(first, second, group)

    def talk_share(
        self, by: str = By.SPEAKER, *, filters: Filters | None = None, **narrowed: object
    ) -> "TalkShare":
        """How much everybody says: turns, words, questions that are asked and answered.

        Args:
            by: as for `count`.
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

        (group,) = _each_by(by)
        request = TalkRequest(group, _filters(filters, narrowed))
        return self._answer(lambda engine: engine.talk_share(request))

    def roll_call(
        self,
        *query: str,
        limit: int = 20,
        filters: Filters | None = None,
        synonyms: bool = True,
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
            query, filters=_filters(filters, narrowed), limit=limit, synonyms=synonyms
        )
        return self._answer(lambda engine: engine.roll_call(request))

    def dispersion(
        self,
        *query: str,
        limit: int = 20,
        filters: Filters | None = None,
        synonyms: bool = True,
        **narrowed: object,
    ) -> "Dispersion":
        """Where something is said in each program: the programs with most matches first.

        Args:
            query: the clauses of the search, as for `search`.
            limit: how many programs to return.
            filters: as for `count`; so are the others.
            synonyms: whether to search for synonyms, too.
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
            query, filters=_filters(filters, narrowed), limit=limit, synonyms=synonyms
        )
        return self._answer(lambda engine: engine.dispersion(request))

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     entry = archive.programs()[0]
        >>> entry.program.id, entry.turns
        ('2022-05-17-car-t', 19)
        """
        used = self._begin()
        try:
            return used.engine.programs()
        finally:
            self._end(used)

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     person = archive.speakers()[0]
        >>> person.name, person.turns
        ('Marisol', 9)
        """
        used = self._begin()
        try:
            return used.engine.speakers()
        finally:
            self._end(used)

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns, or None if there is none.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     program = archive.program("m-protein")
        >>> program.title, len(program.turns)
        ('What Is My M Protein Telling Me?', 15)
        """
        used = self._begin()
        try:
            return used.engine.program(program_id)
        finally:
            self._end(used)

    def verify(self, text: str, speaker: str | None = None) -> "Verdict":
        """The verdict on a quotation: whether these words were said, by whom and where.

        Args:
            text: the quotation. An ellipsis leaves something out, and what stands in square
                brackets was added by its author.
            speaker: who is claimed to have said it; a last name is enough.

        Raises:
            RequestError: the quotation has no word or too many, or the speaker has no name.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     verdict = archive.verify("iron forgives a lot", "Pellow")
        >>> verdict.ruling.value
        'verbatim'
        """
        # A search does not need it.
        from searcher.verify.judge import judge

        return self._answer(lambda engine: judge(text, speaker, engine.candidates))

    def verify_draft(self, draft: "Path | Source", fewest: int = 3) -> "Checked":
        """The verdicts on the quotations of an article, and those that were not checked.

        Args:
            draft: a file: text, Markdown, HTML, Word, OpenDocument, RTF or PDF; or its content.
            fewest: quotations with fewer words are not checked.

        Raises:
            corpus.errors.CorpusError: the draft cannot be read.

        >>> import pathlib, searcher
        >>> draft = pathlib.Path("draft.md")
        >>> _ = draft.write_text("“Iron forgives a lot,” said Pellow. “It forgives all,” she said.")
        >>> with searcher.open("my-index") as archive:
        ...     for verdict in archive.verify_draft(draft).verdicts:
        ...         print(verdict.ruling.value, verdict.claimed, verdict.text)
        verbatim Pellow Iron forgives a lot,
        not found Pellow It forgives all,
        """
        # As above.
        from corpus.prose import read_prose
        from corpus.source import Source
        from searcher.verify.check import check, names
        from searcher.verify.draft import quotations

        source = draft if isinstance(draft, Source) else Source.open(draft)
        paragraphs = read_prose(source)
        known = names((person.name, person.labels) for person in self.speakers())
        found = quotations(paragraphs, known)
        return check(found, self.verify, source.path.name, fewest)

    def entry(self, program_id: str) -> "Entry | None":
        """The program with this id, without its turns, or None if there is none.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     archive.entry("m-protein").turns
        15
        """
        return self._answer(lambda engine: engine.entry(program_id))

    def called(self, name: str) -> "list[Entry]":
        """The programs that a name may mean: an id, a title, or words of these.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     [entry.program.id for entry in archive.called("what is my M protein telling")]
        ['m-protein']
        """
        return self._answer(lambda engine: engine.called(name))

    def passage(
        self,
        name: str,
        *find: str,
        context: int | None = None,
        hit: int | None = None,
        filters: Filters = EVERYTHING,
        synonyms: bool = True,
        sounds_like: bool = False,
    ) -> "Passage":
        """A program, or a part of it, with the matches of a search marked.

        Args:
            name: a program, as `called` takes it, and maybe a place in it: `m-protein`,
                `m-protein:12`, `m-protein:12-20`, `m-protein@12:34`.
            find: the clauses of a search; `matches` says where it matches.
            context: how many turns before and after come with it; None for two around a turn, a
                time or a hit, and for none around a range.
            hit: the number of a turn that the search finds in the program, from 1: the passage is
                this turn and its context.
            filters: what every match must match, too.
            synonyms: whether to search for the synonyms in `synonyms.toml`, too.
            sounds_like: whether to search for words that sound alike, too.

        Raises:
            PassageUnknown: there is no such program, turn, time or hit.
            RequestError: an option has an invalid value.
            QueryError: the search cannot be read.
            ArchiveClosed: the archive is closed.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     shown = archive.passage("m-protein", "M protein", hit=2, context=0)
        >>> shown.turn, shown.matches.turns[:3]
        (2, (1, 2, 3))
        """
        # A search shows no passages.
        from searcher.passages.passage import Wanted

        return self.wanted(Wanted(name, context, find, hit, filters, synonyms, sounds_like))

    def wanted(self, wanted: "Wanted") -> "Passage":
        """As `passage`, for whoever has put together what is wanted.

        Raises:
            PassageUnknown, RequestError, QueryError, ArchiveClosed: as `passage`.
        """
        # As above.
        from searcher.passages.read import read

        return self._answer(lambda engine: read(wanted, engine))

    def _answer(self, ask: Callable[[Engine], Answer]) -> Answer:
        """What the newest engine answers."""
        used = self._begin()
        try:
            return ask(used.engine)
        finally:
            self._end(used)

    def _begin(self, *, renew: bool = True) -> _Used:
        """Keep an engine open until `_end`: the newest one.

        Raises:
            ArchiveClosed: the archive is closed.
            index.errors.IndexProblem: there is something new, and it cannot be read.
        """
        while True:
            with self._lock:
                if self._closed:
                    raise ArchiveClosed(
                        "the archive is closed; open it again with searcher.open(PATH)"
                    )
                used = self._used
                used.running += 1
            if not renew:
                return used
            renewed = True
            try:
                renewed = self._renew(used)
            finally:
                if renewed:
                    self._end(used)
            if not renewed:
                return used
            renew = False

    def _end(self, used: _Used) -> None:
        """End a call; close the engine if no more calls will use it."""
        with self._lock:
            used.running -= 1
            last = used.retired and not used.running
        if last:
            used.engine.close()


class _Kept:
    """An iterator of quotes, and what is done when they were read, or when nobody wants more.

    A generator that nobody has begun to read does nothing when it is closed.
    """

    def __init__(self, quotes: "Iterator[Quote]", done: Callable[[], None]) -> None:
        self._quotes = quotes
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> "Quote":
        if self._done is None:
            raise StopIteration
        try:
            return next(self._quotes)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the archive close. The iterator has no more quotes."""
        done, self._done = self._done, None
        if done is not None:
            done()

    def __del__(self) -> None:
        self.close()


def _filters(filters: Filters | None, narrowed: Mapping[str, object]) -> Filters:
    """Filters, and those by name, which replace them.

    Raises:
        RequestError: there is no such filter.
    """
    return Filters(**{**(filters or {}), **narrowed}) if narrowed else filters or EVERYTHING


def _each_by(by: str | Iterable[str]) -> tuple[By, ...]:
    """What to count by.

    Raises:
        RequestError: there is no such thing.
    """
    names = [by] if isinstance(by, str) else [*by]
    for name in names:
        if name not in [*By]:
            raise RequestError(f"by={name!r}: it must be one of {', '.join(By)}")
    return tuple(map(By, names))


def _order(sort: str) -> Order:
    """The order of a name.

    Raises:
        RequestError: there is no such order.
    """
    if sort not in ORDERS:
        raise RequestError(f"sort={sort!r}: it must be one of {', '.join(ORDERS)}")
    return Order(sort)


def _refuse_other(name: str, value: object, known: Sequence[str]) -> None:
    """Refuse a value that is not a known one."""
    if value not in known:
        raise RequestError(f"{name}={value!r}: it must be one of {', '.join(known)}")


def _refuse_unless_count(name: str, value: object) -> None:
    """Refuse what is no whole number, or negative; None is no limit."""
    if value is None:
        return
    if type(value) is not int:
        raise RequestError(f"{name}={value!r}: it must be a whole number")
    if value < 0:
        raise RequestError(f"{name}={value!r}: the number must be 0 or more")
