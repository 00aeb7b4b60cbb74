"""Columns of Whoosh: each type serialises itself, and a container holds the bytes.

Two of Whoosh's types write pickles. Other types that write none take their place.
"""

from io import BytesIO
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.filedb.structfile import BufferFile, StructFile

from index.columnar.container import Array, Container
from index.columnar.container_writer import ContainerWriter
from index.whoosh_codec import stored_values


def name_of(field: str) -> str:
    """The name of the bytes of a column in a container."""
    return f"whoosh/{field}"


class _ValueWriter(columns.WrappedColumnWriter):
    def add(self, docnum: int, value: Any) -> None:
        self._child.add(docnum, b"" if value is None else stored_values.encode(value))


class _ValueReader(columns.WrappedColumnReader):
    def __getitem__(self, docnum: int) -> Any:
        record = self._child[docnum]
        return stored_values.decode(record) if record else None

    def __iter__(self) -> Any:
        return (self[docnum] for docnum in range(len(self)))


class ValueColumn(columns.WrappedColumn):
    """A column of any values that a stored field can have; it replaces `PickleColumn`."""

    Writer = _ValueWriter
    Reader = _ValueReader

    def __init__(self, child: columns.Column) -> None:
        super().__init__(child)  # type: ignore[no-untyped-call]


def native(column: Any) -> Any:
    """The column itself, or one that stores the same values without a pickle."""
    if isinstance(column, columns.PickleColumn):
        return ValueColumn(native(column._child))
    if isinstance(column, columns.CompressedBlockColumn):
        return columns.VarBytesColumn()
    return column


class ColumnsWriter:
    """Collects the values of columns, document by document."""

    def __init__(self) -> None:
        self._columns: dict[str, tuple[Any, BytesIO]] = {}

    def add(self, field: str, column: Any, document: int, value: Any) -> None:
        """Add the value of a document."""
        if field not in self._columns:
            buffer = BytesIO()
            self._columns[field] = native(column).writer(StructFile(buffer, name=field)), buffer
        self._columns[field][0].add(document, value)

    def finish(self, container: ContainerWriter, document_count: int) -> bool:
        """Write the columns, and return whether there are any."""
        for field, (writer, buffer) in self._columns.items():
            writer.finish(document_count)
            container.append(name_of(field), np.frombuffer(buffer.getvalue(), np.uint8))
        return bool(self._columns)


class ArrayColumnReader(columns.ColumnReader):
    """A column of integers that was written in bulk."""

    def __init__(self, array: Array) -> None:
        self._array = array
        self._values = array.data
        self._doccount = len(array)
        self._reverse = False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        value: int = self._values[docnum]
        return value

    def sort_key(self, docnum: int) -> int:  # type: ignore[override]
        """The sort key of a document: its value."""
        return -self[docnum] if self._reverse else self[docnum]

    def load(self) -> list[int]:
        """All values."""
        integers: list[int] = self._array.tolist()
        return integers

    def set_reverse(self) -> None:
        """Sort in descending order."""
        self._reverse = True


def read_column(container: Container, field: str, column: Any, document_count: int) -> Any:
    """A reader for the column of a field in a container."""
    data = container[name_of(field)]
    file = BufferFile(data.data, name=name_of(field))
    return native(column).reader(file, 0, len(data), document_count)


def read_added_column(data: bytes, column: Any, document_count: int) -> Any:
    """A reader for a column that Whoosh added to a segment as a file."""
    return column.reader(BufferFile(data), 0, len(data), document_count)
