"""Entries: what is stored with some documents only, such as a program with its first turn.

They have blocks of their own. So a list of all programs reads a few blocks, and not those of the
turns, of which nearly every program begins in another one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container, ContainerWriter
from index.columnar.records import Mask, Records, RecordsWriter, Run

_NAME, _DOCUMENTS = "entries", "entries.documents"


class EntriesWriter:
    """Writes the entries of a segment."""

    def __init__(self, container: ContainerWriter, *, threads: int = 1) -> None:
        self._container = container
        self._records = RecordsWriter(container, _NAME, threads=threads)
        self._documents: list[npt.NDArray[np.int64]] = []

    def extend(self, entries: Mapping[int, bytes]) -> None:
        """Append the entries of some documents, which are in ascending order."""
        self._documents.append(np.array([*entries], np.int64))
        self._records.extend(Run.of([*entries.values()]))

    def copy(self, entries: "Entries", kept: Mask, first: int) -> None:
        """Append the entries of another segment, without those of deleted documents.

        Args:
            entries: the entries.
            kept: whether each document of that segment is kept.
            first: the number that its first kept document gets.
        """
        new_numbers = np.cumsum(kept, dtype=np.int64) - 1 + first
        self._documents.append(new_numbers[entries.copied_to(self._records, kept)])

    def finish(self) -> None:
        """Write the last entries, and their documents; nothing if there are no entries."""
        if self._records.count:
            self._container.append(_DOCUMENTS, np.concatenate(self._documents).astype("<u4"))
            self._records.finish()


class Entries:
    """The entries of a segment; none if Whoosh's writer wrote it.

    Attributes:
        documents: the documents that have an entry, ascending.
    """

    def __init__(self, container: Container) -> None:
        self._records = Records(container, _NAME) if _DOCUMENTS in container else None
        self.documents = container.get(_DOCUMENTS, np.empty(0, "<u4"))
        # As in `Records`.
        self._numbers = self.documents.data
        if self._records and len(self._records) != len(self.documents):
            container.refuse(
                f"is damaged ({len(self._records)} entries for {len(self.documents)} documents)"
            )

    def close(self) -> None:
        """Let go of the file; the entries cannot be read any more."""
        if self._records:
            self._records.close()
        vars(self).clear()

    def get(self, document: int) -> bytes | None:
        """The entry of a document, or None if it has none."""
        place = bisect_left(self._numbers, document)
        if self._records is None or place == len(self._numbers):
            return None
        return self._records[place] if self._numbers[place] == document else None

    def kept(self, kept: Mask | None) -> Iterator[bytes]:
        """The entries of the documents that are kept, in their order; None keeps all."""
        if self._records is None:
            return
        for place, document in enumerate(self._numbers):
            if kept is None or kept[document]:
                yield self._records[place]

    def copied_to(self, records: RecordsWriter, kept: Mask) -> npt.NDArray[np.int64]:
        """Append the entries of the documents that are kept to others; those documents."""
        has_kept = kept[self.documents]
        if self._records is not None:
            records.copy(self._records, has_kept)
        return self.documents[has_kept].astype(np.int64)
