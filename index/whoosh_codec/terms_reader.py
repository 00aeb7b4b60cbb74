"""The reader of words and postings for Whoosh."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.columnar.container import Container
from index.columnar.field import Field, name_of
from index.columnar.lengths import rounded
from index.columnar.reader import SegmentColumns
from index.whoosh_codec.matcher import ColumnarMatcher, Postings
from index.whoosh_codec.payload import Kind
from index.whoosh_codec.payload_columns import Payloads

Term = tuple[str, bytes]


class ColumnarTermInfo(TermInfo):
    """The statistics of a word. Those that need its postings are computed when first read."""

    def __init__(self, terms: "ColumnarTermsReader", field: str, number: int) -> None:
        self._terms = terms
        self._field = field
        self._number = number

    def weight(self) -> float:
        """The sum of the weights of its postings."""
        field = self._terms.postings_of(self._field)
        if self._terms.payloads(self._field).weights is None:
            start, end = field.occurrence_extent(self._number)
            return end - start
        return float(self._postings.weights.sum(dtype=np.float64))

    def doc_frequency(self) -> int:
        """The number of documents that hold it."""
        return self._terms.postings_of(self._field).document_frequency(self._number)

    def min_length(self) -> int:
        """The length of the shortest document that holds it, rounded."""
        noted = self._terms.noted_length(self._field, "shortest", self._number)
        return min(self._postings.min_lengths) if noted is None else noted

    def max_length(self) -> int:
        """The length of the longest document that holds it, rounded."""
        noted = self._terms.noted_length(self._field, "longest", self._number)
        return max(self._postings.max_lengths) if noted is None else noted

    def max_weight(self) -> float:
        """Its largest weight in a document."""
        return float(max(self._postings.max_weights))

    def min_id(self) -> int:
        """The first document that holds it."""
        return self._minid

    def max_id(self) -> int:
        """The last document that holds it."""
        return self._maxid

    # Whoosh adds the offset of a segment to attributes of these names.

    @cached_property
    def _minid(self) -> int:
        return int(self._postings.documents[0])

    @cached_property
    def _maxid(self) -> int:
        return int(self._postings.documents[-1])

    @cached_property
    def _postings(self) -> Postings:
        return self._terms.postings(self._field, self._number)


class ColumnarCursor(FieldCursor):
    """Iterates over the words of a field, or goes to a given word."""

    def __init__(self, terms: "ColumnarTermsReader", field: str, fieldobj: Any) -> None:
        self._terms = terms
        self._field = field
        self._fieldobj = fieldobj
        found = terms.columns.field(field)
        self._vocabulary = found.vocabulary if found else None
        self._number = 0

    def first(self) -> Any:
        """Go to the first word."""
        self._number = 0
        return self.text()

    def find(self, string: Any) -> Any:
        """Go to a word, or to the next one if the field does not hold it."""
        if not isinstance(string, bytes):
            string = self._fieldobj.to_bytes(string)
        if self._vocabulary is not None:
            self._number = self._vocabulary.first_from(string)
        return self.text()

    def next(self) -> Any:
        """Go to the next word."""
        self._number += 1
        return self.text()

    def text(self) -> Any:
        """The current word, decoded by its field, or None after the last word."""
        if self._vocabulary is None or not self.is_valid():
            return None
        return self._fieldobj.from_bytes(self._vocabulary[self._number])

    def term_info(self) -> ColumnarTermInfo | None:
        """The statistics of the current word."""
        valid = self.is_valid()
        return ColumnarTermInfo(self._terms, self._field, self._number) if valid else None

    def is_valid(self) -> bool:
        """Whether there is a current word."""
        return self._vocabulary is not None and self._number < len(self._vocabulary)


class ColumnarTermsReader(TermsReader):
    """Words and postings.

    Args:
        container: holds the words.
        per_document: holds the lengths of documents; None if they are not known.
    """

    def __init__(self, container: Container, per_document: Container | None) -> None:
        self._container = container
        self.columns = SegmentColumns(per_document, container)
        self._payloads: dict[str, Payloads] = {}

    def __contains__(self, term: Term) -> bool:
        return self.columns.number(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """The fields that have words."""
        return self.columns.fields

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        """A cursor on the words of a field."""
        return ColumnarCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        """All words, field by field."""
        return ((field, word) for field, word, _ in self._walk(self.columns.fields, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """All words from a word on, in its field and in the fields after it."""
        fields = self._fields_from(fieldname)
        return ((field, word) for field, word, _ in self._walk(fields, prefix))

    def items(self) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        """All words, with their statistics."""
        return self._items(self.columns.fields, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        """All words from a word on, with their statistics."""
        return self._items(self._fields_from(fieldname), prefix)

    def term_info(self, fieldname: str, text: bytes) -> ColumnarTermInfo:
        """The statistics of a word.

        Raises:
            TermNotFound: the field does not hold it.
        """
        number = self.columns.number(fieldname, text)
        if number is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return ColumnarTermInfo(self, fieldname, number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of the weights of the postings of a word; KeyError if there are none."""
        return ColumnarTermInfo(self, fieldname, self._number(fieldname, text)).weight()

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """The number of documents that hold a word; KeyError if there are none."""
        number = self._number(fieldname, text)
        return self.postings_of(fieldname).document_frequency(number)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ColumnarMatcher:
        """The postings of a word.

        Raises:
            TermNotFound: the field does not hold it.
        """
        number = self.columns.number(fieldname, text)
        if number is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        postings = self.postings(fieldname, number)
        return ColumnarMatcher(postings, format_, (fieldname, text), scorer)

    def close(self) -> None:
        """Close the files."""
        self._payloads.clear()
        self.columns.close()

    # Used by the classes above

    def postings_of(self, field: str) -> Field:
        """The postings of a field that has words."""
        found = self.columns.field(field)
        assert found is not None
        return found

    def postings(self, field: str, number: int) -> Postings:
        """The postings of a word by its number."""
        found = self.postings_of(field)
        return Postings(
            found.documents(number),
            found.frequencies(number),
            found.positions(number) if found.positional else None,
            (found.extent(number)[0], found.occurrence_extent(number)[0]),
            self.payloads(field),
            self.columns.length_codes(field),
        )

    def payloads(self, field: str) -> Payloads:
        """The payloads of the postings of a field."""
        if field not in self._payloads:
            known = self._container.attributes["fields"][field]
            plain = ["positions" if known["positional"] else "frequency", 1.0]
            kind = known.get("kind", plain)
            self._payloads[field] = Payloads(
                self._container, name_of(field), Kind(*kind) if kind else None
            )
        return self._payloads[field]

    def noted_length(self, field: str, part: str, number: int) -> int | None:
        """The shortest or longest document of a word as it was noted down with it."""
        name = f"{name_of(field)}.{part}"
        if name not in self._container:
            return None
        return int(rounded()[self._container[name][number]])

    def _number(self, field: str, word: bytes) -> int:
        number = self.columns.number(field, word)
        if number is None:
            raise KeyError((field, word))
        return number

    def _fields_from(self, field: str) -> list[str]:
        fields = self.columns.fields
        return fields[fields.index(field) :] if field in fields else []

    def _walk(self, fields: list[str], first: bytes) -> Iterator[tuple[str, bytes, int]]:
        for field in fields:
            vocabulary = self.postings_of(field).vocabulary
            low = vocabulary.first_from(first) if first else 0
            for number, word in enumerate(vocabulary.words(low, len(vocabulary)), low):
                yield field, word, number
            first = b""

    def _items(self, fields: list[str], first: bytes) -> Iterator[tuple[Term, ColumnarTermInfo]]:
        for field, word, number in self._walk(fields, first):
            yield (field, word), ColumnarTermInfo(self, field, number)
