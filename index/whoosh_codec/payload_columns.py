"""Columns of payloads: what Whoosh's postings have besides documents and positions.

<name>.char_starts, .char_ends, .boosts     one value per occurrence
<name>.weights                              one per posting, if weights are not frequencies
<name>.raw_places, .raw_ends, .raw          the bytes of postings in an unknown format
"""

from array import array
from bisect import bisect_left
from typing import Any

import numpy as np

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.lengths import narrow
from index.whoosh_codec.payload import Kind, Payload


class PayloadsWriter:
    """Collects the payloads of postings one by one.

    Attributes:
        frequencies: the frequency of each posting since `clear`; 1 in an unknown format.
        positions: the position of each occurrence since `clear`, if the kind has positions.
    """

    def __init__(self, container: ContainerWriter, name: str, kind: Kind | None) -> None:
        self._container = container
        self._name = name
        self._kind = kind
        self.frequencies = array("I")
        self.positions = array("I")
        self._starts, self._ends, self._boosts = array("I"), array("I"), array("d")
        self._weights = array("f")
        self._weighted = False
        self._raw: list[bytes] = []
        self._raw_places: list[int] = []

    def append(self, weight: float, value: bytes) -> None:
        """Add a posting."""
        payload = self._kind.read(value) if self._kind else None
        if payload is None:
            self._raw_places.append(len(self._weights))
            self._raw.append(value)
            payload = self._stand_in()
        self.frequencies.append(payload.frequency)
        self.positions.extend(payload.positions or ())
        for start, end in payload.characters or ():
            self._starts.append(start)
            self._ends.append(end)
        self._boosts.extend(payload.boosts or ())
        self._weights.append(weight)
        self._weighted = self._weighted or weight != payload.frequency

    def _stand_in(self) -> Payload:
        """A payload for a posting in an unknown format: all columns need a value."""
        kind = self._kind
        return Payload(
            1,
            [0] if kind and kind.has_positions else None,
            [(0, 0)] if kind and kind.has_characters else None,
            [0.0] if kind and kind.has_boosts else None,
        )

    def clear(self) -> None:
        """Drop the frequencies and positions: they have been packed."""
        self.frequencies, self.positions = array("I"), array("I")

    def finish(self) -> list[str]:
        """Write the columns, and return the names of those that are not empty."""
        written = []
        if self._kind and self._kind.has_characters:
            self._write("char_starts", narrow(np.array(self._starts)))
            self._write("char_ends", narrow(np.array(self._ends)))
            written.append("characters")
        if self._kind and self._kind.has_boosts:
            self._write("boosts", np.array(self._boosts))
            written.append("boosts")
        if self._weighted:
            self._write("weights", np.array(self._weights))
            written.append("weights")
        if self._raw:
            self._write("raw_places", np.array(self._raw_places, np.uint32))
            self._write("raw_ends", np.cumsum([len(value) for value in self._raw], dtype=np.int64))
            self._write("raw", np.frombuffer(b"".join(self._raw), np.uint8))
            written.append("bytes of other formats")
        return written

    def _write(self, part: str, values: np.ndarray[Any, Any]) -> None:
        self._container.append(f"{self._name}.{part}", values)


class Payloads:
    """Reads the columns of `PayloadsWriter`, by the numbers of postings and occurrences."""

    def __init__(self, container: Container, name: str, kind: Kind | None) -> None:
        self.kind = kind
        none = np.empty(0, np.uint8)
        self._starts = container.get(f"{name}.char_starts", none)
        self._ends = container.get(f"{name}.char_ends", none)
        self._boosts = container.get(f"{name}.boosts", none)
        weights = container.get(f"{name}.weights", none)
        #: The weight of each posting of the field; None if weights are frequencies.
        self.weights = weights if len(weights) else None
        self._raw_places = container.get(f"{name}.raw_places", none).data
        self._raw_ends = container.get(f"{name}.raw_ends", none).data
        self._raw = container.get(f"{name}.raw", none).data

    @property
    def has_raw(self) -> bool:
        """Whether any posting is in an unknown format."""
        return len(self._raw_places) > 0

    def raw(self, posting: int) -> bytes | None:
        """The bytes of a posting in an unknown format; None for others."""
        place = bisect_left(self._raw_places, posting)
        if place == len(self._raw_places) or self._raw_places[place] != posting:
            return None
        start = self._raw_ends[place - 1] if place else 0
        return bytes(self._raw[start : self._raw_ends[place]])

    def characters(self, low: int, high: int) -> list[tuple[int, int]] | None:
        """The start and the end of the occurrences from `low` to `high`."""
        if not self.kind or not self.kind.has_characters:
            return None
        starts, ends = self._starts[low:high].tolist(), self._ends[low:high].tolist()
        return list(zip(starts, ends, strict=True))

    def boosts(self, low: int, high: int) -> list[float] | None:
        """The boosts of the occurrences from `low` to `high`."""
        if not self.kind or not self.kind.has_boosts:
            return None
        boosts: list[float] = self._boosts[low:high].tolist()
        return boosts
