"""Stored records: bytes for each document, compressed in blocks of many documents.

Blocks are cut by size, so that reading a record decompresses a few dozen
kilobytes, whatever the size of the index.
"""

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container, ContainerWriter
from index.columnar.lengths import narrow

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Bytes of records that are compressed together.
BLOCK = 1 << 15
_LEVEL = 1
_WAITING = 64
_CACHED = 128


class RecordsWriter:
    """Compresses records as they come, in other threads."""

    def __init__(self, container: ContainerWriter, *, threads: int = 2) -> None:
        # Readers start without what only writers need.
        from concurrent.futures import ThreadPoolExecutor

        self._container = container
        self._pool = ThreadPoolExecutor(threads)
        self._waiting: list[Callable[[], bytes]] = []
        self._block: list[bytes] = []
        self._size = 0
        self._lengths: list[int] = []
        self._first = 0
        self._firsts: list[int] = []
        self._ends: list[int] = []

    def extend(self, records: Iterable[bytes]) -> None:
        """Put records behind those that are there."""
        for record in records:
            self._block.append(record)
            self._lengths.append(len(record))
            self._size += len(record)
            if self._size >= BLOCK:
                self._cut()

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self._lengths)

    def copy(self, records: "Records", kept: npt.NDArray[np.bool_]) -> None:
        """Put the kept records of another segment behind those that are there.

        Whole blocks go over as they are; what was cut short, or has lost a
        document, is compressed anew.
        """
        for first, lengths, data in records.blocks():
            documents = range(first, first + len(lengths))
            mask = kept[first : first + len(lengths)]
            if not mask.all() or lengths.sum() < BLOCK:
                self.extend(records[d] for d in documents if kept[d])
                continue
            if self._block:
                self._cut()
            self._lengths += lengths.tolist()
            self._queue(partial(bytes, data), len(lengths))

    def finish(self) -> None:
        """Write what is left."""
        if self._block:
            self._cut()
        self._take(0)
        self._pool.shutdown()
        ends = np.cumsum(np.array(self._lengths, np.int64), dtype=np.int64)
        self._container.append("records.ends", narrow(ends))
        self._container.append("records.firsts", np.array(self._firsts, "<u4"))
        self._container.append("records.block_ends", np.array(self._ends, "<u8"))

    def _cut(self) -> None:
        compressed = self._pool.submit(zstd.compress, b"".join(self._block), _LEVEL)
        self._queue(compressed.result, len(self._block))
        self._block, self._size = [], 0

    def _queue(self, data: Callable[[], bytes], documents: int) -> None:
        self._waiting.append(data)
        self._firsts.append(self._first)
        self._first += documents
        if len(self._waiting) >= _WAITING:
            self._take(_WAITING // 2)

    def _take(self, left: int) -> None:
        """Write the oldest blocks until no more than `left` wait."""
        while len(self._waiting) > left:
            data = self._waiting.pop(0)()
            self._container.append("records.blocks", np.frombuffer(data, np.uint8))
            self._ends.append((self._ends[-1] if self._ends else 0) + len(data))


class Records:
    """The stored records of a segment."""

    def __init__(self, container: Container) -> None:
        self._ends = container["records.ends"]
        # A number of a memory view is Python's own: one is read much sooner than of an array.
        self._end_of = self._ends.data
        self._firsts = container["records.firsts"].data
        self._block_ends = container["records.block_ends"].data
        self._blocks = container["records.blocks"] if len(self._firsts) else None
        self._block = lru_cache(_CACHED)(self._read_block)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, document: int) -> bytes:
        """The record of a document.

        Raises:
            IndexError: there is no document of this number.
        """
        if not 0 <= document < len(self):
            raise IndexError(f"document {document} of {len(self)}")
        number = bisect_right(self._firsts, document) - 1
        base = self._end(self._firsts[number] - 1)
        return self._block(number)[self._end(document - 1) - base : self._end(document) - base]

    def blocks(self) -> Iterator[tuple[int, npt.NDArray[np.int64], bytes]]:
        """Each block: its first document, the lengths of its records, and its bytes as kept."""
        edges = [*self._firsts.tolist(), len(self)]
        for number, (first, last) in enumerate(pairwise(edges)):
            ends = self._ends[first:last].astype(np.int64)
            yield first, np.diff(ends, prepend=self._end(first - 1)), self._bytes(number)

    def _end(self, document: int) -> int:
        return self._end_of[document] if document >= 0 else 0

    def _read_block(self, number: int) -> bytes:
        return zstd.decompress(self._bytes(number))

    def _bytes(self, number: int) -> bytes:
        assert self._blocks is not None
        start = self._block_ends[number - 1] if number else 0
        return self._blocks[start : self._block_ends[number]].tobytes()
