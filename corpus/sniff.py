"""Which reader a file is for: by what it holds first, by its suffix second."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.readers import READERS
from corpus.source import Source


class Reader(Protocol):
    """What a module in `corpus.readers` offers."""

    def recognises(self, source: Source) -> bool:
        """Whether the content is of this reader's form."""

    def read(self, source: Source) -> Iterator[Draft]:
        """The transcripts in the file; what is broken is a CorpusError."""


def choose(source: Source) -> tuple[str, Reader]:
    """The name of the reader for a file, and the reader.

    Raises:
        NotATranscript: no reader knows the form.
    """
    for module in READERS:
        reader = cast(Reader, import_module(f"corpus.readers.{module}"))
        if reader.recognises(source):
            return module.rpartition(".")[2], reader
    raise NotATranscript(
        source.path,
        "no speaker labels were found",
        advice="a line such as `Name: text` starts a turn",
    )
