"""The writer of words and postings for Whoosh, which adds one posting at a time."""

from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter as WhooshFieldWriter
from whoosh.util.numeric import length_to_byte

from index.columnar.container_writer import ContainerWriter
from index.columnar.field import BLOCK, name_of
from index.columnar.field_writer import FieldWriter
from index.columnar.inverted import Inverted
from index.whoosh_codec import container_files
from index.whoosh_codec.payload import Kind
from index.whoosh_codec.payload_columns import PayloadsWriter


class TermsWriter(WhooshFieldWriter):
    """Collects fields, words and postings in their order, and packs them block by block."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._container = container_files.writer(storage)
        self._field: _Field | None = None
        self._payloads: dict[str, None] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        if self._field is not None:
            raise ValueError(f"{fieldname!r} starts before the field before it is finished")
        self._field = _Field(self._container, fieldname, fieldobj.format)

    def start_term(self, text: bytes) -> None:
        """Begin a word."""
        self._current.start(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting."""
        self._current.append(docnum, weight, vbytes, length)

    def finish_term(self) -> None:
        """End a word."""
        self._current.end()

    def finish_field(self) -> None:
        """End a field."""
        self._payloads.update(dict.fromkeys(self._current.finish()))
        self._field = None

    def close(self) -> None:
        """Write the file."""
        self._container.attributes.setdefault("fields", {})
        self._container.attributes["payloads"] = list(self._payloads)
        container_files.save(
            self._storage, self._segment.make_filename(container_files.TERMS), self._container
        )
        self.is_closed = True

    @property
    def _current(self) -> "_Field":
        if self._field is None:
            raise ValueError("a word or a posting was added outside a field")
        return self._field


class _Field:
    """A field that is being written."""

    def __init__(self, container: ContainerWriter, name: str, format_: Any) -> None:
        self._container = container
        self._name = name
        self._kind = Kind.of(format_)
        positional = self._kind is not None and self._kind.has_positions
        self._positional = positional
        self._writer = FieldWriter(container, name, positional=positional)
        self._payloads = PayloadsWriter(container, name_of(name), self._kind)
        self._shortest: list[int] = []
        self._longest: list[int] = []
        self._clear()

    def _clear(self) -> None:
        self._words: list[bytes] = []
        self._ends: list[int] = [0]
        self._documents: list[int] = []
        self._payloads.clear()

    def start(self, word: bytes) -> None:
        self._words.append(word)
        self._low: int | None = None
        self._high = 0

    def append(self, document: int, weight: float, value: bytes, length: int | None) -> None:
        self._documents.append(document)
        self._payloads.append(weight, value)
        if length:
            self._low = length if self._low is None else min(self._low, length)
            self._high = max(self._high, length)

    def end(self) -> None:
        self._ends.append(len(self._documents))
        self._shortest.append(length_to_byte(self._low))
        self._longest.append(length_to_byte(self._high))
        if len(self._payloads.frequencies) + len(self._payloads.positions) >= BLOCK:
            self._pack()

    def _pack(self) -> None:
        positions = np.array(self._payloads.positions, np.uint32) if self._positional else None
        self._writer.append(
            Inverted(
                self._words,
                np.array(self._ends, np.int64),
                np.array(self._documents, np.uint32),
                np.array(self._payloads.frequencies, np.uint32),
                positions,
                np.empty(0, np.uint32),
            )
        )
        self._clear()

    def finish(self) -> list[str]:
        """Write the last block, and return the names of the payload columns."""
        self._pack()
        self._writer.finish(None)
        field = self._container.attributes["fields"][self._name]
        field["kind"] = [self._kind.name, self._kind.boost] if self._kind else None
        # Some callers do not give the lengths of documents to the writer of documents.
        name = name_of(self._name)
        self._container.append(f"{name}.shortest", np.array(self._shortest, np.uint8))
        self._container.append(f"{name}.longest", np.array(self._longest, np.uint8))
        return self._payloads.finish()
