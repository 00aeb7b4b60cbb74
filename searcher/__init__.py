"""Who said what, to which question, where: search over an index of transcripts.

>>> import searcher
>>> with searcher.open("my-index") as archive:
...     found = archive.search("M protein", limit=2)
>>> for quote in found:
...     print(quote.turn.speaker, quote.turn.number)
Dr. Samuel Adeyinka 6
Dr. Samuel Adeyinka 2

All errors are `SearcherError`s. What is imported here loads neither NumPy nor the index:
`open` does.
"""

# First, and not sorted: the imports below would fail with a message that does not help.
import searcher.package_conflict  # noqa: F401  # isort: skip

from os import PathLike, fspath

from corpus.errors import CorpusError, NotATranscript, SearcherError
from corpus.model import Program, Turn
from index.errors import (
    ArgumentRefused,
    CorrectionProblem,
    CorrectionRefused,
    IndexDamaged,
    IndexFileGone,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexProblem,
    IndexUnprotected,
    IndexUnreadable,
    IndexUnsound,
    KeptProblem,
    MeaningProblem,
    ProgramUnknown,
    SpeakerShared,
    SpeakerUnknown,
    WriterFailed,
)
from searcher._version import __version__
from searcher.archive import Archive
from searcher.engines.results import Results
from searcher.errors import (
    ArchiveClosed,
    NotFetched,
    PassageUnknown,
    QueryError,
    RequestError,
)
from searcher.passages.passage import Passage
from searcher.query.filters import Filters
from searcher.quotes.quote import Quote

__all__ = [
    "Archive",
    "ArchiveClosed",
    "ArgumentRefused",
    "CorpusError",
    "CorrectionProblem",
    "CorrectionRefused",
    "Filters",
    "IndexDamaged",
    "IndexFileGone",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexProblem",
    "IndexUnprotected",
    "IndexUnreadable",
    "IndexUnsound",
    "KeptProblem",
    "MeaningProblem",
    "NotATranscript",
    "NotFetched",
    "Passage",
    "PassageUnknown",
    "Program",
    "ProgramUnknown",
    "QueryError",
    "Quote",
    "RequestError",
    "Results",
    "SearcherError",
    "SpeakerShared",
    "SpeakerUnknown",
    "Turn",
    "WriterFailed",
    "__version__",
    "open",
]


def open(path: str | PathLike[str], *others: str | PathLike[str]) -> Archive:
    """Open the index in a directory for searching; use it as a context manager.

    Several indexes are searched as one.

    Raises:
        IndexProblem: there is none, or it cannot be read.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     archive.search("M protein").total
    13
    """
    return Archive.open(*(fspath(each) for each in (path, *others)))
