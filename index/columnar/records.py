"""Stored records: bytes for each document, compressed in blocks of many documents.

Blocks are cut by size, so that reading a record decompresses a few dozen
kilobytes, whatever the size of the index.
"""

import sys
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Self

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
#: The frame of a block ends with a checksum, which is compared when it is decompressed.
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}
#: Blocks that another thread compresses at a time, and how often so many may wait for it.
_TOGETHER = 16
_WAITING = 4
_CACHED = 128

Mask = npt.NDArray[np.bool_]


class Run(NamedTuple):
    """Records of documents one after the other.

    Attributes:
        data: their bytes.
        lengths: how many bytes each has; int64.
    """

    data: bytes
    lengths: npt.NDArray[np.int64]

    @classmethod
    def of(cls, records: Sequence[bytes]) -> Self:
        """Records that are there one by one."""
        return cls(b"".join(records), np.array([*map(len, records)], np.int64))


class RecordsWriter:
    """Compresses records as they come, in other threads."""

    def __init__(self, container: ContainerWriter, *, threads: int = 2) -> None:
        # Readers start without what only writers need.
        from concurrent.futures import Future, ThreadPoolExecutor

        self._container = container
        self._pool = ThreadPoolExecutor(threads)
        self._waiting: deque[Future[list[bytes]]] = deque()
        self._blocks: list[bytes] = []
        self._block: list[bytes] = []
        self._size = 0
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._count = self._first = 0
        self._firsts: list[int] = []
        self._ends: list[int] = []

    def extend(self, run: Run) -> None:
        """Put records after those that are there."""
        self._lengths.append(run.lengths)
        ends = run.lengths.cumsum()
        done, first = 0, self._count
        while (last := int(ends.searchsorted(done + BLOCK - self._size))) < len(ends):
            end = int(ends[last])
            self._block.append(run.data[done:end])
            self._count = first + last + 1
            self._cut()
            done = end
        self._block.append(run.data[done:])
        self._size += len(run.data) - done
        self._count = first + len(ends)

    @property
    def count(self) -> int:
        """How many records there are."""
        return self._count

    def copy(self, records: "Records", kept: Mask) -> None:
        """Put the kept records of another segment after those that are there.

        Whole blocks go over as they are; what was cut short, or has lost a
        document, is compressed anew.
        """
        for low, high, is_whole in records.runs(kept):
            if not is_whole:
                held = [records[d] for d in records.documents(low, high) if kept[d]]
                self.extend(Run.of(held))
                continue
            self._flush()
            documents = records.documents(low, high)
            self._lengths.append(records.lengths(documents))
            self._firsts += (records.firsts(low, high) - documents.start + self._first).tolist()
            self._first += len(documents)
            self._count += len(documents)
            self._write(*records.compressed(low, high))

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        self._pool.shutdown()
        ends = np.concatenate([np.empty(0, np.int64), *self._lengths]).cumsum()
        self._container.append("records.ends", narrow(ends))
        self._container.append("records.firsts", np.array(self._firsts, "<u4"))
        self._container.append("records.block_ends", np.array(self._ends, "<u8"))

    def _cut(self) -> None:
        """End a block."""
        self._blocks.append(b"".join(self._block))
        self._firsts.append(self._first)
        self._first = self._count
        self._block, self._size = [], 0
        if len(self._blocks) == _TOGETHER:
            self._compress()

    def _compress(self) -> None:
        self._waiting.append(self._pool.submit(_compressed, self._blocks))
        self._blocks = []
        if len(self._waiting) > _WAITING:
            self._take()

    def _take(self) -> None:
        """Write the oldest blocks that were given to another thread."""
        blocks = self._waiting.popleft().result()
        sizes = np.fromiter(map(len, blocks), np.int64, len(blocks))
        self._write(np.frombuffer(b"".join(blocks), np.uint8), sizes)

    def _flush(self) -> None:
        """Write all that came so far."""
        if self._first < self._count:
            self._cut()
        if self._blocks:
            self._compress()
        while self._waiting:
            self._take()

    def _write(self, data: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64]) -> None:
        self._container.append("records.blocks", data)
        self._ends += (np.cumsum(sizes) + (self._ends[-1] if self._ends else 0)).tolist()


def _compressed(blocks: Iterable[bytes]) -> list[bytes]:
    compressor = zstd.ZstdCompressor(options=_OPTIONS)
    return [compressor.compress(block, mode=compressor.FLUSH_FRAME) for block in blocks]


class Records:
    """The stored records of a segment."""

    def __init__(self, container: Container) -> None:
        self._container = container
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
        ends = self._end_of
        if not 0 <= document < len(ends):
            raise IndexError(f"document {document} of {len(self)}")
        start = ends[document - 1] if document else 0
        base, block = self._block(bisect_right(self._firsts, document) - 1)
        return block[start - base : ends[document] - base]

    def runs(self, kept: Mask) -> Iterator[tuple[int, int, bool]]:
        """Ranges of blocks, and whether all in them are full and all of their records kept."""
        if not len(self._firsts):
            return
        firsts = self.firsts(0, len(self._firsts))
        full = np.add.reduceat(self.lengths(range(len(self))), firsts) >= BLOCK
        whole = full & np.logical_and.reduceat(kept, firsts)
        edges = np.flatnonzero(whole[1:] != whole[:-1]) + 1
        for low, high in pairwise([0, *edges.tolist(), len(whole)]):
            yield low, high, bool(whole[low])

    def firsts(self, low: int, high: int) -> npt.NDArray[np.int64]:
        """The first document of each of the blocks from `low` to `high`."""
        return np.array(self._firsts[low:high], np.int64)

    def documents(self, low: int, high: int) -> range:
        """The documents in the blocks from `low` to `high`."""
        end = self._firsts[high] if high < len(self._firsts) else len(self)
        return range(self._firsts[low], end)

    def lengths(self, documents: range) -> npt.NDArray[np.int64]:
        """The lengths of the records of some documents."""
        ends = self._ends[documents.start : documents.stop].astype(np.int64)
        return np.diff(ends, prepend=self._end(documents.start - 1))

    def compressed(
        self, low: int, high: int
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The blocks from `low` to `high` as they are kept, and the length of each."""
        assert self._blocks is not None
        start = self._block_ends[low - 1] if low else 0
        ends = np.array(self._block_ends[low:high], np.int64)
        return self._blocks[start : int(ends[-1])], np.diff(ends, prepend=start)

    def _end(self, document: int) -> int:
        return self._end_of[document] if document >= 0 else 0

    def _read_block(self, number: int) -> tuple[int, bytes]:
        """Where the records of a block begin among all records, and what they are.

        Raises:
            IndexDamaged: the block is not what was written.
        """
        assert self._blocks is not None
        start = self._block_ends[number - 1] if number else 0
        data = self._blocks[start : self._block_ends[number]].tobytes()
        base = self._end(self._firsts[number] - 1)
        size = self._end(self.documents(number, number + 1).stop - 1) - base
        # A damaged block may claim to be of any size: no more is made than is expected.
        decompressor = zstd.ZstdDecompressor()
        try:
            block = decompressor.decompress(data, max_length=size + 1)
        except zstd.ZstdError:
            block = b""
        if len(block) != size or not decompressor.eof:
            self._container.refuse(f"is damaged (block {number} of the records)")
        return base, block
