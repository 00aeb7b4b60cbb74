"""The words at some places of the text, and how often each word is in some documents.

The sequence has the codes of common words. Which other word is at a place is found by a pass over
the postings of the words without a code, a block at a time: no text is read.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.columnar.field import BLOCK, Field, blocks
from index.columnar.packing import Indices

Mask = npt.NDArray[np.bool_]


class WordPostings(NamedTuple):
    """Postings of a block of words. A row is a posting.

    Attributes:
        words: the number of the word.
        documents: the document.
        frequencies: how often the word is in it.
    """

    words: Indices
    documents: Indices
    frequencies: Indices


def words_at(field: Field, starts: Indices, places: Indices) -> Indices:
    """The number of the word at each of some places.

    Args:
        field: the field.
        starts: where each document begins in the text of the field, and the end of the last one.
        places: places in the text of the field, in any order; a place may be there twice.

    Returns:
        A number for each place; -1 where no word is.
    """
    numbers = np.full(len(places), -1, np.int64)
    sequence = field.sequence
    common: list[int] = []
    if sequence is not None:
        found = (field.vocabulary.find(word) for word in sequence.common())
        common = [number for number in found if number is not None]
        codes = sequence.codes_at(places)
        numbers = np.array([-1, *common], np.int64).take(codes)
    rows = (numbers < 0).nonzero()[0]
    # A place that is asked for twice is looked up once.
    asked = np.zeros(int(starts[-1]), bool)
    asked[places.take(rows)] = True
    wanted = asked.nonzero()[0]
    there = np.full(len(wanted), -1, np.int64)
    for low, high in _without(field, common) if len(wanted) else ():
        part = field.part(low, high, words=False)
        assert part.positions is not None
        frequencies = part.frequencies.astype(np.int64)
        here = starts.take(part.documents).repeat(frequencies) + part.positions
        met = asked.take(here).nonzero()[0]
        words = np.arange(low, high).repeat(np.diff(part.starts)).repeat(frequencies)
        there[wanted.searchsorted(here.take(met))] = words.take(met)
    numbers[rows] = there.take(wanted.searchsorted(places.take(rows)))
    return numbers


def postings_in(field: Field, documents: Mask) -> Iterator[WordPostings]:
    """The postings of all words in some documents, a block of words at a time.

    Args:
        field: the field.
        documents: whether each document counts.
    """
    counts = field.document_frequencies(0, len(field.vocabulary))
    for low, high in blocks(np.append(0, counts.cumsum())):
        part = field.part(low, high, words=False, positions=False)
        met = documents.take(part.documents).nonzero()[0]
        words = np.arange(low, high).repeat(np.diff(part.starts))
        yield WordPostings(
            words.take(met),
            part.documents.take(met).astype(np.int64),
            part.frequencies.take(met).astype(np.int64),
        )


def _without(field: Field, common: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of words, a block of occurrences each, without the common words."""
    counts = field.occurrence_counts()
    low = 0
    for end in [*common, len(counts)]:
        starts = np.append(0, counts[low:end].cumsum())
        yield from ((low + first, low + last) for first, last in blocks(starts, BLOCK))
        low = end + 1
