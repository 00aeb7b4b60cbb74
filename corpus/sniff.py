"""Which reader a file is for: by what it holds first, by its suffix second."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from corpus.draft import Draft
from corpus.errors import CorpusError, NotATranscript
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
        reader = _reader(module)
        if reader.recognises(source):
            return module.rpartition(".")[2], reader
    raise NotATranscript(
        source.path,
        "no speaker labels were found",
        advice="a line such as `Name: text` starts a turn",
    )


def load_readers() -> None:
    """Import all readers now, for a process whose forks are to read: they need not import them."""
    for module in READERS:
        _reader(module)


@cache
def _reader(module: str) -> Reader:
    """The reader of that name: to look up a module takes longer than many answers do."""
    return cast(Reader, import_module(f"corpus.readers.{module}"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader makes of a file.

    Attributes:
        reader: its name.
        reason: why it does not read the file; None where the file is not of its form, or
            where it reads it.
        reads: whether it reads the file.
        refused: what looks like a label to it and is none, with the reason.
    """

    reader: str
    reason: str | None = None
    reads: bool = False
    refused: dict[str, str] = field(default_factory=dict)


def ask(source: Source) -> Iterator[Answer]:
    """What each reader makes of a file, in the order in which they are asked.

    The last answer is that of the reader to whose form the file belongs.
    """
    for module in READERS:
        reader = import_module(f"corpus.readers.{module}")
        answer, recognised = _answer(module.rpartition(".")[2], reader, source)
        yield answer
        if recognised:
            return


def _answer(name: str, reader: Any, source: Source) -> tuple[Answer, bool]:
    try:
        if not reader.recognises(source):
            # Only readers of labels that a form does not mark refuse any.
            refused = reader.refused(source) if hasattr(reader, "refused") else {}
            return Answer(name, refused=refused), False
        drafts = list(reader.read(source))
    except CorpusError as error:
        place = f"{error.place}: " if error.place else ""
        return Answer(name, f"{place}{error.reason}"), True
    found = {label: reason for draft in drafts for label, reason in draft.refused.items()}
    return Answer(name, reads=any(draft.turns for draft in drafts), refused=found), True
