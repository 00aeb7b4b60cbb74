"""Who said what, to which question, where: search over an index of transcripts.

>>> import searcher
>>> with searcher.open("my-index") as archive:           # doctest: +SKIP
...     for quote in archive.search("M protein"):
...         print(quote.turn.speaker, quote.turn.text)
"""

# First, and not sorted: the imports below would fail with a message that does not help.
import searcher.own_packages  # noqa: F401  # isort: skip

from os import PathLike
from typing import TYPE_CHECKING

from searcher._version import __version__
from searcher.errors import QueryError

if TYPE_CHECKING:
    from searcher.archive import Searcher

__all__ = ["QueryError", "__version__", "open"]


def open(path: str | PathLike[str]) -> "Searcher":
    """Open the index in a directory for searching; use it as a context manager.

    Raises:
        index.errors.IndexProblem: there is none, or it cannot be read.
    """
    # Commands that open no index start without the engine.
    from pathlib import Path

    from searcher.archive import Searcher

    return Searcher.open(Path(path))
