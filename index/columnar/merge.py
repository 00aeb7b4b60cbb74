"""Merges segments into one: vocabularies are united, documents renumbered or dropped."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from index.columnar.container_writer import ContainerWriter
from index.columnar.entries_writer import EntriesWriter
from index.columnar.field import Field, blocks
from index.columnar.field_writer import FieldWriter
from index.columnar.inverted import Inverted
from index.columnar.packing import Indices, Unsigned, ends_to_starts, ranges, row_sums
from index.columnar.phrase import places_of
from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import RecordsWriter
from index.columnar.sequence import Codes, most_frequent, write_sequence
from index.columnar.writer import write_columns

#: After this many blocks of postings, the memory of the pages that were read is freed.
_RELEASE = 32
#: How many bytes of a sequence are translated at a time.
_SEQUENCE = 1 << 22
#: Threads that merge the next blocks while this one packs the previous block. A second one
#: would wait for the interpreter most of the time.
_THREADS = 1

Given = TypeVar("Given")
Made = TypeVar("Made")

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge, with the numbers of its deleted documents."""

    segment: SegmentColumns
    deleted: Sequence[int] = ()

    def kept(self) -> Mask:
        """Whether each document is not deleted."""
        kept = np.ones(self.segment.document_count, bool)
        kept[np.array(self.deleted, np.int64)] = False
        return kept


def merge_segments(
    path: Path,
    sources: Sequence[Source],
    columns: Mapping[str, npt.NDArray[Any]] | None = None,
) -> int:
    """Write the documents of several segments, in their order, as one segment.

    The memory grows with the numbers of words and of documents. Postings are read a block
    at a time.

    Args:
        path: the file of the new segment.
        sources: the segments.
        columns: columns that replace those of the sources, with an integer for each document
            that is not deleted.

    Returns:
        The number of documents of the new segment.

    Raises:
        SegmentFull: the sources have more postings than one segment can hold.
        ValueError: Whoosh's writer stored something in a segment that only its merge can copy,
            such as weights or vectors.
    """
    kept = [source.kept() for source in sources]
    document_count = int(sum(mask.sum() for mask in kept))
    for source in sources:
        source.segment.refuse_payloads()
    container = ContainerWriter(path.parent)
    try:
        records, entries = RecordsWriter(container), EntriesWriter(container)
        names = dict.fromkeys(name for source in sources for name in source.segment.fields)
        with ThreadPoolExecutor(1 + _THREADS) as pool:
            # Copying bytes releases the interpreter's lock, so fields are merged meanwhile.
            copied = pool.submit(_copy_records, records, entries, sources, kept)
            for name in names:
                _merge_field(container, name, sources, kept, pool)
            copied.result()
        records.finish()
        entries.finish()
        merged = _columns([source.segment for source in sources], kept) | dict(columns or {})
        write_columns(container, merged, document_count)
        container.attributes["documents"] = document_count
        container.save(path)
    finally:
        container.close()
    return document_count


def _copy_records(
    records: RecordsWriter, entries: EntriesWriter, sources: Sequence[Source], kept: list[Mask]
) -> None:
    for source, mask in zip(sources, kept, strict=True):
        entries.copy(source.segment.entries, mask, records.count)
        records.copy(source.segment.records, mask)
        source.segment.release()


def _columns(segments: list[SegmentColumns], kept: list[Mask]) -> dict[str, npt.NDArray[Any]]:
    names = dict.fromkeys(name for segment in segments for name in segment.columns)
    merged = {}
    for name in names:
        rows = []
        for segment, mask in zip(segments, kept, strict=True):
            held = name in segment.columns
            values = segment.column(name) if held else np.zeros(len(mask), np.uint8)
            rows.append(values[mask])
        merged[name] = np.concatenate(rows)
    return merged


@dataclass(frozen=True, slots=True)
class _SourceField:
    """A field of one of the segments that are merged.

    Attributes:
        field: the postings.
        numbers: the number of each of its words in the new segment, ascending.
        first: the number in the new segment of its first document that is kept.
        kept: whether each document is kept; None if all are.
    """

    field: Field
    numbers: Indices
    first: int
    kept: Mask | None

    def read(self, low: int, high: int) -> tuple[Inverted, Indices]:
        """The kept postings of the words that are numbered `low` to `high` in the new segment.

        Returns:
            The postings without their words, and the number of each word less `low`.
        """
        first, last = np.searchsorted(self.numbers, (low, high)).tolist()
        postings = self.field.part(first, last, words=False)
        places = self.numbers[first:last] - low
        documents = postings.documents
        if self.kept is not None:
            postings = _without(postings, ~self.kept)
            new_numbers = np.cumsum(self.kept, dtype=np.uint32) - np.uint32(1)
            documents = new_numbers[postings.documents]
        documents += np.uint32(self.first)
        return replace(postings, documents=documents), places


def _source_fields(
    fields: Sequence[Field | None], kept: list[Mask]
) -> tuple[list[bytes], list[_SourceField]]:
    """The union of the words of a field in several segments, and the field of each segment."""
    vocabularies = [list(f.vocabulary.words(0, len(f.vocabulary))) if f else [] for f in fields]
    words = sorted(set().union(*vocabularies))
    new_numbers = dict(zip(words, range(len(words)), strict=True))
    found: list[_SourceField] = []
    first = 0
    for field, vocabulary, mask in zip(fields, vocabularies, kept, strict=True):
        if field is not None:
            numbers = map(new_numbers.__getitem__, vocabulary)
            array = np.fromiter(numbers, np.int64, len(vocabulary))
            found.append(_SourceField(field, array, first, None if mask.all() else mask))
        first += int(mask.sum())
    return words, found


