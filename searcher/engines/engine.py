"""The protocol of an engine: a request goes in, results come out."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.model import Program, Turn
    from index.turn_record import Entry
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic
    from searcher.concordance.words.keyness_counts import KeynessCounts
    from searcher.concordance.words.neighbour_counts import NeighbourCounts
    from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.count_request import CountRequest, TalkRequest
    from searcher.engines.every import Every
    from searcher.engines.marked import Marked
    from searcher.engines.request import Request
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker
    from searcher.verify.candidate import Candidates


class Engine(Protocol):
    """Something that answers searches over a set of programs.

    It is to an `Archive` what a transport is to an HTTP client. Each engine finds, ranks and stores
    turns in its own way. `tests/searcher/engines/test_conformance.py` says what all engines have
    in common. Its methods may be called from several threads at once.
    """

    def search(self, request: "Request") -> "Results":
        """The quotes of one page, and the total.

        Raises:
            QueryError: the search cannot be read.
            RequestError: the engine does not support an option of the request.
        """

    def every(self, request: "Request") -> "Every":
        """Every quote of the first tier that has a match, in the order of the request.

        The quotes are read one by one, in memory that does not grow with their number. Each copy
        of one talk is a quote of its own. The limit and the offset of the request do not count.

        Raises:
            QueryError: the search cannot be read.
            RequestError: as `search`, or the order is by relevance.
        """

    def kwic(self, request: "KwicRequest") -> "Kwic":
        """A concordance: every match with what is said around it.

        Its lines may be read while they are taken; the engine stays open until then.

        Raises:
            QueryError, RequestError: as in a search.
        """

    def neighbours(self, request: "WindowRequest") -> "NeighbourCounts":
        """How often each word is said near the matches of a search, and altogether.

        Raises:
            QueryError, RequestError: as in a search.
        """

    def keyness(self, request: "KeynessRequest") -> "KeynessCounts":
        """How often each word is said in two sets of turns, and in which programs.

        Raises:
            QueryError: a filter cannot be read.
        """

    def search_in(self, program: "Program", request: "Request") -> "Results":
        """As `search`, in one program only.

        Args:
            program: a program as `entry`, `called` or `programs` returned it.
            request: the request; its filter for programs is replaced.

        Raises:
            QueryError, RequestError: as `search`.
        """

    def count(self, request: "CountRequest") -> "Counts":
        """How often something is said, by group: the matches that a strict search finds.

        Raises:
            QueryError: the search cannot be read.
            RequestError: the engine does not support an option of the request.
        """

    def talk_share(self, request: "TalkRequest") -> "TalkShare":
        """How much everybody says.

        Raises:
            QueryError: a filter cannot be read.
        """

    def roll_call(self, request: "Request") -> "RollCall":
        """Everyone who said something, and who was asked and did not: `request.limit` of each.

        Raises:
            QueryError, RequestError: as `count`.
        """

    def dispersion(self, request: "Request") -> "Dispersion":
        """Where something is said in the `request.limit` programs with most matches.

        Raises:
            QueryError, RequestError: as `count`.
        """

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id."""

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first."""

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns, or None if there is none."""

    def candidates(self, words: tuple[str, ...], speaker: str | None) -> "Candidates":
        """The candidates that come nearest to the words of a quotation, in their order.

        `searcher.verify.judge` compares them with the quotation.

        Args:
            words: the words, as the tokenizer returns them; at least one.
            speaker: who is claimed to have said it. If many turns say exactly these words, theirs
                come first.
        """

    def entry(self, program_id: str) -> "Entry | None":
        """The program with this id, without its turns, or None if there is none."""

    def called(self, name: str) -> "list[Entry]":
        """The programs that a name may mean, by id; see `program_names.called`."""

    def turns(self, program: "Program", first: int, last: int) -> "tuple[Turn, ...]":
        """The turns of a program from one number to another, as far as there are any.

        Args:
            program: a program as `entry`, `called` or `programs` returned it.
            first: the number of the first one, from 1.
            last: the number of the last one.
        """

    def marked(self) -> "list[Marked]":
        """The tags and notes that are kept beside the index, each with its turn.

        Raises:
            index.errors.KeptProblem: their file cannot be used.
        """

    def corrected(self) -> "list[CorrectedWords]":
        """The corrections of words that are kept beside the index, each with its turn.

        Raises:
            index.errors.KeptProblem: their file cannot be used.
        """

    @property
    def folder(self) -> "Path | None":
        """The folder of the index, where people keep what belongs to it; None if it has none."""

    @property
    def state(self) -> str:
        """A name of what this engine answers from: a short text of letters and digits.

        What has changed has another name. Engines of two processes over the same have the same
        one, so whoever kept an answer can ask whether it would be the same today.
        """

    def renewed(self, *, thorough: bool = False) -> "Engine | None":
        """An engine over what there is now, or None where nothing has changed.

        It is asked before every search, so it must be fast. This engine can still be used.

        Args:
            thorough: look at everything, however long it takes.

        Raises:
            index.errors.IndexProblem: there is something new, and it cannot be read.
        """

    def close(self) -> None:
        """Free files and connections. It is called once, when no other call is running."""
