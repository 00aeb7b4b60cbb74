"""What an engine must do to be measured, and which ones there are.

An engine is a module, so that a process that measures one imports no other.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from corpus.model import Program
from tests.bench.kinds import Search

#: The engines by the name that the report gives them; the first one is this project.
MODULES = {
    "searcher": "tests.bench.ours",
    "tantivy": "tests.bench.tantivy_peer",
    "FTS5": "tests.bench.fts5_peer",
    "Whoosh": "tests.bench.whoosh_peer",
    "tantivy, stems": "tests.bench.tantivy_stems_peer",
}
OURS, TANTIVY, FTS5, WHOOSH, STEMS = MODULES


class Opened(Protocol):
    """An index that is searched."""

    def count(self, search: Search) -> int | None:
        """How many turns match; None where the engine cannot answer this."""

    def top(self, search: Search) -> list[str]:
        """What is said in the ten best turns."""

    def close(self) -> None:
        """Let go of the files."""


class Engine(Protocol):
    """A search engine: a module of this folder."""

    def version(self) -> str | None:
        """The version that is installed, or None."""

    def build(self, directory: Path, programs: Iterable[Program]) -> None:
        """Make an index of all turns in a directory that is empty."""

    def open(self, directory: Path) -> Opened:
        """Open the index in a directory."""


def load(name: str) -> Engine:
    """The engine of this name."""
    return cast(Engine, import_module(MODULES[name]))


def installed() -> dict[str, str]:
    """The engines that can be measured here, and their versions."""
    versions = ((name, load(name).version()) for name in MODULES)
    return {name: version for name, version in versions if version is not None}
