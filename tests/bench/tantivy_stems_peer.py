"""tantivy as an engine whose index holds English stems: for words that are typed without quotes.

A stem in the index finds every inflection at the price of one word, and no longer the word
itself. Its index is built for these searches only; what building costs is measured without
stems.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.model import Program
from tests.bench import tantivy_peer
from tests.bench.kinds import NEAR, Search
from tests.bench.tantivy_peer import version

__all__ = ["Opened", "build", "open", "version"]


def build(directory: Path, programs: Iterable[Program]) -> None:
    """Make an index of stems."""
    tantivy_peer.build(directory, programs, tokenizer="en_stem")


def open(directory: Path) -> "Opened":  # noqa: A001 - the protocol of engines names it so
    """Open the index in a directory."""
    return Opened(tantivy_peer.tantivy.Index.open(str(directory)))


class Opened(tantivy_peer.Opened):
    """An open index of stems."""

    def query(self, search: Search) -> Any:
        """The search, parsed as people type it; None where it means these words only."""
        if not search.as_typed:
            return None
        return self.index.parse_query(_typed(search), ["text"])


def _typed(search: Search) -> str:
    match search.shape:
        case "near":
            return f'"{" ".join(search.words)}"~{NEAR}'
        case "speaker":
            return f"{search.words[0]} AND speaker:{search.speaker}"
    return str(search)
