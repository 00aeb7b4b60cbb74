"""Stored records: the bytes of each document, compressed in blocks of many documents.

A block ends at `BLOCK` bytes. So to read a record takes the decompression of about 32 KB,
whatever the size of the index.
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

#: The size of a block, in bytes of records.
BLOCK = 1 << 15
#: The compression: level 1 is the fastest. The frame of a block ends with a checksum, which
#: is compared when it is decompressed.
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}
#: How many blocks a thread compresses in one task, and how many tasks may wait for a thread:
#: they bound the memory.
_TASK = 16
_WAITING = 4
#: How many decompressed blocks are cached: 4 MB. The quotes of one search are in fewer.
_CACHED = 128
#: The bytes of the largest block that is decompressed. One that somebody made up may have a few
#: kilobytes and claim gigabytes; the longest turn of a file that is read is far smaller.
_LARGEST = 1 << 28

Mask = npt.NDArray[np.bool_]


class Run(NamedTuple):
    """The concatenated records of several documents.

    Attributes:
        data: the bytes.
        lengths: the number of bytes of each record; int64.
    """

    data: bytes
    lengths: npt.NDArray[np.int64]

    @classmethod
    def of(cls, records: Sequence[bytes]) -> Self:
        """Concatenate records."""
        return cls(b"".join(records), np.array([*map(len, records)], np.int64))


class RecordsWriter:
    """Compresses records in other threads while more are added.

    Args:
        container: the container that they are written to.
        name: the prefix of the names of their arrays.
        threads: how many threads compress them.
    """

    def __init__(
        self, container: ContainerWriter, name: str = "records", *, threads: int = 2
    ) -> None:
        # Only writers need it: a reader starts without it.
        from concurrent.futures import Future, ThreadPoolExecutor

        self._container = container
        self._name = name
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
        """Append records."""
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
        """The number of records."""
        return self._count

    def copy(self, records: "Records", kept: Mask) -> None:
        """Append the kept records of another segment.

        A full block without deleted documents is copied as it is. The records of other
        blocks are compressed again.
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
        """Write the last records and the arrays that locate them."""
        self._flush()
        self._pool.shutdown()
        ends = np.concatenate([np.empty(0, np.int64), *self._lengths]).cumsum()
        self._container.append(f"{self._name}.ends", narrow(ends))
        self._container.append(f"{self._name}.firsts", np.array(self._firsts, "<u4"))
        self._container.append(f"{self._name}.block_ends", np.array(self._ends, "<u8"))

    def _cut(self) -> None:
        """End a block."""
        self._blocks.append(b"".join(self._block))
        self._firsts.append(self._first)
        self._first = self._count
        self._block, self._size = [], 0
        if len(self._blocks) == _TASK:
            self._compress()

    def _compress(self) -> None:
        self._waiting.append(self._pool.submit(_compressed, self._blocks))
        self._blocks = []
        if len(self._waiting) > _WAITING:
            self._take()

    def _take(self) -> None:
        """Write the blocks of the oldest task."""
        blocks = self._waiting.popleft().result()
        sizes = np.fromiter(map(len, blocks), np.int64, len(blocks))
        self._write(np.frombuffer(b"".join(blocks), np.uint8), sizes)

    def _flush(self) -> None:
        """Write all records that were appended so far."""
        if self._first < self._count:
            self._cut()
        if self._blocks:
            self._compress()
        while self._waiting:
            self._take()

    def _write(self, data: npt.NDArray[np.uint8], sizes: npt.NDArray[np.int64]) -> None:
        self._container.append(f"{self._name}.blocks", data)
        self._ends += (np.cumsum(sizes) + (self._ends[-1] if self._ends else 0)).tolist()


def _compressed(blocks: Iterable[bytes]) -> list[bytes]:
    compressor = zstd.ZstdCompressor(options=_OPTIONS)
    return [compressor.compress(block, mode=compressor.FLUSH_FRAME) for block in blocks]


