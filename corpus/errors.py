"""The errors of this package: what could not be read, where, and why.

CorpusError            a file or a folder could not be read as a transcript
└─ NotATranscript      it was read, and holds nobody who speaks
"""

from pathlib import Path


class CorpusError(Exception):
    """A file that could not be read as a transcript.

    Attributes:
        path: the file, as it was given or found.
        reason: what is wrong with it, without the path.
        place: where in the file, such as "line 12", or None.
        advice: what to do next, or None.
    """

    def __init__(
        self, path: Path | str, reason: str, *, place: str | None = None, advice: str | None = None
    ) -> None:
        self.path = Path(path)
        self.reason = reason
        self.place = place
        self.advice = advice
        where = f"{self.path}, {place}" if place else f"{self.path}"
        message = f"{where}: {reason}"
        super().__init__(f"{message}; {advice}" if advice else message)


class NotATranscript(CorpusError):
    """A text in which no speaker was found."""
