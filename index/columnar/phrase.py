"""Finds phrases: the places of the rarest word, and a look at the words next to them.

A phrase of common words takes as long as its rarest word. The places of that word come from its
postings, and the sequence holds the words next to each place. A word without a code in the
sequence is rare; its places are intersected.
"""

from collections.abc import Sequence as Row
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.field import Field
from index.columnar.packing import Indices, Ints
from index.columnar.sequence import Sequence
from index.columnar.sorted_arrays import insertion_points

Mask = npt.NDArray[np.bool_]


def phrase(field: Field, words: Row[Row[int]], within: Mask | None = None) -> Ints:
    """The document of every match of a phrase (uint32), ascending.

    Args:
        field: it must have a sequence.
        words: for each word of the phrase the numbers of its forms; no word is without forms.
        within: whether to search each document.
    """
    sequence = field.sequence
    assert sequence is not None
    frequency = [sum(map(field.occurrence_count, forms)) for forms in words]
    rarest, *others = sorted(range(len(words)), key=frequency.__getitem__)
    of_rarest = _Occurrences(field, sequence, words[rarest], within)
    begins, rows = of_rarest.begins(rarest)
    # If the last word is inside the sequence, the others are, too.
    inside = int(begins.searchsorted(len(sequence.codes) - len(words), "right"))
    begins, rows = begins[:inside], rows[:inside]
    sequence.check_places(begins, len(words))
    unnumbered: list[tuple[int, list[int], list[int]]] = []
    for place in others:
        codes, apart = _codes(field, words[place])
        if apart:
            unnumbered.append((place, codes, apart))
        if codes:
            # A word without a code has the code 0.
            codes_here = codes + [0] * bool(apart)
            met = _one_of(sequence.codes[place:].take(begins), codes_here)
            begins, rows = begins.take(met), rows.take(met)
    for place, codes, apart in unnumbered:
        found = _among(begins + place, places_of(field, sequence, apart, within))
        if codes:
            found |= sequence.codes[place:].take(begins) != 0
        met = found.nonzero()[0]
        begins, rows = begins.take(met), rows.take(met)
    documents = of_rarest.documents.take(rows)
    # A match may begin in one document and end in the next one.
    whole = (begins + len(words) <= sequence.starts[1:].take(documents)).nonzero()[0]
    return documents if len(whole) == len(documents) else documents.take(whole)


class _Occurrences:
    """The occurrences of any of some words.

    Attributes:
        documents: the documents of the words, word by word.
    """

    def __init__(
        self, field: Field, sequence: Sequence, numbers: Row[int], within: Mask | None
    ) -> None:
        self._several = len(numbers) > 1
        self.documents = _row([field.documents(number) for number in numbers])
        frequencies = _row([field.frequencies(number) for number in numbers])
        self._positions = _row([field.positions(number) for number in numbers])
        self._rows = _rows(frequencies, len(self._positions))
        if within is not None:
            kept = within[self.documents].take(self._rows).nonzero()[0]
            self._rows, self._positions = self._rows.take(kept), self._positions.take(kept)
        sequence.check_documents(self.documents)
        starts = sequence.starts.take(self.documents).astype(np.int64)
        self._places = starts.take(self._rows) + self._positions

    def begins(self, offset: int) -> tuple[Indices, Indices]:
        """The places in the sequence where a phrase with these words at `offset` would begin.

        Returns:
            The places, ascending, and for each the index in `documents` of its document.
        """
        places, rows = self._places, self._rows
        if offset:
            inside = (self._positions >= offset).nonzero()[0]
            places, rows = places.take(inside) - offset, rows.take(inside)
        if self._several:
            order = places.argsort(kind="stable")
            places, rows = places.take(order), rows.take(order)
        return places, rows


def places_of(
    field: Field, sequence: Sequence, numbers: Row[int], within: Mask | None = None
) -> Indices:
    """The places of any of some words in the sequence of a field, ascending."""
    return _Occurrences(field, sequence, numbers, within).begins(0)[0]


def _row(parts: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _rows(frequencies: npt.NDArray[Any], total: int) -> Indices:
    """For each of `total` occurrences the number of its posting."""
    if total == len(frequencies):
        return np.arange(total)
    # Twice as fast as `np.repeat`.
    step = np.zeros(total, np.uint8)
    step[frequencies.cumsum(dtype=np.int64)[:-1]] = 1
    return step.cumsum(dtype=np.int64)


def _codes(field: Field, numbers: Row[int]) -> tuple[list[int], list[int]]:
    """The codes of the words that have one, and the numbers of the words without."""
    codes = [(number, field.code(number)) for number in numbers]
    return [code for _, code in codes if code], [number for number, code in codes if not code]


def _one_of(found: npt.NDArray[np.uint8], codes: Row[int]) -> Indices:
    """The indices of the found codes that are among some codes."""
    if len(codes) == 1:
        same: Mask = found == codes[0]
        return same.nonzero()[0]
    table = np.zeros(256, bool)
    table[list(codes)] = True
    return table.take(found).nonzero()[0]


def _among(some: Indices, others: Indices) -> Mask:
    """Whether each of some places is among others; the others are ascending."""
    if not len(others):
        return np.zeros(len(some), bool)
    same: Mask = others.take(insertion_points(others, some), mode="clip") == some
    return same
