"""The postings of one field: words, documents, frequencies, positions and lengths."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.container import Array, Container
from index.columnar.inverted import Inverted
from index.columnar.packing import (
    LIMIT,
    Indices,
    Ints,
    Stream,
    Unsigned,
    ends_to_starts,
)
from index.columnar.sequence import Sequence
from index.columnar.vocabulary import Vocabulary

#: Occurrences that are packed or merged at a time. Their arrays fit into the processor cache.
BLOCK = 1 << 20


def name_of(field: str) -> str:
    """The name of the arrays of a field in a container, up to the last dot."""
    return f"field/{field}"


#: A word with this many postings is read by itself: reading one long row of a stream is
#: cheaper than computing the place of each of its integers.
_LONG = 512

#: Some documents of a word are found by binary search if the word has this many times as many,
#: or the segment has; else with a mask of the segment. In a segment of 364,000 documents both
#: take the same time for a 25th of the documents of a word in 200,000, for a 7th in 20,000, and
#: for a third in 2,000.
_OF_WORD, _OF_SEGMENT = 24, 64

#: How many words have their documents cached: the frequent ones of one search, and others, of which
#: a process that answers many searches meets some again and again. A word is frequent in more
#: documents than this; so the others take 16 MB at most, and mostly 2 MB.
_KEPT_FREQUENT, _KEPT, _FREQUENT = 8, 256, 1 << 14

#: How many words have their codes in the sequence cached.
_REMEMBERED = 1024


class Field:
    """The postings of a field. Arrays are views of the file where possible."""

    def __init__(self, container: Container, field: str) -> None:
        name = name_of(field)
        self.vocabulary = Vocabulary(container, name)
        self.positional: bool = container.attributes["fields"][field]["positional"]
        self._all_ends = container[f"{name}.ends"]
        self._ends = self._all_ends.data  # a memoryview gives plain integers
        self._occurrence_ends = container[f"{name}.occurrence_ends"]
        self._occurrences_end = self._occurrence_ends.data
        self._firsts = container[f"{name}.firsts"]
        # A word has a position that is 1 once in a document.
        self._most = int(container.attributes.get("documents", LIMIT))
        self._gaps = Stream(container, f"{name}.gaps", self._most)
        self._frequencies = Stream(container, f"{name}.frequencies", self._most)
        self._positions = Stream(container, f"{name}.positions", self._most)
        self._container = container
        self._name = name
        # One search reads a word several times: for its turns, its score and its positions.
        self._documents = lru_cache(_KEPT)(self._read_documents)
        self._of_frequent = lru_cache(_KEPT_FREQUENT)(self._read_documents)
        self._frequency_ends = lru_cache(_KEPT_FREQUENT)(self._sum_frequencies)
        self._code = lru_cache(_REMEMBERED)(self._read_code)

    def close(self) -> None:
        """Let go of the file; the field cannot be read any more."""
        vars(self).clear()

    @cached_property
    def sequence(self) -> Sequence | None:
        """The sequence of the field; None if the segment was written without it."""
        if f"{self._name}.starts" not in self._container:
            return None
        return Sequence(self._container, self._name)

    def code(self, number: int) -> int:
        """The code of a word in the sequence; 0 for a word that is not common."""
        return self._code(number)

    def _read_code(self, number: int) -> int:
        return self.sequence.code(self.vocabulary[number]) if self.sequence else 0

    def extent(self, number: int) -> tuple[int, int]:
        """The range of the postings of a word among all postings of the field."""
        return (self._ends[number - 1] if number else 0), self._ends[number]

    def document_frequency(self, number: int) -> int:
        """The number of documents that hold a word."""
        start, end = self.extent(number)
        return end - start

    def occurrence_extent(self, number: int) -> tuple[int, int]:
        """The range of the occurrences of a word among all occurrences of the field."""
        ends = self._occurrences_end
        return (ends[number - 1] if number else 0), ends[number]

    def occurrence_count(self, number: int) -> int:
        """The number of occurrences of a word in the field."""
        start, end = self.occurrence_extent(number)
        return end - start

    def document_frequencies(self, low: int, high: int) -> Array:
        """The document frequency of each word from `low` to `high`; int64."""
        return np.diff(self._starts(self._all_ends, low, high))

    def documents(self, number: int) -> Ints:
        """The documents of a word, ascending; uint32. The array is cached: do not change it."""
        is_frequent = self.document_frequency(number) > _FREQUENT
        return self._of_frequent(number) if is_frequent else self._documents(number)

    def _read_documents(self, number: int) -> Ints:
        count = self.document_frequency(number)
        self._refuse_more(count)
        documents = np.empty(count, np.uint32)
        documents[0] = self._firsts[number]
        if count > 1:
            documents[1:] = self._gaps.read(number, count - 1)
            documents.cumsum(out=documents)
        documents.flags.writeable = False
        return documents

    def _refuse_more(self, count: int) -> None:
        """Refuse a word in more documents than there are, before an array is made for them.

        Raises:
            ValueError: somebody made the index up.
        """
        if count > self._most:
            raise ValueError(f"a word in {count:,} of {self._most:,} documents")

    def _sum_frequencies(self, number: int) -> Indices:
        return np.cumsum(self.frequencies(number), dtype=np.int64)

    def frequencies(self, number: int) -> Unsigned:
        """The frequency of a word in each of its documents; of any unsigned width."""
        return self._frequencies.read(number, self.document_frequency(number))

    def positions(self, number: int) -> Unsigned:
        """The positions of a word, document by document; of any unsigned width.

        Raises:
            ValueError: the field has no positions.
        """
        if not self.positional:
            raise ValueError("the field has no positions")
        start, end = self.occurrence_extent(number)
        return self._positions.read(number, end - start)

    def occurrences(self, number: int) -> tuple[Ints, Unsigned]:
        """The document of each occurrence of a word, and its position in it."""
        documents = self.documents(number)
        if not self._frequencies.is_ones(number):
            frequencies = self.frequencies(number)
            # Small ones make no array that is much larger than the index.
            if frequencies.itemsize > 1:
                self._refuse_occurrences(number, int(frequencies.sum(dtype=np.int64)))
            documents = documents.repeat(frequencies)
        return documents, self.positions(number)

    def _refuse_occurrences(self, number: int, count: int) -> None:
        """Refuse more occurrences of a word than it has, before an array is made for them.

        Raises:
            ValueError: somebody made the index up.
        """
        if count > self.occurrence_count(number):
            raise ValueError(f"{count:,} of {self.occurrence_count(number):,} occurrences")

    def occurrences_in(
        self, number: int, wanted: npt.NDArray[np.integer[Any]], document_count: int
    ) -> tuple[Ints, Unsigned]:
        """As `occurrences`, in some documents only.

        Args:
            number: the word.
            wanted: the documents, ascending.
            document_count: how many documents the segment has.
        """
        holding = self.documents(number)
        if len(wanted) * _OF_WORD < len(holding) or len(wanted) * _OF_SEGMENT < document_count:
            rows = np.searchsorted(holding, wanted).clip(max=len(holding) - 1)
            rows = rows[holding[rows] == wanted]
        else:
            mask = np.zeros(document_count, bool)
            mask[wanted] = True
            rows = np.flatnonzero(mask[holding])
        if self._frequencies.is_ones(number):
            return holding[rows], self.positions(number)[rows]
        frequencies = self.frequencies(number)
        ends = self._frequency_ends(number)
        counts = frequencies[rows].astype(np.int64)
        total = int(counts.sum())
        self._refuse_occurrences(number, total)
        # The places of the occurrences of each row, row by row.
        shift = ends[rows] - np.cumsum(counts)
        places = np.repeat(shift, counts) + np.arange(total)
        return np.repeat(holding[rows], counts), self.positions(number)[places]

    def postings_of(self, numbers: Indices) -> tuple[Ints, Unsigned]:
        """The documents of some words and the frequencies there, word by word."""
        low, high = int(numbers[0]), int(numbers[-1]) + 1
        if high - low == len(numbers) and (numbers[1:] - numbers[:-1] == 1).all():
            _, documents, frequencies = self._neighbours(low, high)
            return documents, frequencies
        counts = self._all_ends.take(numbers) - self._starts_of(numbers)
        self._refuse_more(int(counts.max()))
        long = counts >= _LONG
        rows = [
            (self._read_documents(number), self.frequencies(number))
            for number in numbers[long].tolist()
        ]
        short = (~long).nonzero()[0]
        if len(short):
            rows.append(self._short_postings(numbers.take(short), counts.take(short)))
        documents = np.concatenate([row for row, _ in rows])
        return documents, np.concatenate([row for _, row in rows])

    def _short_postings(self, numbers: Indices, counts: Indices) -> tuple[Ints, Ints]:
        gaps = self._gaps.read_many(numbers, counts - 1)
        documents = _documents(self._firsts.take(numbers), gaps, counts)
        return documents, self._frequencies.read_many(numbers, counts)

    def _starts_of(self, numbers: Indices) -> Indices:
        starts = self._all_ends.take(numbers - 1, mode="clip").astype(np.int64)
        starts[numbers == 0] = 0
        return starts

    def part(self, low: int, high: int, *, words: bool = True, positions: bool = True) -> Inverted:
        """The postings of the words from `low` to `high`, without lengths.

        Args:
            low: the number of the first word.
            high: the number after that of the last word.
            words: False leaves out the words themselves, which take longer than the rest.
            positions: False leaves out the positions.
        """
        starts, documents, frequencies = self._neighbours(low, high)
        places = None
        if self.positional and positions:
            occurrences = np.diff(self._starts(self._occurrence_ends, low, high))
            places = self._positions.read_range(low, high, occurrences)
        return Inverted(
            list(self.vocabulary.words(low, high)) if words else [],
            starts,
            documents,
            frequencies,
            places,
            np.empty(0, np.uint32),
        )

    def _neighbours(self, low: int, high: int) -> tuple[Indices, Ints, Ints]:
        """The postings of the words from `low` to `high`: their starts, documents and frequencies.

        The words are neighbours in each stream. So each stream is read once, which is faster
        than to read it word by word.
        """
        starts = self._starts(self._all_ends, low, high)
        counts = starts[1:] - starts[:-1]
        gaps = self._gaps.read_range(low, high, counts - 1)
        documents = _documents(self._firsts[low:high], gaps, counts)
        return starts, documents, self._frequencies.read_range(low, high, counts)

    def occurrence_counts(self) -> Indices:
        """The number of occurrences of each word in the field."""
        return np.diff(ends_to_starts(self._occurrence_ends))

    def _starts(self, ends: Array, low: int, high: int) -> Indices:
        starts: Indices = np.empty(high - low + 1, np.int64)
        starts[0] = ends[low - 1] if low else 0
        starts[1:] = ends[low:high]
        starts -= starts[0]
        return starts


def _documents(firsts: Array, gaps: Ints, counts: Indices) -> Ints:
    """The documents of some words, from the first document of each and the gaps after it."""
    ends = counts.cumsum()
    begins = ends - counts
    documents = np.empty(len(firsts) + len(gaps), np.uint32)
    is_gap = np.ones(len(documents), bool)
    is_gap[begins] = False
    documents[is_gap.nonzero()[0]] = gaps
    documents[begins] = firsts
    documents.cumsum(out=documents)
    # Unsigned sums wrap around, but their differences are right.
    documents -= (documents.take(begins) - firsts).repeat(counts)
    return documents


def blocks(starts: Indices, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Ranges of rows with about `size` items each, and at least one row."""
    low, last = 0, len(starts) - 1
    while low < last:
        high = int(np.searchsorted(starts, starts[low] + size, "right")) - 1
        high = min(max(high, low + 1), last)
        yield low, high
        low = high
