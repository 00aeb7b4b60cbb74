"""Writes a file of named arrays; `index.columnar.container` says what is in it, and reads it."""

import json
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from index import atomic
from index.columnar import pages
from index.columnar.container import (
    CHECK,
    FIXED,
    MAGIC,
    ORDER,
    PREAMBLE,
    SUMS,
    VERSION,
    Array,
    aligned,
)
from index.columnar.pages import PageSums

# Readers import the writers beside them, and start without NumPy.
if TYPE_CHECKING:
    import numpy as np

#: An array with more bytes than this is buffered in a temporary file, not in memory.
_SPOOL = 1 << 24
_COPY = 1 << 20


class _Column:
    """An array that is being written."""

    def __init__(self, dtype: "np.dtype[Any]", folder: Path | None) -> None:
        # As above: a reader starts without it.
        from tempfile import SpooledTemporaryFile

        self.dtype = dtype
        self.count = 0
        self.checksum = 0
        self.pages = PageSums()
        self.spool = SpooledTemporaryFile(max_size=_SPOOL, dir=str(folder) if folder else None)  # noqa: SIM115

    def append(self, array: Array) -> None:
        # As above.
        import numpy as np

        data = np.ascontiguousarray(array, self.dtype).view(np.uint8).data
        self.count += len(array)
        self.checksum = zlib.crc32(data, self.checksum)
        self.pages.add(data)
        self.spool.write(data)


class ContainerWriter:
    """Several growing arrays that are written to one file.

    Args:
        folder: the folder of the temporary files, in which large arrays are buffered.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.attributes: dict[str, Any] = {}
        self._folder = folder
        self._columns: dict[str, _Column] = {}

    def append(self, name: str, array: Array) -> None:
        """Append a one-dimensional array to the array `name`; the first one sets the dtype.

        Raises:
            TypeError: the dtype of the first array cannot hold this one without loss.
        """
        column = self._columns.get(name)
        if column is None:
            dtype = array.dtype.newbyteorder("<")
            column = self._columns[name] = _Column(dtype, self._folder)
        # As above.
        import numpy as np

        if not np.can_cast(array.dtype, column.dtype, "safe"):
            raise TypeError(f"{name}: {array.dtype} cannot be appended to {column.dtype}")
        column.append(array)

    def save(self, path: Path, *, durable: bool = True) -> None:
        """Write the file under a temporary name and rename it.

        Args:
            path: the file.
            durable: whether to flush it to the disk before the rename. A file that is soon
                merged into another one need not wait for the disk.
        """
        with atomic.replacing(path, durable=durable) as file:
            self.write(file)

    def write(self, file: IO[bytes]) -> None:
        """Write the container to an open file, and drop the buffered arrays."""
        self._append_sums()
        header, length = self._header()
        fixed = FIXED.pack(MAGIC, VERSION, ORDER, len(header), length, zlib.crc32(header))
        file.write(fixed + CHECK.pack(zlib.crc32(fixed)) + header)
        offset = PREAMBLE + len(header)
        for column in self._columns.values():
            file.write(bytes(aligned(offset) - offset))
            offset = aligned(offset) + column.count * column.dtype.itemsize
            column.spool.seek(0)
            while data := column.spool.read(_COPY):
                file.write(data)
        self.close()

    def _append_sums(self) -> None:
        """Append the checksums of all pages, if any array has more than one."""
        # As above.
        import numpy as np

        sums = [some for column in self._columns.values() for some in column.pages.finish()]
        if sums:
            self.append(SUMS, np.array(sums, "<u4"))

    def close(self) -> None:
        """Drop the buffered arrays. `write` does so, too."""
        for column in self._columns.values():
            column.spool.close()

    def _header(self) -> tuple[bytes, int]:
        """The header, and the length of the file.

        Offsets are relative to the first array: they do not depend on the length of the
        header that holds them.
        """
        offset = 0
        arrays: dict[str, list[str | int]] = {}
        for name, column in self._columns.items():
            offset = aligned(offset)
            arrays[name] = [column.dtype.str, column.count, offset, column.checksum]
            offset += column.count * column.dtype.itemsize
        record = {"attributes": self.attributes, "page": pages.PAGE, "arrays": arrays}
        header = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        if not arrays:
            return header, PREAMBLE + len(header)
        return header, aligned(PREAMBLE + len(header)) + offset
