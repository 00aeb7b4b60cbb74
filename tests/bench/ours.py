"""This project as an engine: its writer, its library, its archive."""

from collections.abc import Iterable
from pathlib import Path

from corpus.model import Program
from index.library.listing import Listing
from index.update.update import write_programs
from searcher._version import __version__
from searcher.archive import Archive
from searcher.engines.local.engine import LocalEngine
from searcher.engines.results import Results
from searcher.errors import QueryError
from tests.bench.kinds import NEAR, Search


def version() -> str | None:
    """The version of this project."""
    return __version__


def build(directory: Path, programs: Iterable[Program]) -> None:
    """Make an index of programs that were read already."""
    write_programs(directory, programs)


def open(directory: Path) -> "Opened":  # noqa: A001 - the protocol of engines names it so
    """Open the index in a directory."""
    return Opened(Listing.open(directory))


class Opened:
    """An open index, as a program holds it that searches more than once.

    What is read are the turns, as of every engine: others know neither questions nor copies of
    one talk. Only where a search is measured as people type it, the questions are read as well,
    and copies are shown once, as people see them.
    """

    def __init__(self, listing: Listing) -> None:
        self.archive = Archive(LocalEngine(listing))

    def count(self, search: Search) -> int | None:
        """How many turns match; None for a search that this version cannot read."""
        try:
            return self._results(search, limit=1).total
        except QueryError:
            return None

    def top(self, search: Search) -> list[str]:
        """What is said in the ten best turns, and in the questions, if they are read."""
        found = self._results(search, limit=10)
        if search.as_typed:
            return [said.text for one in found for said in (one.turn, one.question) if said]
        return [quote.turn.text for quote in found]

    def close(self) -> None:
        """Let go of the files."""
        self.archive.close()

    def _results(self, search: Search, limit: int) -> Results:
        return self.archive.search(
            typed(search), limit=limit, questions=search.as_typed, copies=not search.as_typed
        )


def typed(search: Search) -> str:
    """A search as a person types it: in quotes who means these words and no inflections."""
    if search.as_typed:
        return str(search)
    quoted = [f'"{word}"' for word in search.words]
    match search.shape:
        case "and" | "or":
            return f" {search.shape.upper()} ".join(quoted)
        case "near":
            return f" NEAR/{NEAR} ".join(quoted)
        case "word" | "phrase":
            return f'"{" ".join(search.words)}"'
        case "speaker":
            return f"{quoted[0]} speaker:{search.speaker}"
    return str(search)
