"""Writes a batch of inverted documents as a segment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columnar.container_writer import ContainerWriter
from index.columnar.entries_writer import EntriesWriter
from index.columnar.field import blocks
from index.columnar.field_writer import FieldWriter
from index.columnar.inverted import Inverted
from index.columnar.lengths import narrow
from index.columnar.packing import Indices, ends_to_starts, row_sums
from index.columnar.reader import column_name
from index.columnar.records_writer import RecordsWriter, Run
from index.columnar.sequence import most_frequent, numbered, write_sequence


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents that become one segment.

    Attributes:
        document_count: the number of documents.
        fields: the postings of each field.
        records: the stored records of the documents, in their order. A record can be any bytes.
            To be read with Whoosh's `stored_fields`, it must be a JSON object as in
            `index.whoosh_codec.stored_values`.
        columns: the columns by name, an integer for each document.
        entries: what is stored with some of the documents only, by their numbers, ascending. As
            JSON it is an object like a record, whose members Whoosh reads with those of the record.
    """

    document_count: int
    fields: Mapping[str, Inverted]
    records: Iterable[Run]
    columns: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    entries: Mapping[int, bytes] = field(default_factory=dict)


def write_segment(path: Path, batch: Batch, *, threads: int = 2, durable: bool = True) -> None:
    """Write a batch to a file, in one atomic step.

    Args:
        path: the file.
        batch: the documents.
        threads: how many threads compress the records; 1 if other processes write, too.
        durable: whether to flush the file to the disk.

    Raises:
        SegmentFull: the batch is more than a segment can hold.
        ValueError: a field, a column or the records have another number of documents.
    """
    container = ContainerWriter(path.parent)
    try:
        # Records come first: other threads compress them while fields are packed.
        records = RecordsWriter(container, threads=threads)
        for run in batch.records:
            records.extend(run)
        entries = EntriesWriter(container)
        entries.extend(batch.entries)
        for name, inverted in batch.fields.items():
            write_field(container, name, inverted, batch.document_count)
        records.finish()
        entries.finish()
        if records.count != batch.document_count:
            raise ValueError(f"{records.count} records for {batch.document_count} documents")
        write_columns(container, batch.columns, batch.document_count)
        container.attributes["documents"] = int(batch.document_count)
        container.save(path, durable=durable)
    finally:
        container.close()


def write_field(
    container: ContainerWriter, name: str, inverted: Inverted, document_count: int
) -> None:
    """Pack a field, a block of words at a time.

    Raises:
        SegmentFull: the field is more than a segment can hold.
        ValueError: its lengths are not those of `document_count` documents.
    """
    if len(inverted.lengths) != document_count:
        raise ValueError(f"{name}: {len(inverted.lengths)} lengths for {document_count} documents")
    writer = FieldWriter(container, name, positional=inverted.positions is not None)
    occurrences = ends_to_starts(np.cumsum(row_sums(inverted.frequencies, inverted.starts)))
    for low, high in blocks(occurrences):
        writer.append(_slice(inverted, occurrences, low, high))
    writer.finish(inverted.lengths)
    if inverted.sequence is not None:
        common = most_frequent(np.diff(occurrences))
        codes = numbered(common, len(inverted.words))
        words = [inverted.words[number] for number in common.tolist()]
        write_sequence(container, writer.name, words, [codes[inverted.sequence]], inverted.lengths)


def write_columns(
    container: ContainerWriter, columns: Mapping[str, npt.NDArray[Any]], document_count: int
) -> None:
    """Write integer columns, each in the narrowest type.

    Raises:
        ValueError: a column does not have `document_count` values.
    """
    for name, values in columns.items():
        if len(values) != document_count:
            raise ValueError(f"column {name}: {len(values)} values for {document_count} documents")
        container.append(column_name(name), narrow(values))


def _slice(inverted: Inverted, occurrences: Indices, low: int, high: int) -> Inverted:
    start, end = int(inverted.starts[low]), int(inverted.starts[high])
    positions = inverted.positions
    return Inverted(
        inverted.words[low:high],
        inverted.starts[low : high + 1] - start,
        inverted.documents[start:end],
        inverted.frequencies[start:end],
        None if positions is None else positions[occurrences[low] : occurrences[high]],
        inverted.lengths,
    )
