"""Writes stored records, in blocks that other threads compress."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from index.columnar.container_writer import ContainerWriter
from index.columnar.lengths import narrow
from index.columnar.records import Records

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: The size of a block, in bytes of records. A search reads ten blocks, mostly for one record each:
#: half of this takes 60 % of the time to decompress, but 2 % more of the disk for the whole index.
BLOCK = 1 << 14
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
        for low, high, is_whole in _runs(records, kept):
            if not is_whole:
                held = [records[d] for d in _documents(records, low, high) if kept[d]]
                self.extend(Run.of(held))
                continue
            self._flush()
            documents = _documents(records, low, high)
            self._lengths.append(_lengths(records, documents))
            self._firsts += (_firsts(records, low, high) - documents.start + self._first).tolist()
            self._first += len(documents)
            self._count += len(documents)
            self._write(*_compressed_blocks(records, low, high))

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


def _runs(records: Records, kept: Mask) -> Iterator[tuple[int, int, bool]]:
    """Ranges of blocks, and whether each range can be copied: full blocks, all records kept."""
    count = len(records.firsts)
    if not count:
        return
    firsts = _firsts(records, 0, count)
    full = np.add.reduceat(_lengths(records, range(len(records))), firsts) >= BLOCK
    whole = full & np.logical_and.reduceat(kept, firsts)
    edges = np.flatnonzero(whole[1:] != whole[:-1]) + 1
    for low, high in pairwise([0, *edges.tolist(), len(whole)]):
        yield low, high, bool(whole[low])


def _firsts(records: Records, low: int, high: int) -> npt.NDArray[np.int64]:
    """The first record of each block from `low` to `high`."""
    return np.array(records.firsts[low:high], np.int64)


def _documents(records: Records, low: int, high: int) -> range:
    """The numbers of the records in the blocks from `low` to `high`."""
    end = records.firsts[high] if high < len(records.firsts) else len(records)
    return range(records.firsts[low], end)


def _lengths(records: Records, documents: range) -> npt.NDArray[np.int64]:
    """The lengths of a range of records."""
    records.check(documents.start, documents.stop)
    ends = np.array(records.ends[documents.start : documents.stop], np.int64)
    return np.diff(ends, prepend=records.ends[documents.start - 1] if documents.start else 0)


def _compressed_blocks(
    records: Records, low: int, high: int
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The compressed bytes of the blocks from `low` to `high`, and the length of each block."""
    start = records.block_ends[low - 1] if low else 0
    ends = np.array(records.block_ends[low:high], np.int64)
    blocks = np.frombuffer(records.blocks[start : int(ends[-1])], np.uint8)
    return blocks, np.diff(ends, prepend=start)
