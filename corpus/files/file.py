"""A file that was found, and which files of folders are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.metadata.sidecar import NOTHING_BESIDE, Beside


@dataclass(frozen=True, slots=True)
class File:
    """A file that was found, and the id that its program will have.

    Attributes:
        path: the file, absolute.
        id: its path relative to the folder that was given, without the suffix, as text.
        root: the folder that was given, absolute; None where the file itself was.
        beside: what is known of it from the files beside it.
        encoding: the encoding that was given by hand, or None.
        language: the language that was given by hand, or None.
        data: its content, where it is read from no file.
        feed: the feed that was given, where the file is the transcript of one of its items. It is
            the same file as the one that is found in the folder.
    """

    path: Path
    id: str
    root: Path | None
    beside: Beside = NOTHING_BESIDE
    encoding: str | None = None
    language: str | None = None
    data: bytes | None = None
    feed: Path | None = field(default=None, compare=False)

    @property
    def given(self) -> Path | None:
        """The folder or the feed that was given, absolute; None where the file itself was."""
        return self.feed or self.root


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of folders are taken, and how they are read.

    Attributes:
        include: patterns; if there are any, a file must match one. Whatever matches is taken.
        exclude: patterns of what is left out.
        encoding, language: by hand, for all files.
    """

    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    encoding: str | None = None
    language: str | None = None
