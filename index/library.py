"""An index opened for reading: its turns, its programs, its words and their postings.

This is the seam between the index and the search. Postings come as arrays, so
that what is built on them does not depend on how a segment keeps them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from whoosh.filedb.filestore import FileStorage

from corpus.model import Program, Turn
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.registry import Registry
from index.schema import OPENING, SCHEMA, Entry, read_entry, read_turn

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a word stands, in the order of the documents.

    Attributes:
        documents: document of each occurrence, ascending; as long as `positions`.
        positions: position of each occurrence in its document, ascending in each.
    """

    documents: Ints
    positions: Ints

    @classmethod
    def union(cls, parts: list["Postings"]) -> "Postings":
        """The occurrences of several words as those of one."""
        if len(parts) == 1:
            return parts[0]
        documents = np.concatenate([part.documents for part in parts] or [_NONE])
        positions = np.concatenate([part.positions for part in parts] or [_NONE])
        order = np.lexsort((positions, documents))
        return cls(documents[order], positions[order])

    def frequencies(self) -> tuple[Ints, Ints]:
        """The documents, each once, and how often the word stands in each."""
        documents, counts = np.unique(self.documents, return_counts=True)
        return documents, counts.astype(np.int64)


_NONE: Ints = np.empty(0, np.int64)


class Library:
    """An index opened for reading.

    Use it as a context manager, or call `close`. Documents are numbered from 0;
    the turns of a program are neighbours, in their order.
    """

    def __init__(self, path: Path, reader: Any, registry: Registry) -> None:
        self.path = path
        self.reader = reader
        self.registry = registry

    @classmethod
    def open(cls, path: Path) -> "Library":
        """Open the index in a directory.

        Raises:
            IndexProblem: there is none, another version made it, or it is damaged.
        """
        Manifest.read(path)
        registry = Registry.read(path)
        try:
            # With the schema given, the one that the directory holds is not unpickled.
            storage = FileStorage(str(path), readonly=True)
            reader = storage.open_index(schema=SCHEMA).reader()
        except Exception as error:  # whatever a broken file makes of the code that reads it
            raise IndexDamaged(
                path,
                f"the index cannot be read ({type(error).__name__}: {error})",
                "delete the folder and index the transcripts again",
            ) from error
        return cls(path, reader, registry)

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # What was said

    @property
    def turn_count(self) -> int:
        """How many turns the index holds."""
        return int(self.reader.doc_count())

    def documents(self) -> Ints:
        """The numbers of all documents that are not deleted."""
        return np.fromiter(self.reader.all_doc_ids(), np.int64)

    def turn(self, document: int) -> tuple[str, Turn]:
        """The id of its program, and the turn of a document, its speaker by the registry."""
        stored = self.reader.stored_fields(document)
        return stored["program"], self.registry.named(stored["program"], read_turn(stored["turn"]))

    def neighbour(self, document: int, program: str, distance: int) -> Turn | None:
        """The turn `distance` documents away, if it is of the same program."""
        other = document + distance
        if not 0 <= other < self.reader.doc_count_all() or self.reader.is_deleted(other):
            return None
        found, turn = self.turn(other)
        return turn if found == program else None

    def entry(self, program: str) -> Entry | None:
        """What is known of a program, or None where there is none with this id."""
        documents = self.occurrences("program", program).documents
        return self._entry(int(documents[0])) if len(documents) else None

    def entries(self) -> Iterator[Entry]:
        """Every program, in the order of the index."""
        for document in self.occurrences("opening", OPENING).documents:
            yield self._entry(int(document))

    def transcript(self, program: str) -> Program | None:
        """A program with all of its turns, or None where there is none with this id."""
        documents = self.occurrences("program", program).documents
        if not len(documents):
            return None
        turns = tuple(self.turn(int(document))[1] for document in documents)
        return replace(self._entry(int(documents[0])).program, turns=turns)

    def _entry(self, document: int) -> Entry:
        return read_entry(self.reader.stored_fields(document)["entry"])

    # Words and their postings

    def has(self, field: str, word: str) -> bool:
        """Whether a field holds a word."""
        return (field, word.encode()) in self.reader

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[str]:
        """The words of a field that begin with `prefix`, in the order of their UTF-8 bytes."""
        for word in self.reader.expand_prefix(field, prefix.encode()):
            yield word.decode()

    def occurrences(self, field: str, word: str) -> Postings:
        """The postings of a word; a field without positions gives 0 for each."""
        if not self.has(field, word):
            return Postings(_NONE, _NONE)
        matcher = self.reader.postings(field, word.encode())
        positional = matcher.supports("positions")
        documents: list[int] = []
        positions: list[int] = []
        while matcher.is_active():
            here = matcher.value_as("positions") if positional else (0,)
            documents += [matcher.id()] * len(here)
            positions += here
            matcher.next()
        return Postings(np.array(documents, np.int64), np.array(positions, np.int64))

    def lengths(self, documents: Ints) -> npt.NDArray[np.float64]:
        """How many words each of these documents has."""
        length = self.reader.doc_field_length
        return np.array([length(int(document), "text") for document in documents], np.float64)

    def mean_length(self) -> float:
        """How many words a turn has on average."""
        return float(self.reader.field_length("text")) / max(1, self.turn_count)
