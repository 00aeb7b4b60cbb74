"""Stored records: the bytes of each document, compressed in blocks of many documents.

A block ends at `index.columnar.records_writer.BLOCK` bytes. So to read a record takes the
decompression of about 16 KB, whatever the size of the index.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.columnar.container import Container

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: How many decompressed blocks are cached: 4 MB. The quotes of one search are in fewer.
_CACHED = 256
#: The bytes of the largest block that is decompressed. One that somebody made up may have a few
#: kilobytes and claim gigabytes; the longest turn of a file that is read is far smaller.
_LARGEST = 1 << 28


class Records:
    """The stored records of a segment.

    A record is found by its number: of the records that all documents have, the number of the
    document.

    Args:
        container: the container that holds them.
        name: the prefix of the names of their arrays.

    Attributes:
        ends: where each record ends, in the bytes of all records.
        firsts: the number of the first record of each block.
        block_ends: where each block ends in `blocks`.
        blocks: the compressed blocks.
    """

    def __init__(self, container: Container, name: str = "records") -> None:
        self._container = container
        self._name = name
        self.ends = container.unchecked_memory(f"{name}.ends")
        self._pages = container.pages(f"{name}.ends")
        self.firsts = container.memory(f"{name}.firsts")
        self.block_ends = container.memory(f"{name}.block_ends")
        held = len(self.firsts) > 0
        # A block has a checksum of its own.
        self.blocks = container.unchecked_memory(f"{name}.blocks") if held else memoryview(b"")
        self._block = lru_cache(_CACHED)(self._read_block)

    def close(self) -> None:
        """Let go of the file; the records cannot be read any more."""
        vars(self).clear()

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, document: int) -> bytes:
        """The record of a document.

        Raises:
            IndexError: no document has this number.
        """
        ends = self.ends
        if not 0 <= document < len(ends):
            raise IndexError(f"document {document} of {len(self)}")
        start = ends[document - 1] if document else 0
        base, block = self._block(bisect_right(self.firsts, document) - 1)
        return block[start - base : ends[document] - base]

    def check(self, low: int, high: int) -> None:
        """Check the ends of the records from `low` to `high`, and the end before them.

        Raises:
            IndexDamaged: they are not what was written.
        """
        self._pages.check(low - 1, high)

    def holding(self, piece: bytes) -> Iterator[int]:
        """The numbers of the records that contain some bytes, ascending.

        Whole blocks are searched, so no record may end inside of `piece`: the beginning of an
        object of JSON is found in one record or in none.
        """
        for number in range(len(self.firsts)):
            base, block = self._block(number)
            at = block.find(piece)
            while at >= 0:
                yield bisect_right(self.ends, base + at, *self._extent(number))
                at = block.find(piece, at + 1)

    def matching(
        self,
        patterns: Sequence[re.Pattern[bytes]],
        after: bytes,
        among: Sequence[int] | None = None,
    ) -> Iterator[int]:
        """The documents whose record matches one of several patterns, in no order, some twice.

        Each pattern is searched for by itself: one that begins with a byte that is looked for is
        four times as fast as an alternation of several.

        Args:
            patterns: they must not match more than one record; records have no bytes between them.
            after: matches before the first of these bytes in a record do not count.
            among: documents, ascending; blocks that hold none of them are not read. None for all.

        Raises:
            IndexDamaged: a block is not what was written.
        """
        for number in range(len(self.firsts)):
            first, last = self._extent(number)
            if among is not None and not _has_between(among, first, last):
                continue
            base, block = self._read_block(number)
            for pattern in patterns:
                yield from self._matching_in(number, base, block, pattern, after)

    def _matching_in(
        self, number: int, base: int, block: bytes, pattern: re.Pattern[bytes], after: bytes
    ) -> Iterator[int]:
        """The documents of a block whose record matches a pattern, ascending."""
        ends = self.ends
        document, last = self._extent(number)
        done = 0
        for match in pattern.finditer(block):
            place = match.start() + base
            if place < done:
                continue
            document = bisect_right(ends, place, document, last)
            start = ends[document - 1] if document else 0
            begins = block.find(after, start - base, ends[document] - base)
            if 0 <= begins < match.start():
                yield document
                done = ends[document]

    def _extent(self, number: int) -> tuple[int, int]:
        """The records of a block, whose ends are checked when it is read."""
        count = len(self.firsts)
        return self.firsts[number], self.firsts[number + 1] if number + 1 < count else len(self)

    def _read_block(self, number: int) -> tuple[int, bytes]:
        """The offset of a block in all records, and its decompressed bytes.

        Raises:
            IndexDamaged: the block is not what was written.
        """
        start = self.block_ends[number - 1] if number else 0
        data = self.blocks[start : self.block_ends[number]]
        first, after = self._extent(number)
        self.check(first, after)
        base = self.ends[first - 1] if first else 0
        size = self.ends[after - 1] - base
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


def _has_between(numbers: Sequence[int], first: int, after: int) -> bool:
    """Whether one of some ascending numbers is from `first` on and before `after`."""
    place = bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] < after
