"""The protocol of an engine: a request goes in, results come out."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corpus.model import Program
    from index.stored import Entry
    from searcher.engines.request import Request
    from searcher.engines.results import Results
    from searcher.engines.speakers import Speaker


class Engine(Protocol):
    """Something that answers searches over a set of programs.

    It is to an `Archive` what a transport is to an HTTP client. How it finds turns, ranks
    them and stores them is its own; `tests/searcher/engines/test_conformance.py` says what
    every engine does alike. Its methods may be called from several threads at once.
    """

    def search(self, request: "Request") -> "Results":
        """The quotes of one page, and the total.

        Raises:
            QueryError: the search cannot be read.
            RequestError: the engine cannot do what is asked for.
        """

    def programs(self) -> "list[Entry]":
        """The programs with their numbers of turns, by id."""

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first."""

    def program(self, program_id: str) -> "Program | None":
        """A program with its turns, or None where there is none with this id."""

    def close(self) -> None:
        """Free files and connections. It is called once, when no other call is running."""