class Records:
    """The stored records of a segment.

    A record is found by its number: of the records that all documents have, the number of the
    document.

    Args:
        container: the container that holds them.
        name: the prefix of the names of their arrays.
    """

    def __init__(self, container: Container, name: str = "records") -> None:
        self._container = container
        self._name = name
        self._ends = container[f"{name}.ends"]
        # A memoryview gives plain integers, much faster than an array gives its own.
        self._end_of = self._ends.data
        self._firsts = container[f"{name}.firsts"].data
        self._block_ends = container[f"{name}.block_ends"].data
        self._blocks = container[f"{name}.blocks"] if len(self._firsts) else None
        self._block = lru_cache(_CACHED)(self._read_block)

    def close(self) -> None:
        """Let go of the file; the records cannot be read any more."""
        vars(self).clear()

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, document: int) -> bytes:
        """The record of a document.

        Raises:
            IndexError: no document has this number.
        """
        ends = self._end_of
        if not 0 <= document < len(ends):
            raise IndexError(f"document {document} of {len(self)}")
        start = ends[document - 1] if document else 0
        base, block = self._block(bisect_right(self._firsts, document) - 1)
        return block[start - base : ends[document] - base]

    def runs(self, kept: Mask) -> Iterator[tuple[int, int, bool]]:
        """Ranges of blocks, and whether each range can be copied: full blocks, all records kept."""
        if not len(self._firsts):
            return
        firsts = self.firsts(0, len(self._firsts))
        full = np.add.reduceat(self.lengths(range(len(self))), firsts) >= BLOCK
        whole = full & np.logical_and.reduceat(kept, firsts)
        edges = np.flatnonzero(whole[1:] != whole[:-1]) + 1
        for low, high in pairwise([0, *edges.tolist(), len(whole)]):
            yield low, high, bool(whole[low])

    def firsts(self, low: int, high: int) -> npt.NDArray[np.int64]:
        """The first document of each block from `low` to `high`."""
        return np.array(self._firsts[low:high], np.int64)

    def documents(self, low: int, high: int) -> range:
        """The documents in the blocks from `low` to `high`."""
        end = self._firsts[high] if high < len(self._firsts) else len(self)
        return range(self._firsts[low], end)

    def lengths(self, documents: range) -> npt.NDArray[np.int64]:
        """The lengths of the records of a range of documents."""
        ends = self._ends[documents.start : documents.stop].astype(np.int64)
        return np.diff(ends, prepend=self._end(documents.start - 1))

    def compressed(
        self, low: int, high: int
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The compressed bytes of the blocks from `low` to `high`, and the length of each block."""
        assert self._blocks is not None
        start = self._block_ends[low - 1] if low else 0
        ends = np.array(self._block_ends[low:high], np.int64)
        return self._blocks[start : int(ends[-1])], np.diff(ends, prepend=start)

    def _end(self, document: int) -> int:
        return self._end_of[document] if document >= 0 else 0

    def _read_block(self, number: int) -> tuple[int, bytes]:
        """The offset of a block in all records, and its decompressed bytes.

        Raises:
            IndexDamaged: the block is not what was written.
        """
        assert self._blocks is not None
        start = self._block_ends[number - 1] if number else 0
        data = self._blocks[start : self._block_ends[number]].tobytes()
        base = self._end(self._firsts[number] - 1)
        size = self._end(self.documents(number, number + 1).stop - 1) - base
        # A damaged block may claim to be of any size: no more is made than is expected.
        if not 0 <= size <= _LARGEST:
            self._container.refuse(
                f"is damaged (block {number} of the {self._name} has {size} bytes)"
            )
        decompressor = zstd.ZstdDecompressor()
        try:
            block = decompressor.decompress(data, max_length=size + 1)
        except zstd.ZstdError:
            block = b""
        if len(block) != size or not decompressor.eof:
            self._container.refuse(f"is damaged (block {number} of the {self._name})")
        return base, block
