"""The local engine: it searches an index on this machine."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from corpus.model import Program, Turn
from index.errors import refusing_unsound
from index.library.freshness import Freshness
from index.library.listing import Listing
from index.turn_record import Entry

if TYPE_CHECKING:
    from index.library.library import Library
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic, KwicLine
    from searcher.concordance.words.keyness_counts import KeynessCounts
    from searcher.concordance.words.neighbour_counts import NeighbourCounts
    from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.count_request import CountRequest, TalkRequest
    from searcher.engines.engine import Engine
    from searcher.engines.every import Every
    from searcher.engines.local.concordance import LocalConcordance
    from searcher.engines.local.counts import LocalCounts
    from searcher.engines.local.search import LocalSearch
    from searcher.engines.marked import Marked
    from searcher.engines.request import Request
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.quotes.quote import Quote
    from searcher.verify.candidate import Candidates


class LocalEngine:
    """An engine over the index in a directory. Several threads may use it at once."""

    def __init__(self, listing: Listing, freshness: Freshness | None = None) -> None:
        self._listing = listing
        self._freshness = freshness or Freshness(listing.path)

    @classmethod
    def open(cls, path: Path, *, restricted: bool = False) -> Self:
        """Open the index in a directory.

        Args:
            path: the directory.
            restricted: what may not be shown is searched, too.

        Raises:
            index.errors.IndexProblem: there is no index, or it cannot be read.
        """
        # It is noted first: a change while the index is opened is seen by the next search.
        freshness = Freshness(path)
        with refusing_unsound(path):
            return cls(Listing.open(path, restricted=restricted), freshness)

    def renewed(self, *, thorough: bool = False) -> "Engine | None":
        """An engine over the index as it is now, or None where nothing has changed.

        Raises:
            index.errors.IndexProblem: it has changed, and cannot be read.
        """
        fresh = self._freshness
        if fresh.is_same() if thorough else fresh.is_current():
            return None
        return self.open(self._listing.path, restricted=self._listing.restricted)

    def corrected(self) -> "list[CorrectedWords]":
        """The corrections of words, each with its turn; see `Engine.corrected`."""
        # Few ask for them.
        from searcher.engines.local.corrected import corrected

        with self._reading():
            return corrected(self._library)

    def marked(self) -> "list[Marked]":
        """The tags and notes that are kept beside the index, each with its turn.

        Raises:
            index.errors.KeptProblem: their file cannot be used.
        """
        # A search does not need it.
        from searcher.engines.local.marked import marked

        with self._reading():
            return marked(self._library)

    @property
    def folder(self) -> Path | None:
        """The folder of the index."""
        return self._listing.path

    @property
    def state(self) -> str:
        """A name of the index as it was opened, with its corrections and synonyms."""
        return self._freshness.state + "r" * self._listing.restricted

    def search(self, request: "Request") -> "Results":
        """The quotes of one page, and the total.

        Raises:
            index.errors.IndexDamaged: the synonyms, or a part of the index, cannot be read.
            searcher.errors.QueryError: the search cannot be read.
        """
        with self._reading():
            found = self._search.results(request)
            return found.replaced(facets=self._facets(request)) if request.facets else found

    def _facets(self, request: "Request") -> "Counts":
        # Few searches want them.
        from searcher.concordance.counts.by import FACETS
        from searcher.engines.count_request import CountRequest

        return self._counts.count(CountRequest(request, FACETS))

    def every(self, request: "Request") -> "Every":
        """Every quote of the first tier that has a match, read one by one.

        Raises:
            index.errors.IndexDamaged: the synonyms, or a part of the index, cannot be read; also
                while the quotes are read.
            searcher.errors.QueryError: the search cannot be read.
            searcher.errors.RequestError: they are to be sorted by relevance.
        """
        request.refuse_relevance()
        with self._reading():
            every = self._search.every(request)
        return every.replaced(quotes=self._each(every.quotes))

    def _each(self, quotes: "Iterator[Quote]") -> "Iterator[Quote]":
        with self._reading():
            yield from quotes

    def kwic(self, request: "KwicRequest") -> "Kwic":
        """The lines of a concordance, which are read while they are taken.

        Raises:
            index.errors.IndexDamaged: the synonyms, or a part of the index, cannot be read.
            searcher.errors.QueryError: the search cannot be read.
        """
        with self._reading():
            found = self._concordance.kwic(request)
        return found.replaced(lines=self._read(found.lines))

    def _read(self, lines: Iterator["KwicLine"]) -> Iterator["KwicLine"]:
        """Lines as they are read; what cannot be read is refused."""
        with self._reading():
            yield from lines

    def neighbours(self, request: "WindowRequest") -> "NeighbourCounts":
        """The words near the matches of a search."""
        with self._reading():
            return self._concordance.neighbours(request)

    def keyness(self, request: "KeynessRequest") -> "KeynessCounts":
        """The words of two sets of turns."""
        with self._reading():
            return self._concordance.keyness(request)

    def search_in(self, program: Program, request: "Request") -> "Results":
        """As `search`, in one program only."""
        return self.search(request.within(program.id))

    def count(self, request: "CountRequest") -> "Counts":
        """How often something is said, by group."""
        with self._reading():
            return self._counts.count(request)

    def talk_share(self, request: "TalkRequest") -> "TalkShare":
        """How much everybody says."""
        with self._reading():
            return self._counts.talk_share(request)

    def roll_call(self, request: "Request") -> "RollCall":
        """Everyone who said something, and who was asked and did not."""
        with self._reading():
            return self._counts.roll_call(request)

    def dispersion(self, request: "Request") -> "Dispersion":
        """Where something is said in each program."""
        with self._reading():
            return self._counts.dispersion(request)

    @cached_property
    def _library(self) -> "Library":
        # A list of programs or speakers starts without it, and without NumPy.
        from index.library.library import Library

        return Library(self._listing)

    @cached_property
    def _search(self) -> "LocalSearch":
        # As above.
        from searcher.engines.local.search import LocalSearch

        return LocalSearch(self._library)

    @cached_property
    def _concordance(self) -> "LocalConcordance":
        # As above.
        from searcher.engines.local.concordance import LocalConcordance

        return LocalConcordance(self._library, self._search)

    @cached_property
    def _counts(self) -> "LocalCounts":
        # As above.
        from searcher.engines.local.counts import LocalCounts

        return LocalCounts(self._library, self._search)

    def _reading(self) -> refusing_unsound:
        """Refuse files that cannot be read without harm, and what cannot be in an index."""
        self._listing.refuse_shorter()
        return refusing_unsound(self._listing.path)

    def programs(self) -> list[Entry]:
        """The programs with their numbers of turns, by id."""
        with self._reading():
            return sorted(self._listing.entries(), key=lambda entry: entry.program.id)

    def speakers(self) -> list["Speaker"]:
        """Everybody who speaks, most turns first."""
        # A search does not need it.
        from searcher.engines.speaker_list import speakers

        listing = self._listing
        with self._reading():
            by_label = any(correction.labels for correction in listing.registry.corrections)
            relabelled = self._library.turns_by_label if by_label else {}
            return speakers(listing.entries(), listing.registry, relabelled)

    def program(self, program_id: str) -> Program | None:
        """The program with this id and its turns, or None if there is none."""
        with self._reading():
            return self._listing.transcript(program_id)

    def entry(self, program_id: str) -> Entry | None:
        """The program with this id, without its turns, or None if there is none."""
        with self._reading():
            place = self._listing.place(program_id)
            return None if place is None else place.entry

    def called(self, name: str) -> list[Entry]:
        """The programs that a name may mean, by id; see `program_names.called`."""
        # An id is enough to read a program.
        from searcher.engines.program_names import called

        with self._reading():
            return called(name, self._listing.entries())

    def turns(self, program: Program, first: int, last: int) -> tuple[Turn, ...]:
        """The turns of a program from one number to another, as far as there are any."""
        with self._reading():
            place = self._listing.place(program.id)
            return () if place is None else tuple(self._listing.turns(place, first, last))

    def candidates(self, words: tuple[str, ...], speaker: str | None) -> "Candidates":
        """The candidates that come nearest to the words of a quotation, in their order."""
        # A search does not need it.
        from searcher.verify.seeds import CandidateFinder

        with self._reading():
            return CandidateFinder(self._library).find(words, speaker)

    def close(self) -> None:
        """Close the files of the index."""
        if "_library" in vars(self):
            self._library.close()
        self._listing.close()