def _merge_field(
    container: ContainerWriter,
    name: str,
    sources: Sequence[Source],
    kept: list[Mask],
    pool: ThreadPoolExecutor,
) -> None:
    fields = [source.segment.field(name) for source in sources]
    positional = all(field.positional for field in fields if field)
    words, parts = _source_fields(fields, kept)
    sizes = np.zeros(len(words), np.int64)
    for part in parts:
        sizes[part.numbers] += part.field.occurrence_counts()

    def merged(extent: tuple[int, int]) -> Inverted:
        low, high = extent
        return _union(words[low:high], [part.read(low, high) for part in parts], positional)

    writer = FieldWriter(container, name, positional=positional)
    extents = blocks(ends_to_starts(np.cumsum(sizes)))
    for count, block in enumerate(_ahead(pool, merged, extents), 1):
        writer.append(block)
        if count % _RELEASE == 0:
            for source in sources:
                source.segment.release()
    segments = [source.segment for source in sources]
    lengths = [s.lengths(name)[mask] for s, mask in zip(segments, kept, strict=True)]
    writer.finish(np.concatenate(lengths))
    if all(part.field.sequence for part in parts):
        common = [words[number] for number in most_frequent(sizes).tolist()]
        codes = (
            some
            for segment, mask in zip(segments, kept, strict=True)
            for some in _codes(segment.field(name), common, mask)
        )
        write_sequence(container, writer.name, common, codes, np.concatenate(lengths))


def _codes(field: Field | None, common: list[bytes], kept: Mask) -> Iterator[Codes]:
    """The sequence of a segment in the codes of the new one, a chunk at a time.

    A word may be common in the new segment and not in this one. It has few occurrences here;
    their places come from its postings.
    """
    if field is None or field.sequence is None:
        return
    sequence = field.sequence
    sequence.check_all()
    numbers = {word: number for number, word in enumerate(common, 1)}
    table = bytes([0, *(numbers.pop(word, 0) for word in sequence.common())]).ljust(256, b"\0")
    known = ((number, field.vocabulary.find(word)) for word, number in numbers.items())
    found = [(n, places_of(field, sequence, [at])) for n, at in known if at is not None]
    places = np.concatenate([np.empty(0, np.uint32), *(some for _, some in found)])
    new = np.repeat(np.array([n for n, _ in found], np.uint8), [len(some) for _, some in found])
    order = np.argsort(places, kind="stable")
    places, new = places[order], new[order]
    left = None if kept.all() else np.repeat(kept, sequence.lengths())
    for start in range(0, len(sequence.codes), _SEQUENCE):
        # `bytes.translate` takes a quarter of the time of indexing an array.
        part = sequence.codes[start : start + _SEQUENCE].tobytes()
        codes = np.frombuffer(bytearray(part.translate(table)), np.uint8)
        low, high = np.searchsorted(places, (start, start + _SEQUENCE))
        codes[places[low:high] - start] = new[low:high]
        yield codes if left is None else codes[left[start : start + _SEQUENCE]]


def _ahead(
    pool: ThreadPoolExecutor, make: Callable[[Given], Made], given: Iterable[Given]
) -> Iterator[Made]:
    """As `map`, with the next results computed in other threads."""
    waiting: deque[Future[Made]] = deque()
    for one in given:
        waiting.append(pool.submit(make, one))
        if len(waiting) > _THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _without(postings: Inverted, deleted: Mask) -> Inverted:
    """The postings without those in deleted documents. A word may have none left."""
    keep = ~deleted[postings.documents]
    counts = row_sums(keep, postings.starts)
    positions = postings.positions
    if positions is not None:
        positions = positions[np.repeat(keep, postings.frequencies)]
    return Inverted(
        postings.words,
        ends_to_starts(np.cumsum(counts)),
        postings.documents[keep],
        postings.frequencies[keep],
        positions,
        postings.lengths,
    )


def _union(words: list[bytes], parts: list[tuple[Inverted, Indices]], positional: bool) -> Inverted:
    """Merge the postings of a block of words; those of the first segment come first."""
    counts = np.zeros((len(parts), len(words)), np.int64)
    occurrences = np.zeros_like(counts)
    for row, (part, places) in enumerate(parts):
        counts[row, places] = np.diff(part.starts)
        occurrences[row, places] = row_sums(part.frequencies, part.starts)
    to = _Places(counts)
    documents = to.put([part.documents for part, _ in parts])
    frequencies = to.put([part.frequencies for part, _ in parts])
    positions = None
    if positional:
        rows = [part.positions for part, _ in parts]
        positions = _Places(occurrences).put([row for row in rows if row is not None])
    total = counts.sum(axis=0)
    held = total > 0
    return Inverted(
        [word for word, is_held in zip(words, held.tolist(), strict=True) if is_held],
        ends_to_starts(np.cumsum(total[held])),
        documents,
        frequencies,
        positions,
        np.empty(0, np.uint32),
    )


class _Places:
    """The places of the items of several segments in the merged array.

    The merged array is ordered by word, and within a word by segment.

    Args:
        counts: the number of items of each word (a column) in each segment (a row).
    """

    def __init__(self, counts: Indices) -> None:
        # The merged array has the order of `counts` read column by column.
        starts = np.cumsum(counts.T).reshape(counts.T.shape).T - counts
        self._places = [ranges(*row) for row in zip(starts, counts, strict=True)]

    def put(self, rows: list[Unsigned]) -> Unsigned:
        """Merge the items of the segments."""
        total = sum(map(len, rows))
        together = np.empty(total, np.result_type(np.uint8, *rows))
        for places, row in zip(self._places, rows, strict=True):
            together[places] = row
        return together
