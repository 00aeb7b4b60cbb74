"""Term vectors: the words of a field in one document, each with its payload.

vector/<field>.documents             the documents that have a vector, ascending
vector/<field>.ends                  the end of each vector, counted in items
vector/<field>.words, .word_ends     the word of each item
vector/<field>.frequencies, .positions, …    as in `payloads`
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.matching import ListMatcher

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.lengths import narrow
from index.columnar.packing import ends_to_starts
from index.columnar.vocabulary import Vocabulary, VocabularyWriter
from index.whoosh_codec.payload import Kind, Payload
from index.whoosh_codec.payload_columns import Payloads, PayloadsWriter

#: An item of a vector as Whoosh has it: the word, its weight and the bytes of its format.
Item = tuple[str, float, bytes]


def name_of(field: str) -> str:
    """The name of the arrays of the vectors of a field in a container, up to the last dot."""
    return f"vector/{field}"


class VectorsWriter:
    """Collects the vectors of a field, document by document."""

    def __init__(self, container: ContainerWriter, field: str, format_: Any) -> None:
        self._container = container
        self._field = field
        self._name = name_of(field)
        self._kind = Kind.of(format_)
        self._words: list[bytes] = []
        self._documents: list[int] = []
        self._ends: list[int] = []
        self._payloads = PayloadsWriter(container, self._name, self._kind)

    def append(self, document: int, items: Iterable[Item]) -> None:
        """Add the vector of a document, unless it is empty."""
        before = len(self._words)
        for word, weight, value in items:
            self._words.append(word.encode("utf-8", "surrogatepass"))
            self._payloads.append(weight, value)
        if len(self._words) > before:
            self._documents.append(document)
            self._ends.append(len(self._words))

    def finish(self) -> None:
        """Write the vectors."""
        VocabularyWriter(self._container, self._name).append(self._words)
        for part, values in (
            ("documents", self._documents),
            ("ends", self._ends),
            ("frequencies", self._payloads.frequencies),
            ("positions", self._payloads.positions),
        ):
            self._container.append(f"{self._name}.{part}", narrow(np.array(values, np.int64)))
        self._payloads.finish()
        kind = [self._kind.name, self._kind.boost] if self._kind else None
        self._container.attributes.setdefault("vectors", {})[self._field] = kind


class Vectors:
    """Reads the vectors of a field."""

    def __init__(self, container: Container, field: str) -> None:
        name = name_of(field)
        kind = container.attributes["vectors"][field]
        self._kind = Kind(*kind) if kind else None
        self._words = Vocabulary(container, name)
        self._documents = container[f"{name}.documents"].data
        self._ends = container[f"{name}.ends"].data
        frequencies = container[f"{name}.frequencies"]
        self._starts = ends_to_starts(np.cumsum(frequencies, dtype=np.int64))
        self._positions = container[f"{name}.positions"]
        self._payloads = Payloads(container, name, self._kind)

    def __contains__(self, document: int) -> bool:
        return self._place(document) is not None

    def matcher(self, document: int, format_: Any) -> "VectorMatcher":
        """The words of a document, as a matcher whose ids are words.

        Raises:
            KeyError: the document has no vector.
        """
        place = self._place(document)
        if place is None:
            raise KeyError(document)
        low, high = (self._ends[place - 1] if place else 0), self._ends[place]
        items = range(low, high)
        words = [self._words[item].decode("utf-8", "surrogatepass") for item in items]
        return VectorMatcher(
            words, [self._weight(i) for i in items], [self._value(i) for i in items], format_
        )

    def _place(self, document: int) -> int | None:
        place = bisect_left(self._documents, document)
        found = place < len(self._documents) and self._documents[place] == document
        return place if found else None

    def _weight(self, item: int) -> float:
        weights = self._payloads.weights
        if weights is not None:
            return float(weights[item])
        return float(self._starts[item + 1] - self._starts[item])

    def _value(self, item: int) -> bytes:
        raw = self._payloads.raw(item)
        if raw is not None or self._kind is None:
            return raw or b""
        low, high = int(self._starts[item]), int(self._starts[item + 1])
        positions = self._positions[low:high].tolist() if self._kind.has_positions else None
        characters = self._payloads.characters(low, high)
        boosts = self._payloads.boosts(low, high)
        return self._kind.write(Payload(high - low, positions, characters, boosts))


class VectorMatcher(ListMatcher):
    """A matcher over the words of a vector. Each item is decoded when it is read."""

    def __init__(
        self, words: list[str], weights: list[float], values: list[bytes], format_: Any
    ) -> None:
        super().__init__(words, weights, values, format_)  # type: ignore[no-untyped-call]
        self._items = list(zip(words, values, strict=True))

    def items_as(self, astype: str) -> Iterator[tuple[str, Any]]:  # type: ignore[override]
        """Each word with its value as the given type."""
        decoder = self._format.decoder(astype)
        return ((word, decoder(value)) for word, value in self._items)
