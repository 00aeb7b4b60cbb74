"""A session: it opens the archive when it is needed, and answers what is asked."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from searcher.citation.citation import cite
from searcher.citation.work import of_quote
from searcher.concordance.counts.by import By
from searcher.live.answers import Found, Hints, hints_of
from searcher.live.asked import Asked, Options, unfinished
from searcher.live.problems import problem_of
from searcher.passages.last_search import results_of
from searcher.passages.passage import Wanted
from searcher.query.filters import EXACTLY, Filters
from searcher.safe_text import plain
from searcher.value import Value

if TYPE_CHECKING:
    from searcher.archive import Archive
    from searcher.concordance.counts.counts import Counts
    from searcher.engines.results import Results
    from searcher.passages.passage import Passage
    from searcher.quotes.quote import Quote

#: Below so many turns it is said why, and what is near.
LITTLE = 3


class Overview(Value):
    """What the index holds.

    Attributes:
        programs, turns: how many.
        first, last: the earliest and the latest date; empty if no program has one.
    """

    programs: int
    turns: int
    first: str = ""
    last: str = ""


class Session:
    """Answers of one archive. Several threads may ask at once.

    The archive is opened when something is asked. Where that fails, the next question tries
    again: an index that is made or plugged in meanwhile is found.

    Args:
        opens: opens the archive.
        options: what holds for the whole session.

    All methods raise what the archive raises: `SearcherError` and `OSError`.
    """

    def __init__(self, opens: "Callable[[], Archive]", options: Options) -> None:
        self.options = options
        self._opens = opens
        self._lock = threading.Lock()
        self._archive: Archive | None = None

    def close(self) -> None:
        """Close the archive."""
        with self._lock:
            archive, self._archive = self._archive, None
        if archive is not None:
            archive.close()

    @property
    def archive(self) -> "Archive":
        """The archive, opened by now."""
        with self._lock:
            if self._archive is None:
                self._archive = self._opens()
            return self._archive

    def found(self, asked: Asked) -> Found:
        """What a search finds; what is wrong with it is a part of the answer."""
        try:
            return self._found(asked)
        except Exception as error:
            problem = problem_of(error)
            if problem is None:
                raise
            return Found(asked, problem=problem)

    def _found(self, asked: Asked) -> Found:
        begun = unfinished(asked.text)
        if begun is not None and not self._is_said(begun.word):
            others = self._search(begun.text, asked, strict=True)
            if others.total:
                return Found(asked, others, as_beginning=True)
        return Found(asked, self._search(asked.text, asked, strict=True))

    def _is_said(self, word: str) -> bool:
        """Whether anybody says a word, in any inflection."""
        return self.archive.search(word, limit=0, synonyms=False, hints=False).total > 0

    def less_exact(self, found: Found) -> "Results":
        """The same search with the results of later tiers below those that were found."""
        assert found.results is not None
        (text,) = found.results.query
        return self._search(text, found.asked)

    def hints(self, asked: Asked) -> Hints:
        """Why a search found little, and what may have been meant."""
        try:
            return hints_of(asked, self._search(asked.text, asked, hints=True))
        except Exception as error:
            if problem_of(error) is None:
                raise
            # The search itself has said so.
            return Hints(asked)

    def more(self, found: Found, offset: int, limit: int) -> "Results":
        """The results that follow those that were found."""
        assert found.results is not None
        (text,) = found.results.query
        return self._search(text, found.asked.replaced(limit=limit), offset=offset)

    def _search(
        self,
        text: str,
        asked: Asked,
        *,
        offset: int = 0,
        strict: bool = False,
        hints: bool = False,
    ) -> "Results":
        return self.archive.search(
            text,
            filters=asked.filters,
            limit=asked.limit,
            offset=offset,
            strict=strict,
            synonyms=self.options.synonyms,
            sounds_like=self.options.sounds_like,
            spellings=hints,
            hints=hints,
        )

    def overview(self) -> Overview:
        """What the index holds."""
        entries = self.archive.programs()
        dates = sorted(filter(None, (entry.program.date for entry in entries)))
        ends = (dates[0], dates[-1]) if dates else ("", "")
        return Overview(len(entries), sum(entry.turns for entry in entries), *ends)

    def state(self) -> str:
        """A name of what is answered from."""
        return self.archive.state

    def speakers(self, found: Found | None) -> tuple[tuple[str, int], ...]:
        """Who speaks in what was found, or at all, with the number of turns, most turns first."""
        if found is None or found.results is None or not found.results.total:
            return tuple((one.name, one.turns) for one in self.archive.speakers())
        without = Filters(**{**found.asked.filters, "speaker": None})
        counts = self._counts(found, [By.SPEAKER], without)
        groups = sorted(counts.table(By.SPEAKER).matched, key=lambda group: -group.turns)
        return tuple((group.value, group.turns) for group in groups if group.value)

    def counts(self, found: Found) -> "Counts":
        """Who says it, and when."""
        return self._counts(found, [By.SPEAKER, By.YEAR], found.asked.filters)

    def _counts(self, found: Found, by: list[By], filters: Filters) -> "Counts":
        assert found.results is not None
        return self.archive.count(
            *found.results.query,
            by=by,
            filters=filters,
            synonyms=self.options.synonyms,
            sounds_like=self.options.sounds_like,
        )

    def passage(self, found: Found, quote: "Quote", context: int) -> "Passage":
        """The transcript around a quote, with the matches of the search marked."""
        assert found.results is not None
        (result,) = results_of([quote], 0).values()
        return self.archive.wanted(
            Wanted(
                "1",
                context,
                find=found.results.query,
                filters=found.asked.filters,
                synonyms=self.options.synonyms,
                sounds_like=self.options.sounds_like,
                result=result,
            )
        )

    def citation(self, quote: "Quote") -> str:
        """How a quote is cited: the reference, and below it what stands in the text."""
        return plain(str(cite(of_quote(quote), self.options.style)))

    def tag(self, quote: "Quote", typed: str) -> tuple[list[str], list[str]]:
        """Put tags on a turn, and take others from it; which ones.

        Args:
            quote: the quote.
            typed: the tags, each maybe after a plus; after a minus it is taken away.
        """
        parts = typed.split()
        removed = [part[1:] for part in parts if part.startswith("-")]
        added = [part.removeprefix("+") for part in parts if not part.startswith("-")]
        # The index may have changed since the search: the same words may be another turn by now.
        (result,) = results_of([quote], 0).values()
        there = self.archive.wanted(Wanted("1", 0, result=result))
        self.archive.tag(add=added, remove=removed, at=f"{there.program.id}:{there.turn}")
        return added, removed

    def codes(self) -> tuple[str, ...]:
        """All tags that are in use."""
        return tuple(sorted({mark.code for mark in self.archive.marks() if mark.code}))

    def tags(self, quote: "Quote") -> tuple[str, ...]:
        """The tags that are on a turn."""
        place = (quote.program.id, quote.turn.number)
        return tuple(
            mark.code for mark in self.archive.marks() if mark.code and mark.place == place
        )


def of_speaker(filters: Filters, name: str | None) -> Filters:
    """The filters with exactly this speaker; None for every speaker."""
    return Filters(**{**filters, "speaker": None if name is None else f"{EXACTLY}{name}"})
