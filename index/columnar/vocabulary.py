"""The vocabulary of a field: words sorted by their bytes, found by binary search."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.packing import SegmentFull

#: How many last bytes of each word are compared as one integer in a search for a suffix.
_TAIL = 4
#: How many words are kept that a binary search looked at: its first steps are always the same.
_KEPT = 4096
#: How many words with a prefix are expected.
_OF_PREFIX = 16


class VocabularyWriter:
    """Writes the words of a field, ascending, a block at a time."""

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container = container
        self._name = name
        self._length = 0

    def append(self, words: Sequence[bytes]) -> None:
        """Append words; they sort after those that were appended before.

        Raises:
            SegmentFull: the words of the field take more than 4 GB.
        """
        ends = np.cumsum(np.fromiter(map(len, words), np.int64, len(words))) + self._length
        if len(ends):
            self._length = int(ends[-1])
        if self._length >= 2**32:
            raise SegmentFull(f"{self._name}: more than 4 GB of words in one segment")
        blob = np.frombuffer(b"".join(words), np.uint8)
        self._container.append(f"{self._name}.words", blob)
        self._container.append(f"{self._name}.word_ends", ends.astype("<u4"))


class Vocabulary:
    """The words of a field, numbered from 0."""

    def __init__(self, container: Container, name: str) -> None:
        self._words = container[f"{name}.words"].data
        self._ends = container[f"{name}.word_ends"].data
        self._seen: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        known = self._seen.get(number)
        if known is not None:
            return known
        start = self._ends[number - 1] if number else 0
        word = bytes(self._words[start : self._ends[number]])
        if len(self._seen) < _KEPT:
            self._seen[number] = word
        return word

    def find(self, word: bytes) -> int | None:
        """The number of a word, or None if the field does not have it."""
        number = self.first_from(word)
        return number if number < len(self) and self[number] == word else None

    def first_from(self, word: bytes) -> int:
        """The number of the first word that is equal to `word` or sorts after it."""
        return self._first_between(word, 0, len(self))

    def _first_between(self, word: bytes, low: int, high: int) -> int:
        while low < high:
            middle = (low + high) // 2
            if self[middle] < word:
                low = middle + 1
            else:
                high = middle
        return low

    def range(self, prefix: bytes) -> tuple[int, int]:
        """The range of the numbers of the words that begin with `prefix`."""
        low = self.first_from(prefix)
        stem = prefix.rstrip(b"\xff")
        if not stem:
            return low, len(self)
        after = stem[:-1] + bytes([stem[-1] + 1])
        # Few words begin with most prefixes.
        begin, step = low, _OF_PREFIX
        while (end := begin + step) < len(self) and self[end] < after:
            begin, step = end + 1, 2 * step
        return low, self._first_between(after, begin, min(end, len(self)))

    def containing(self, piece: bytes) -> Iterator[bytes]:
        """The words that contain `piece`, ascending."""
        lines, place = self.lines, 0
        while (found := lines.find(piece, place)) >= 0:
            start = lines.rfind(b"\n", 0, found) + 1
            place = lines.find(b"\n", found)
            yield lines[start:place]

    def beginning_or_ending(
        self, first: bytes, last: bytes, letters: tuple[int, int]
    ) -> npt.NDArray[np.int64]:
        """The numbers of the words that begin with `first` or end with `last`, ascending.

        Args:
            first: a prefix.
            last: a suffix.
            letters: the least and the greatest number of letters of a word.
        """
        begin = np.arange(*self.range(first), dtype=np.int64)
        found = np.concatenate([begin, self.ending(last)])
        sizes = self._letters.take(found)
        fits = (sizes >= letters[0]) & (sizes <= letters[1])
        return np.array(sorted(set(found.take(fits.nonzero()[0]).tolist())), np.int64)

    def ending(self, piece: bytes) -> npt.NDArray[np.int64]:
        """The numbers of the words that end with `piece`, ascending."""
        last = piece[-_TAIL:]
        unseen = np.uint32(8 * (_TAIL - len(last)))
        found = (self._tails >> unseen == int.from_bytes(last, "little")).nonzero()[0]
        # The tail of a short word has bytes of the word before it.
        found = found.take((self.lengths(found) >= len(piece)).nonzero()[0])
        if len(piece) <= _TAIL:
            return np.asarray(found, np.int64)
        words = zip(found.tolist(), self.pick(found), strict=True)
        return np.array([number for number, word in words if word.endswith(piece)], np.int64)

    def lengths(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The number of bytes of some words."""
        ends = np.frombuffer(self._ends, "<u4")
        starts = ends.take(numbers - 1, mode="clip").astype(np.int64)
        starts[numbers == 0] = 0
        lengths: npt.NDArray[np.int64] = ends.take(numbers) - starts
        return lengths

    def pick(self, numbers: npt.NDArray[np.int64]) -> list[bytes]:
        """Words by their numbers."""
        words, ends = self._words, self._ends
        return [
            bytes(words[ends[number - 1] if number else 0 : ends[number]])
            for number in numbers.tolist()
        ]

    @cached_property
    def _letters(self) -> npt.NDArray[np.int32]:
        """The number of letters of each word."""
        # The first byte of a letter is not a continuation byte of UTF-8.
        begun = np.frombuffer(self._words, np.uint8) & 0xC0 != 0x80
        counted = np.cumsum(begun, dtype=np.int32)
        ends = counted.take(np.frombuffer(self._ends, "<u4").astype(np.int64) - 1)
        return np.diff(ends, prepend=np.int32(0))

    @cached_property
    def _tails(self) -> npt.NDArray[np.uint32]:
        """The last bytes of each word as one integer."""
        padded = bytes(_TAIL) + bytes(self._words)
        at_each = np.ndarray((len(padded) - _TAIL + 1,), "<u4", padded, strides=(1,))
        tails: npt.NDArray[np.uint32] = at_each[np.frombuffer(self._ends, "<u4").astype(np.int64)]
        return tails

    @cached_property
    def lines(self) -> bytes:
        """All words, one per line: one search over the bytes replaces a loop over the words."""
        words, ends = np.frombuffer(self._words, np.uint8), np.frombuffer(self._ends, "<u4")
        lines = np.full(len(words) + len(ends), ord("\n"), np.uint8)
        kept = np.ones(len(lines), bool)
        kept[ends + np.arange(len(ends), dtype=np.uint32)] = False
        lines[kept] = words
        return lines.tobytes()

    def words(self, low: int, high: int) -> Iterator[bytes]:
        """The words from `low` to `high`."""
        if low >= min(high, len(self)):
            return iter(())
        first = self._ends[low - 1] if low else 0
        ends = np.frombuffer(self._ends, "<u4")[low:high] - np.uint32(first)
        blob = bytes(self._words[first : first + int(ends[-1])])
        last = ends.tolist()
        return map(blob.__getitem__, map(slice, [0, *last], last))
