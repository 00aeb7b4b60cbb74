"""Searches that are kept in memory while a program runs, with what they have told."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from searcher.kept.saved import Kept, SavedSearch


class Alerts:
    """Searches for which a program waits; used as the file of the saved searches is.

    Args:
        folder: the folder of the index, for errors.
        searches: the words of each search; the search has them for its name, too.
    """

    def __init__(self, folder: Path, searches: Iterable[str]) -> None:
        self.path = folder
        self._kept = {
            words: Kept(SavedSearch(words, (words,), {}, True, False, "")) for words in searches
        }

    def searches(self) -> dict[str, Kept]:
        """The searches by name."""
        return dict(self._kept)

    def replace(self, searches: Iterable[Kept]) -> None:
        """Note what they have told by now."""
        self._kept = {kept.search.name: kept for kept in searches}

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else has them."""
        yield
