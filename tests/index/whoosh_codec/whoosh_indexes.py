"""The same documents in an index of Whoosh's own codec and in indexes of columns."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import Run
from index.columnar.writer import Batch, write_segment
from index.whoosh_codec.codec import ColumnarCodec, ColumnarSegment
from index.whoosh_codec.container_files import WHOLE
from index.whoosh_codec.stored_values import encode_fields
from tests.index.columnar.inverting import Occurrences, inverted

Document = Mapping[str, Any]

SCHEMA = Schema(
    text=TEXT(stored=True),
    tag=KEYWORD(scorable=True),
    id=ID(stored=True, unique=True),
    n=NUMERIC(int, stored=True, sortable=True, signed=True),
)


def written(
    folder: Path,
    segments: Iterable[Sequence[Document]],
    codec: Any,
    schema: Schema = SCHEMA,
    deleted: Iterable[int] = (),
) -> FileIndex:
    """An index of Whoosh's writer, a commit for each segment."""
    index = _new(folder, schema)
    for documents in segments:
        writer = index.writer(codec=codec)
        for document in documents:
            writer.add_document(**document)
        writer.commit(merge=False)
    _delete(index, deleted, codec)
    return index


def stock(folder: Path, segments: Iterable[Sequence[Document]], **more: Any) -> FileIndex:
    """An index of Whoosh's own codec."""
    return written(folder, segments, W3Codec(), **more)


def columnar(folder: Path, segments: Iterable[Sequence[Document]], **more: Any) -> FileIndex:
    """An index of columns, by Whoosh's writer."""
    return written(folder, segments, ColumnarCodec(), **more)


def file_of(segment: Any) -> str:
    """The name of the file of a segment that is written in bulk."""
    return str(segment.make_filename(WHOLE))


def segment_columns(index: FileIndex, segment: Any) -> SegmentColumns:
    """The columns of a segment of an index."""
    return ColumnarCodec().terms_reader(index.storage, segment).columns


def bulk(
    folder: Path, segments: Iterable[Sequence[Document]], deleted: Iterable[int] = ()
) -> FileIndex:
    """An index of columns, written in bulk."""
    index = _new(folder, SCHEMA)
    for documents in segments:
        if not documents:
            continue
        segment = ColumnarSegment(index.indexname, len(documents))
        write_segment(folder / file_of(segment), batch(documents))
        add_segment(index, segment)
    _delete(index, deleted, ColumnarCodec())
    return index


def batch(documents: Sequence[Document]) -> Batch:
    """Documents of `SCHEMA`, inverted by Whoosh's fields."""
    fields = {}
    for name in sorted(SCHEMA.names()):
        field = SCHEMA[name]
        format_: Any = field.format
        occurrences: dict[str, dict[int, list[int]]] = {}
        lengths = [0] * len(documents)
        for number, document in enumerate(documents):
            if document.get(name) is None:
                continue
            for word, frequency, _, value in field.index(document[name]):
                positional = format_.supports("positions")
                where = format_.decode_positions(value) if positional else [0] * frequency
                # Numbers are words of any bytes, which the slow way sorts as text.
                occurrences.setdefault(word.decode("latin-1"), {})[number] = where
                lengths[number] += frequency if field.scorable else 0
        fields[name] = _of_bytes(occurrences, len(documents), lengths)
    stored = [{k: v for k, v in d.items() if SCHEMA[k].stored} for d in documents]
    column: Any = SCHEMA["n"].column_type
    default = column.default_value()
    numbers = [
        default if d.get("n") is None else SCHEMA["n"].to_column_value(d["n"]) for d in documents
    ]
    records = Run.of([encode_fields(each) for each in stored])
    return Batch(len(documents), fields, [records], {"n": np.array(numbers, np.int64)})


def _of_bytes(occurrences: Occurrences, documents: int, lengths: list[int]) -> Any:
    field = inverted(occurrences, documents, lengths)
    # Bytes under 256 sort as Latin-1 as they do as UTF-8.
    words = [word.decode().encode("latin-1") for word in field.words]
    return type(field)(
        words, field.starts, field.documents, field.frequencies, field.positions, field.lengths
    )


def add_segment(index: FileIndex, segment: ColumnarSegment) -> None:
    """Put a segment into Whoosh's list of them."""
    writer: Any = index.writer(codec=ColumnarCodec())
    writer.segments.append(segment)
    writer.commit(merge=False)


def _new(folder: Path, schema: Schema) -> FileIndex:
    folder.mkdir(parents=True)
    index: FileIndex = FileStorage(str(folder)).create_index(schema)
    return index


def _delete(index: FileIndex, deleted: Iterable[int], codec: Any) -> None:
    numbers = list(deleted)
    if numbers:
        writer = index.writer(codec=codec)
        for number in numbers:
            writer.delete_document(number)
        writer.commit(merge=False)
