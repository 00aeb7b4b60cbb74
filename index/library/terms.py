"""The words of the text of all segments, by number: which is at a place, and how often each is.

The words are numbered over all segments, in the order of their UTF-8 bytes. So numbers sort as
words do, and a count for each word is an array.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.field import Field
from index.columnar.places import WordPostings, postings_in, words_at
from index.fields import TEXT
from index.library.segments import OpenedSegment, Segments

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Terms:
    """The words of the text of an index.

    Args:
        segments: the index.
    """

    def __init__(self, segments: Segments) -> None:
        self._fields = [
            (segment, field)
            for segment in segments.opened
            if (field := segment.columns.field(TEXT)) is not None
        ]
        self._size = segments.size

    def __len__(self) -> int:
        if len(self._fields) == 1:
            return len(self._fields[0][1].vocabulary)
        return len(self._encoded)

    @cached_property
    def words(self) -> list[str]:
        """All words, also those that only deleted documents have."""
        return [word.decode() for word in self._encoded]

    def at(self, documents: npt.NDArray[np.integer[Any]], positions: Ints) -> Ints:
        """The number of the word at each position of a document.

        Args:
            documents: in any order.
            positions: for each document a position in its text, which has so many words.
        """
        numbers = np.full(len(documents), -1, np.int64)
        for place, (segment, field) in enumerate(self._fields):
            after = segment.first + segment.columns.document_count
            here = ((documents >= segment.first) & (documents < after)).nonzero()[0]
            if len(here):
                starts = _starts(segment, field)
                at = starts.take(documents.take(here) - segment.first) + positions.take(here)
                numbers[here] = self._numbered(place, words_at(field, starts, at))
        return numbers

    def postings_in(self, documents: Mask) -> Iterator[WordPostings]:
        """The postings of all words in some documents; each word of a segment is in one block.

        Args:
            documents: whether each document of the index counts; no deleted one does.
        """
        for place, (segment, field) in enumerate(self._fields):
            last = segment.first + segment.columns.document_count
            for some in postings_in(field, documents[segment.first : last]):
                yield WordPostings(
                    self._numbered(place, some.words),
                    some.documents + segment.first,
                    some.frequencies,
                )

    def frequencies_in(self, documents: Mask) -> Ints:
        """How often each word is in some documents, which are as in `postings_in`."""
        totals = np.zeros(len(self), np.int64)
        for place, (segment, field) in enumerate(self._fields):
            last = segment.first + segment.columns.document_count
            wanted = documents[segment.first : last]
            numbers = self._numbered(place, np.arange(len(field.vocabulary)))
            if wanted.all():
                totals[numbers] += field.occurrence_counts()
                continue
            for some in postings_in(field, wanted):
                # The words of a block ascend.
                totals += np.bincount(
                    numbers.take(some.words), some.frequencies, len(totals)
                ).astype(np.int64)
        return totals

    def _numbered(self, place: int, numbers: Ints) -> Ints:
        """The numbers over all segments of words of one segment."""
        return numbers if len(self._fields) == 1 else self._rows[place].take(numbers)

    @cached_property
    def _encoded(self) -> list[bytes]:
        each = [list(field.vocabulary.words(0, len(field.vocabulary))) for _, field in self._fields]
        return each[0] if len(each) == 1 else sorted(set[bytes]().union(*each))

    @cached_property
    def _rows(self) -> list[Ints]:
        """For each segment the numbers of its words over all segments."""
        known = {word: number for number, word in enumerate(self._encoded)}
        return [
            np.array([known[word] for word in field.vocabulary.words(0, len(field.vocabulary))])
            for _, field in self._fields
        ]


def _starts(segment: OpenedSegment, field: Field) -> Ints:
    """Where each document begins in the text, and the end of the last one."""
    if field.sequence is not None:
        return field.sequence.all_starts().astype(np.int64)
    return np.append(0, segment.columns.lengths(TEXT).cumsum(dtype=np.int64))
