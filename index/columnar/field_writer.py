"""Writes the postings of one field, a block of words at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.container_writer import ContainerWriter
from index.columnar.field import name_of
from index.columnar.inverted import Inverted
from index.columnar.lengths import narrow, quantised
from index.columnar.packing import (
    LIMIT,
    Indices,
    Ints,
    SegmentFull,
    StreamWriter,
    row_sums,
)
from index.columnar.vocabulary import VocabularyWriter


class FieldWriter:
    """Packs the postings of a field, a block of words at a time, in the order of the words.

    Args:
        positional: whether the occurrences have positions.
    """

    def __init__(self, container: ContainerWriter, field: str, *, positional: bool) -> None:
        self.name = name_of(field)
        self._container = container
        self._positional = positional
        self._vocabulary = VocabularyWriter(container, self.name)
        self._gaps = StreamWriter(container, f"{self.name}.gaps")
        self._frequencies = StreamWriter(container, f"{self.name}.frequencies")
        self._positions = StreamWriter(container, f"{self.name}.positions")
        self._ends: list[Indices] = []
        self._occurrences: list[Indices] = []
        self._firsts: list[Ints] = []
        self._postings = 0
        self._total = 0

    def append(self, block: Inverted) -> None:
        """Pack the next block of words. Its `lengths` are ignored.

        Raises:
            SegmentFull: the field has more postings than a segment can hold.
        """
        if not len(block.words):
            return
        starts = block.starts
        counts = np.diff(starts)
        self._vocabulary.append(block.words)
        self._ends.append(starts[1:] + self._postings)
        self._postings += int(starts[-1])
        self._append_documents(block.documents, starts, counts)
        self._frequencies.append(block.frequencies, counts)
        occurrences = row_sums(block.frequencies, starts)
        ends = np.cumsum(occurrences) + self._total
        self._total = int(ends[-1])
        if self._total > LIMIT:
            raise SegmentFull(f"{self.name}: more than {LIMIT:,} occurrences in one segment")
        self._occurrences.append(ends)
        if self._positional:
            assert block.positions is not None
            self._positions.append(block.positions, occurrences)

    def _append_documents(self, documents: Ints, starts: Indices, counts: Indices) -> None:
        """Pack the documents of words: the first one of each word, then the gaps."""
        inner = np.ones(len(documents), bool)
        inner[starts[:-1]] = False
        gaps = np.zeros_like(documents)
        np.subtract(documents[1:], documents[:-1], out=gaps[1:])
        self._firsts.append(documents[starts[:-1]])
        self._gaps.append(gaps[inner], counts - 1)

    def finish(self, lengths: npt.NDArray[Any] | None) -> None:
        """Write the arrays with one entry per word, and the length of each document."""
        if not self._ends:
            self._vocabulary.append([])
        for part, blocks in (
            ("ends", self._ends),
            ("occurrence_ends", self._occurrences),
            ("firsts", self._firsts),
        ):
            whole = np.concatenate([np.empty(0, np.uint32), *blocks])
            self._container.append(f"{self.name}.{part}", whole.astype("<u4"))
        for stream in (self._gaps, self._frequencies, self._positions):
            stream.finish()
        if lengths is not None:
            write_lengths(self._container, self.name, lengths)
        self._container.attributes.setdefault("fields", {})[self.name.partition("/")[2]] = {
            "positional": self._positional,
        }


def write_lengths(container: ContainerWriter, name: str, lengths: npt.NDArray[Any]) -> None:
    """Write the length of a field in each document, exact and as the byte that Whoosh rounds it to.

    The bytes are left out if every length is below 256: see `lengths.short_codes`.
    """
    exact = narrow(lengths)
    container.append(f"{name}.lengths", exact)
    if exact.itemsize > 1:
        container.append(f"{name}.length_codes", quantised(lengths))
    total = int(lengths.sum(dtype=np.int64))
    container.attributes.setdefault("lengths", {})[name.partition("/")[2]] = total
