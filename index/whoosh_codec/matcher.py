"""A matcher of Whoosh over the arrays of the postings of a word."""

from bisect import bisect_left
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.matching import LeafMatcher, ReadTooFar

from index.columnar.lengths import rounded
from index.columnar.packing import Ints, Unsigned, ends_to_starts
from index.whoosh_codec.payload import Payload
from index.whoosh_codec.payload_columns import Payloads

#: The postings of a block: Whoosh skips whole blocks that cannot score high enough. Its own
#: codec has blocks of this size, too.
BLOCK = 128

_SHORT_CUTS = frozenset({"frequency", "positions", "characters"})


class Postings:
    """The postings of a word. The maxima of blocks are computed when first needed.

    Args:
        documents: the documents, ascending.
        frequencies: the frequency of the word in each document.
        positions: the position of each occurrence; None if the field has none.
        first: the numbers in the field of the first posting and of the first occurrence.
        payloads: the payloads of all postings of the field.
        codes: the rounded length of every document of the segment, as a byte.
    """

    def __init__(
        self,
        documents: Ints,
        frequencies: Unsigned,
        positions: Unsigned | None,
        first: tuple[int, int],
        payloads: Payloads,
        codes: npt.NDArray[np.uint8],
    ) -> None:
        self.documents = documents
        self.frequencies = frequencies
        self.positions = positions
        self.payloads = payloads
        self._first, self._first_occurrence = first
        self._codes = codes

    @cached_property
    def weights(self) -> npt.NDArray[Any]:
        """The weight of each posting."""
        weights = self.payloads.weights
        if weights is None:
            return self.frequencies
        return weights[self._first : self._first + len(self.documents)]

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        return ends_to_starts(np.cumsum(self.frequencies, dtype=np.int64))

    @cached_property
    def max_weights(self) -> memoryview:
        """The largest weight in each block."""
        return np.maximum.reduceat(self.weights, self._edges).data

    @cached_property
    def min_lengths(self) -> memoryview:
        """The shortest document in each block, rounded."""
        lengths = self._codes[self.documents]
        return rounded()[np.minimum.reduceat(lengths, self._edges)].data

    @cached_property
    def max_lengths(self) -> memoryview:
        """The longest document in each block, rounded."""
        lengths = self._codes[self.documents]
        return rounded()[np.maximum.reduceat(lengths, self._edges)].data

    @property
    def _edges(self) -> npt.NDArray[np.intp]:
        return np.arange(0, len(self.documents), BLOCK)

    def positions_of(self, place: int) -> list[int] | None:
        """The positions of a posting, or None if there are none or the payload is raw bytes."""
        if self.positions is None or self.payloads.has_raw:
            return None
        positions: list[int] = self.positions[
            self._starts[place] : self._starts[place + 1]
        ].tolist()
        return positions

    def payload(self, place: int) -> Payload | None:
        """The payload of a posting as numbers, or None if it is raw bytes."""
        if self.payloads.raw(self._first + place) is not None:
            return None
        low, high = int(self._starts[place]), int(self._starts[place + 1])
        shift = self._first_occurrence
        return Payload(
            high - low,
            None if self.positions is None else self.positions[low:high].tolist(),
            self.payloads.characters(low + shift, high + shift),
            self.payloads.boosts(low + shift, high + shift),
        )

    def value(self, place: int) -> bytes:
        """The bytes of a posting in the format in which it was written."""
        payload, kind = self.payload(place), self.payloads.kind
        if payload is not None and kind is not None:
            return kind.write(payload)
        return self.payloads.raw(self._first + place) or b""


class ColumnarMatcher(LeafMatcher):
    """Iterates over the postings of a word."""

    def __init__(
        self, postings: Postings, format_: Any, term: tuple[str, bytes], scorer: Any = None
    ) -> None:
        self._postings = postings
        self.format = format_
        self._term = term
        self.scorer = scorer
        # A memoryview gives plain integers, faster than an array gives its own.
        self._ids = postings.documents.data
        self._weights = postings.weights.data
        self._place = 0
        # Whether a skip went past the end. The place does not change then, because Whoosh's
        # AndNotMatcher reads the document once more.
        self._passed = False
        kind = postings.payloads.kind
        self._numbers = kind is not None and type(kind.format) is type(format_)

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return self._place < len(self._ids) and not self._passed

    def reset(self) -> None:
        """Go back to the first posting."""
        self._place = 0
        self._passed = False

    def copy(self) -> "ColumnarMatcher":
        """A second matcher at the same place."""
        return copy(self)

    def id(self) -> int:
        """The current document."""
        document: int = self._ids[self._place]
        return document

    def all_ids(self) -> Iterator[int]:
        """All documents."""
        return iter(self._ids)

    def weight(self) -> float:
        """The weight of the word in the current document."""
        weight: float = self._weights[self._place]
        return weight

    def value(self) -> bytes:
        """The bytes of the current posting, in its format."""
        return self._postings.value(self._place)

    def value_as(self, astype: str) -> Any:
        """The current posting decoded as `astype`, if possible without encoding it to bytes."""
        if self._numbers and astype in _SHORT_CUTS and self.format.supports(astype):
            if astype == "positions" and (found := self._postings.positions_of(self._place)):
                return found
            payload = self._postings.payload(self._place)
            if payload is not None:
                return _part(payload, astype)
        return self.format.decoder(astype)(self.value())

    def next(self) -> bool:  # type: ignore[override]
        """Go to the next posting, and return whether it begins a block."""
        self._place += 1
        return self._place % BLOCK == 0 or self._place == len(self._ids)

    def skip_to(self, id: int) -> None:  # noqa: A002 - the name of the interface
        """Go to the first posting at or after this document."""
        if not self.is_active():
            raise ReadTooFar
        if id > self._ids[-1]:
            self._passed = True
        else:
            self._place = bisect_left(self._ids, id, self._place)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that may hold a better score, and return how many were skipped."""
        skipped = 0
        while self.is_active() and self.scorer.block_quality(self) <= minquality:
            next_block = (self._block + 1) * BLOCK
            if next_block < len(self._ids):
                self._place = next_block
            else:
                self._passed = True
            skipped += 1
        return skipped

    @property
    def _block(self) -> int:
        """The number of the current block; after the end, that of the last block."""
        return min(self._place, len(self._ids) - 1) // BLOCK

    def block_min_id(self) -> int:
        """The first document of the current block."""
        document: int = self._ids[self._block * BLOCK]
        return document

    def block_max_id(self) -> int:
        """The last document of the current block."""
        last = min((self._block + 1) * BLOCK, len(self._ids)) - 1
        document: int = self._ids[last]
        return document

    def block_min_length(self) -> int:
        """The shortest document of the current block."""
        length: int = self._postings.min_lengths[self._block]
        return length

    def block_max_length(self) -> int:
        """The longest document of the current block."""
        length: int = self._postings.max_lengths[self._block]
        return length

    def block_max_weight(self) -> float:
        """The largest weight in the current block."""
        weight: float = self._postings.max_weights[self._block]
        return weight


def _part(payload: Payload, astype: str) -> Any:
    if astype == "frequency":
        return payload.frequency
    if astype == "positions":
        return payload.positions
    rows = zip(payload.positions or (), payload.characters or (), strict=True)
    return [(position, start, end) for position, (start, end) in rows]
