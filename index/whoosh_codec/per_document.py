"""The data of each document for Whoosh: stored fields, lengths, columns and vectors."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader, PerDocumentWriter

from index.columnar.container import Container
from index.columnar.field import name_of as field_name
from index.columnar.field_writer import write_lengths
from index.columnar.lengths import rounded
from index.columnar.reader import SegmentColumns, column_name
from index.columnar.records_writer import RecordsWriter, Run
from index.whoosh_codec import container_files, stored_values
from index.whoosh_codec.column_files import (
    ArrayColumnReader,
    ColumnsWriter,
    name_of,
    read_added_column,
    read_column,
)
from index.whoosh_codec.vectors import Item, Vectors, VectorsWriter


class DocumentsWriter(PerDocumentWriter):
    """Collects documents one by one. A document counts only once it is finished."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._container = container_files.writer(storage)
        self._records = RecordsWriter(self._container, threads=1)
        self._columns = ColumnsWriter()
        self._vectors: dict[str, VectorsWriter] = {}
        self._lengths: dict[str, dict[int, int]] = {}
        self._count = 0
        self._in_document = False
        self._clear()
        self.is_closed = False

    def _clear(self) -> None:
        self._stored: dict[str, Any] = {}
        self._new_lengths: dict[str, int] = {}
        self._new_values: list[tuple[str, Any, Any]] = []
        self._new_vectors: list[tuple[str, Any, list[Item]]] = []

    def start_doc(self, docnum: int) -> None:
        """Begin a document."""
        if self._in_document:
            raise ValueError(f"document {docnum} starts before the one before it is finished")
        if docnum != self._count:
            raise ValueError(f"document {docnum} where {self._count} was expected")
        self._in_document = True

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int | None) -> None:
        """Add the stored value of a field, if there is one, and its length."""
        if value is not None:
            self._stored[fieldname] = value
        if length:
            self._new_lengths[fieldname] = length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Add the value of a column."""
        self._new_values.append((fieldname, columnobj, value))

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Iterable[Item]) -> None:
        """Add a term vector."""
        self._new_vectors.append((fieldname, fieldobj.vector, list(items)))

    def finish_doc(self) -> None:
        """End a document."""
        document = self._count
        try:
            record = stored_values.encode_fields(self._stored)
        except stored_values.UnsupportedValue:
            self.cancel_doc()
            raise
        self._records.extend(Run.of([record]))
        for field, length in self._new_lengths.items():
            self._lengths.setdefault(field, {})[document] = length
        for field, column, value in self._new_values:
            self._columns.add(field, column, document, value)
        for field, format_, items in self._new_vectors:
            if field not in self._vectors:
                self._vectors[field] = VectorsWriter(self._container, field, format_)
            self._vectors[field].append(document, items)
        self._count += 1
        self._in_document = False
        self._clear()

    def cancel_doc(self) -> None:
        """Drop the current document."""
        self._in_document = False
        self._clear()

    def close(self) -> None:
        """Write the file."""
        if self._in_document:
            self.finish_doc()
        self._records.finish()
        payloads = ["columns"] if self._columns.finish(self._container, self._count) else []
        for field, lengths in self._lengths.items():
            array = np.zeros(self._count, np.int64)
            array[list(lengths)] = list(lengths.values())
            write_lengths(self._container, field_name(field), array)
        for vectors in self._vectors.values():
            vectors.finish()
            payloads = [*payloads, "vectors"]
        self._container.attributes["documents"] = self._count
        self._container.attributes["payloads"] = list(dict.fromkeys(payloads))
        name = self._segment.make_filename(container_files.DOCUMENTS)
        container_files.save(self._storage, name, self._container)
        self.is_closed = True


class DocumentsReader(PerDocumentReader):
    """Reads the data of each document."""

    def __init__(self, container: Container, storage: Any, segment: Any) -> None:
        self._container = container
        self._storage = storage
        self._segment = segment
        self.columns = SegmentColumns(container, None)
        self._rounded: list[int] = rounded().tolist()
        self._codes = lru_cache(None)(self._length_codes)
        self._vectors = lru_cache(None)(self._open_vectors)

    def close(self) -> None:
        """Close the file."""
        self._codes.cache_clear()
        self._vectors.cache_clear()
        self.columns.close()

    def doc_count(self) -> int:
        """The number of documents that are not deleted."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return int(self._segment.doc_count_all())

    # Deletions

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """The deleted documents."""
        documents: Iterable[int] = self._segment.deleted_docs()
        return documents

    # Columns

    def supports_columns(self) -> bool:
        """True: a field can have a column."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether a field has a column."""
        container = self._container
        if name_of(fieldname) in container or column_name(fieldname) in container:
            return True
        return bool(
            self._storage.file_exists(container_files.added_column(self._segment, fieldname))
        )

    def list_columns(self) -> Iterator[str]:
        """The fields that have a column."""
        for name in self._container:
            kind, _, field = name.partition("/")
            if kind in ("whoosh", "column"):
                yield field

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """The column of a field."""
        if column_name(fieldname) in self._container:
            return ArrayColumnReader(self.columns.column(fieldname))
        if name_of(fieldname) in self._container:
            return read_column(self._container, fieldname, column, self.doc_count_all())
        with self._storage.open_file(
            container_files.added_column(self._segment, fieldname)
        ) as file:
            return read_added_column(file.read(), column, self.doc_count_all())

    # Lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The rounded number of words of a document in a field; `default` if it has none."""
        codes = self._codes(fieldname)
        code = codes[docnum] if codes is not None else 0
        return self._rounded[code] if code else default

    def field_length(self, fieldname: str) -> int:
        """The number of words of all documents in a field."""
        return self.columns.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """The length of the shortest document, rounded."""
        return self._rounded[min(self._codes(fieldname) or (0,))]

    def max_field_length(self, fieldname: str) -> int:
        """The length of the longest document, rounded."""
        return self._rounded[max(self._codes(fieldname) or (0,))]

    def _length_codes(self, field: str) -> memoryview | None:
        if f"{field_name(field)}.lengths" not in self._container:
            return None
        return self.columns.length_codes(field).data

    # Vectors

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether a document has a term vector of a field."""
        vectors = self._vectors(fieldname)
        return vectors is not None and docnum in vectors

    def vector(self, docnum: int, fieldname: str, format_: Any) -> Any:
        """The term vector of a document.

        Raises:
            KeyError: it has none.
        """
        vectors = self._vectors(fieldname)
        if vectors is None:
            raise KeyError(f"field {fieldname!r} has no vectors")
        return vectors.matcher(docnum, format_)

    def _open_vectors(self, field: str) -> Vectors | None:
        known = field in self._container.attributes.get("vectors", {})
        return Vectors(self._container, field) if known else None

    # Stored fields

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        stored = stored_values.decode_fields(self.columns.stored(docnum))
        entry = self.columns.entries.get(docnum)
        return stored if entry is None else stored | stored_values.decode_fields(entry)
