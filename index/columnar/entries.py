"""Entries: what is stored with some documents only, such as a program with its first turn.

They have blocks of their own. So a list of all programs reads a few blocks, and not those of the
turns, of which nearly every program begins in another one.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from index.columnar.container import Container
from index.columnar.records import Records

#: The prefix of the arrays with the entries, and the array of their documents.
NAME, DOCUMENTS = "entries", "entries.documents"


class Entries:
    """The entries of a segment; none if Whoosh's writer wrote it.

    Attributes:
        documents: the documents that have an entry, ascending.
        records: their entries, in the same order; None if there are none.
    """

    def __init__(self, container: Container) -> None:
        held = DOCUMENTS in container
        self.documents = container.memory(DOCUMENTS) if held else memoryview(b"")
        self.records = Records(container, NAME) if held else None
        if self.records and len(self.records) != len(self.documents):
            container.refuse(
                f"is damaged ({len(self.records)} entries for {len(self.documents)} documents)"
            )

    def close(self) -> None:
        """Let go of the file; the entries cannot be read any more."""
        if self.records:
            self.records.close()
        vars(self).clear()

    def get(self, document: int) -> bytes | None:
        """The entry of a document, or None if it has none."""
        place = bisect_left(self.documents, document)
        if self.records is None or place == len(self.documents):
            return None
        return self.records[place] if self.documents[place] == document else None

    def holding(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        """The documents with an entry that contains some bytes; see `Records.holding`."""
        if self.records is not None:
            for place in self.records.holding(piece):
                yield self.documents[place], self.records[place]

    def without(self, deleted: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """The entries of the documents that are in none of some ascending ranges, in order."""
        done = 0
        for start, end in deleted:
            yield from self._some(done, bisect_left(self.documents, start))
            done = bisect_left(self.documents, end)
        yield from self._some(done, len(self.documents))

    def _some(self, low: int, high: int) -> Iterator[bytes]:
        if self.records is not None:
            for place in range(low, high):
                yield self.records[place]
