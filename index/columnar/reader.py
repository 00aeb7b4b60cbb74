"""A segment opened for reading: postings, lengths, columns and records.

The search and the classes for Whoosh both read segments through it. A word is given as text or as
UTF-8. Arrays are read-only views of the file where possible.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.container import Array, Container
from index.columnar.entries import Entries
from index.columnar.field import Field, name_of
from index.columnar.inverted import Inverted
from index.columnar.lengths import short_codes
from index.columnar.packing import Indices, Ints, Unsigned
from index.columnar.phrase import phrase
from index.columnar.records import Records

Word = str | bytes

#: How many words have their numbers cached: a search looks up the same words several times.
_REMEMBERED = 4096

_NO_DOCUMENTS: Ints = np.empty(0, np.uint32)


def column_name(name: str) -> str:
    """The name of a column in a container."""
    return f"column/{name}"


class SegmentColumns:
    """A segment.

    Args:
        per_document: the container with the records, lengths and columns of documents.
        terms: the container with the words and their postings. It is the same container if
            the segment is one file.
    """

    def __init__(self, per_document: Container | None, terms: Container | None) -> None:
        self._per_document = per_document
        self._terms = terms
        self._fields: dict[str, Field | None] = {}
        self._codes: dict[str, npt.NDArray[np.uint8]] = {}
        self._numbers: dict[tuple[str, bytes], int | None] = {}

    @classmethod
    def open(cls, path: Path) -> "SegmentColumns":
        """Open a segment that is one file.

        Raises:
            IndexDamaged: the file is not a segment, or it is damaged.
            IndexOutdated: it has another version of the format.
        """
        container = Container.open(path)
        return cls(container, container)

    def close(self) -> None:
        """Close the files.

        What has views of them is emptied: until the garbage is collected, it would keep a file
        that was removed on the disk.
        """
        for field in self._fields.values():
            if field:
                field.close()
        for name in ("records", "entries"):
            if name in vars(self):
                getattr(self, name).close()
                delattr(self, name)
        self._fields.clear()
        self._codes.clear()
        for container in (self._per_document, self._terms):
            if container:
                container.close()

    def release(self) -> None:
        """Free the memory of the pages that were read; see `Container.release`."""
        for container in (self._per_document, self._terms):
            if container:
                container.release()

    def refuse_shorter(self) -> None:
        """Refuse a file that was cut since it was opened; see `Container.refuse_shorter`."""
        if self._per_document:
            self._per_document.refuse_shorter()
        if self._terms and self._terms is not self._per_document:
            self._terms.refuse_shorter()

    def verify(self) -> None:
        """Read everything and compare checksums.

        Raises:
            IndexDamaged: an array differs from what was written.
        """
        for container in {id(c): c for c in (self._per_document, self._terms) if c}.values():
            container.verify()

    def verify_field(self, field: str) -> None:
        """Read all postings of a field and compare checksums.

        Raises:
            IndexDamaged: a part is not what was written.
        """
        if self._terms:
            self._terms.verify(f"{name_of(field)}.")

    def refuse_payloads(self) -> None:
        """Check that the segment has only what this class can read.

        Raises:
            ValueError: Whoosh's writer stored weights, characters, vectors or columns in it.
        """
        for container in (self._per_document, self._terms):
            if container and (what := container.attributes.get("payloads")):
                raise ValueError(
                    f"{container.path}: only Whoosh itself can merge {', '.join(what)}"
                )

    # Documents

    @property
    def identity(self) -> int:
        """The checksum of the header of the documents; see `Container.identity`."""
        return self._per_document.identity if self._per_document else 0

    @property
    def document_count(self) -> int:
        """The number of documents, deleted ones included."""
        if self._per_document is None:
            return 0
        documents: int = self._per_document.attributes["documents"]
        return documents

    def stored(self, document: int) -> bytes:
        """The stored record of a document.

        Raises:
            IndexError: no document has this number.
        """
        return self.records[document]

    def column(self, name: str) -> Array:
        """A column: an integer for each document, in the narrowest type.

        Raises:
            KeyError: the segment has no column of this name.
        """
        assert self._per_document is not None
        return self._per_document[column_name(name)]

    @property
    def columns(self) -> list[str]:
        """The names of the integer columns."""
        return [
            name.partition("/")[2] for name in self._per_document or () if name[:7] == "column/"
        ]

    def lengths(self, field: str) -> Array:
        """The number of words of each document in a field."""
        name = f"{name_of(field)}.lengths"
        if self._per_document and name in self._per_document:
            return self._per_document[name]
        return np.zeros(self.document_count, np.uint8)

    def length_codes(self, field: str) -> npt.NDArray[np.uint8]:
        """The lengths as the bytes that Whoosh rounds them to; see `lengths.rounded`."""
        name = f"{name_of(field)}.length_codes"
        if self._per_document and name in self._per_document:
            return self._per_document[name]
        if field not in self._codes:
            self._codes[field] = short_codes(self.lengths(field))
        return self._codes[field]

    def total_length(self, field: str) -> int:
        """The number of words of all documents, deleted ones included, in a field."""
        totals = self._per_document.attributes.get("lengths", {}) if self._per_document else {}
        return int(totals.get(field, 0))

    @cached_property
    def records(self) -> Records:
        """The stored records of all documents."""
        assert self._per_document is not None
        return Records(self._per_document)

    @cached_property
    def entries(self) -> Entries:
        """What is stored with some of the documents only."""
        assert self._per_document is not None
        return Entries(self._per_document)

    # Words

    @property
    def fields(self) -> list[str]:
        """The fields that have words, in the order in which they were written."""
        return list(self._terms.attributes.get("fields", ())) if self._terms else []

    def field(self, name: str) -> Field | None:
        """The postings of a field, or None if the segment has no words in it."""
        if name not in self._fields:
            known = self._terms and name in self._terms.attributes.get("fields", ())
            self._fields[name] = Field(self._terms, name) if self._terms and known else None
        return self._fields[name]

    def number(self, field: str, word: Word) -> int | None:
        """The number of a word in its field, or None if the field does not hold it."""
        encoded = _bytes(word)
        key = (field, encoded)
        if key not in self._numbers:
            found = self.field(field)
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            self._numbers[key] = found.vocabulary.find(encoded) if found else None
        return self._numbers[key]

    def numbers(self, field: str, words: Sequence[bytes]) -> Indices:
        """The numbers of some words, without those that the field does not hold."""
        found = (self.number(field, word) for word in words)
        return np.array([number for number in found if number is not None], np.int64)

    def picked(self, field: str, numbers: Indices) -> list[bytes]:
        """Words by their numbers. The numbers are cached, because the words are looked up next."""
        found = self.field(field)
        if found is None:
            return []
        words = found.vocabulary.pick(numbers)
        if len(self._numbers) + len(words) > _REMEMBERED:
            self._numbers.clear()
        self._numbers.update(
            ((field, word), number) for word, number in zip(words, numbers.tolist(), strict=True)
        )
        return words

    def words_beginning_or_ending(
        self, field: str, first: bytes, last: bytes, letters: tuple[int, int]
    ) -> list[bytes]:
        """The words that begin with `first` or end with `last`, ascending.

        Args:
            field: the field.
            first: a prefix.
            last: a suffix.
            letters: the least and the greatest number of letters of a word.
        """
        found = self.field(field)
        if found is None:
            return []
        return self.picked(field, found.vocabulary.beginning_or_ending(first, last, letters))

    def words_ending(self, field: str, piece: bytes) -> list[bytes]:
        """The words of a field that end with `piece`, ascending by their bytes."""
        found = self.field(field)
        return self.picked(field, found.vocabulary.ending(piece)) if found else []

    def word_range(self, field: str, prefix: Word) -> tuple[int, int]:
        """The range of the numbers of the words with a prefix."""
        found = self.field(field)
        return found.vocabulary.range(_bytes(prefix)) if found else (0, 0)

    def words(self, field: str, low: int, high: int) -> Iterator[bytes]:
        """The words with the numbers from `low` to `high`, ascending by their bytes."""
        found = self.field(field)
        return found.vocabulary.words(low, high) if found else iter(())

    def words_containing(self, field: str, piece: bytes) -> Iterator[bytes]:
        """The words of a field that contain `piece`, ascending by their bytes."""
        found = self.field(field)
        return found.vocabulary.containing(piece) if found else iter(())

    def document_frequencies(self, field: str, low: int, high: int) -> Indices:
        """The document frequency of each word from `low` to `high`, deleted documents included."""
        found = self.field(field)
        return found.document_frequencies(low, high) if found else np.empty(0, np.int64)

    def document_frequency(self, field: str, word: Word) -> int:
        """The document frequency of a word, deleted documents included."""
        found, number = self.field(field), self.number(field, word)
        return 0 if found is None or number is None else found.document_frequency(number)

    # Postings

    def postings_of(self, field: str, words: Sequence[bytes]) -> tuple[Ints, Ints]:
        """As `postings`, for several words, word by word."""
        found, numbers = self.field(field), self.numbers(field, words)
        if found is None or not len(numbers):
            return _NO_DOCUMENTS, _NO_DOCUMENTS
        return found.postings_of(numbers)

    def postings(self, field: str, word: Word) -> tuple[Ints, Unsigned]:
        """The documents of a word, ascending (uint32), and its frequency in each."""
        found, number = self.field(field), self.number(field, word)
        if found is None or number is None:
            return _NO_DOCUMENTS, _NO_DOCUMENTS
        return found.documents(number), found.frequencies(number)

    def occurrences(self, field: str, word: Word) -> tuple[Ints, Unsigned]:
        """The document (uint32) and the position of every occurrence of a word.

        Raises:
            ValueError: the field keeps no positions.
        """
        found, number = self.field(field), self.number(field, word)
        if found is None or number is None:
            return _NO_DOCUMENTS, _NO_DOCUMENTS
        return found.occurrences(number)

    def occurrences_in(
        self, field: str, word: Word, documents: npt.NDArray[np.integer[Any]]
    ) -> tuple[Ints, Unsigned]:
        """As `occurrences`, in some documents only. These are ascending.

        Raises:
            ValueError: the field keeps no positions.
        """
        found, number = self.field(field), self.number(field, word)
        if found is None or number is None:
            return _NO_DOCUMENTS, _NO_DOCUMENTS
        return found.occurrences_in(number, documents, self.document_count)

    def phrase(
        self, field: str, words: Sequence[Sequence[Word]], within: npt.NDArray[np.bool_] | None
    ) -> Ints | None:
        """The document of every match of a phrase; None if the field has no sequence.

        Args:
            field: the field.
            words: the forms of each word of the phrase.
            within: whether to search each document; None for all.
        """
        found = self.field(field)
        if found is None:
            return _NO_DOCUMENTS
        if found.sequence is None:
            return None
        numbers = [
            [number for form in forms if (number := self.number(field, form)) is not None]
            for forms in words
        ]
        return phrase(found, numbers, within) if all(numbers) else _NO_DOCUMENTS

    def range_postings(self, field: str, low: int, high: int) -> Inverted | None:
        """The postings of the words from `low` to `high`, without lengths, or None."""
        found = self.field(field)
        return found.part(low, high) if found and low < high else None


def _bytes(word: Word) -> bytes:
    return word.encode() if isinstance(word, str) else word
