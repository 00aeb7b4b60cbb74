"""The base of all errors of the project, and the errors of this package.

SearcherError             anything that this project raises on purpose
└─ CorpusError            a file or a folder could not be read as a transcript
   └─ NotATranscript      it was read, and holds nobody who speaks

The base is here because every package may import this one. The other families are in
`index.errors` and `searcher.errors`.

What is wrong with one value is worded where it is raised.
"""

import re
from pathlib import Path
from typing import Any

from corpus.paths import as_text

#: What can be done about any file.
LEAVE_OUT = "export the transcript again, or leave the file out"

# The beginning of an address that was read as a path, which keeps one slash.
_SCHEME = re.compile("^((?:https?|ftp):)/(?!/)", re.IGNORECASE)


class SearcherError(Exception):
    """The base of all errors that this project raises on purpose."""


class CorpusError(SearcherError):
    """A file that could not be read as a transcript.

    Attributes:
        path: the file, as it was given or found.
        reason: what is wrong with it, without the path.
        place: where in the file, such as "line 12", or None.
        advice: what to do next, or None where there is nothing but LEAVE_OUT.
    """

    def __init__(
        self, path: Path | str, reason: str, *, place: str | None = None, advice: str | None = None
    ) -> None:
        self.path = Path(path)
        self.reason = reason
        self.place = place
        self.advice = advice
        name = _SCHEME.sub(r"\1//", as_text(self.path))
        where = f"{name}, {place}" if place else name
        super().__init__(f"{where}: {reason}; {advice or LEAVE_OUT}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled with all of its parts: files are read in other processes."""
        return _rebuilt, (type(self), self.path, self.reason, self.place, self.advice)


class NotATranscript(CorpusError):
    """A text in which no speaker was found."""


def _rebuilt(
    kind: type[CorpusError], path: Path, reason: str, place: str | None, advice: str | None
) -> CorpusError:
    return kind(path, reason, place=place, advice=advice)


def unreadable(path: Path | str, error: OSError) -> CorpusError:
    """The error for what the system does not let us read; nothing is known to be wrong with it."""
    is_missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    advice = "check the path" if is_missing else "check its rights and its drive"
    return CorpusError(path, f"it cannot be read: {error.strerror or error}", advice=advice)
