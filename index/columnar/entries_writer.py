"""Writes the entries of a segment."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from index.columnar.container_writer import ContainerWriter
from index.columnar.entries import DOCUMENTS, NAME, Entries
from index.columnar.records_writer import Mask, RecordsWriter, Run


class EntriesWriter:
    """Writes the entries of a segment."""

    def __init__(self, container: ContainerWriter, *, threads: int = 1) -> None:
        self._container = container
        self._records = RecordsWriter(container, NAME, threads=threads)
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
        if entries.records is None:
            return
        documents = np.array(entries.documents, np.int64)
        has_kept = kept[documents]
        new_numbers = np.cumsum(kept, dtype=np.int64) - 1 + first
        self._documents.append(new_numbers[documents[has_kept]])
        self._records.copy(entries.records, has_kept)

    def finish(self) -> None:
        """Write the last entries, and their documents; nothing if there are no entries."""
        if self._records.count:
            self._container.append(DOCUMENTS, np.concatenate(self._documents).astype("<u4"))
            self._records.finish()
