"""The protocol of an engine: a request goes in, results come out."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corpus.model import Program
    from index.turn_record import Entry
    from searcher.concordance.kwic import Kwic, KwicRequest
    from searcher.engines.request import Request
    from searcher.engines.results import Results
    from searcher.engines.speaker_list import Speaker


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

    def kwic(self, request: "KwicRequest") -> "Kwic":
        """A concordance: every match with what is said around it.

        Its lines may be read while they are taken; the engine stays open until then.

        Raises:
            QueryError, RequestError: as in a search.
        """

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id."""

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first."""

    def program(self, program_id: str) -> "Program | None":
        """The program with this id and its turns, or None if there is none."""

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
