"""Segments in, one segment out: words merged, documents renumbered, deleted ones left out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from index.columnar.container import ContainerWriter
from index.columnar.field import Field, blocks
from index.columnar.field_writer import FieldWriter
from index.columnar.inverted import Inverted
from index.columnar.packing import Indices, Unsigned, ends_to_starts, ranges, row_sums
from index.columnar.phrase import places_of
from index.columnar.reader import SegmentColumns
from index.columnar.records import RecordsWriter
from index.columnar.sequence import Codes, most_frequent, write_sequence
from index.columnar.writer import write_columns

#: Blocks of postings after which the memory of what was read is given back.
_RELEASE = 32
#: Bytes of a sequence that are renumbered at a time.
_SEQUENCE = 1 << 22
#: Blocks that are merged by other threads while this one packs the blocks before.
_THREADS = 1

Given = TypeVar("Given")
Made = TypeVar("Made")

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge, and the numbers of its deleted documents."""

    segment: SegmentColumns
    deleted: Sequence[int] = ()

    def kept(self) -> Mask:
        """Whether each document is still there."""
        kept = np.ones(self.segment.document_count, bool)
        kept[np.array(self.deleted, np.int64)] = False
        return kept


def merge_segments(
    path: Path,
    sources: Sequence[Source],
    columns: Mapping[str, npt.NDArray[Any]] | None = None,
) -> int:
    """Write the documents of several segments, in their order, as one segment.

    Memory is bounded by a block of postings and by what is kept for each word
    and document, not by the postings.

    Args:
        path: the file of the new segment.
        sources: the segments, none of them of Whoosh's writer with a payload.
        columns: replaces columns of the sources: an integer for each kept document.

    Returns:
        How many documents the new segment has.

    Raises:
        SegmentFull: together they are more than a segment can hold.
        ValueError: a segment holds what only Whoosh's own merge carries over.
    """
    kept = [source.kept() for source in sources]
    document_count = int(sum(mask.sum() for mask in kept))
    for source in sources:
        source.segment.refuse_payloads()
    container = ContainerWriter(path.parent)
    try:
        records = RecordsWriter(container)
        names = dict.fromkeys(name for source in sources for name in source.segment.fields)
        with ThreadPoolExecutor(1 + _THREADS) as pool:
            # To copy bytes leaves the interpreter to what puts the fields together.
            copied = pool.submit(_copy_records, records, sources, kept)
            for name in names:
                _merge_field(container, name, sources, kept, pool)
            copied.result()
        records.finish()
        merged = _columns([source.segment for source in sources], kept) | dict(columns or {})
        write_columns(container, merged, document_count)
        container.attributes["documents"] = document_count
        container.save(path)
    finally:
        container.close()
    return document_count


def _copy_records(records: RecordsWriter, sources: Sequence[Source], kept: list[Mask]) -> None:
    for source, mask in zip(sources, kept, strict=True):
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
    """A field of one segment on its way into the new one.

    Attributes:
        numbers: the new number of each of its words, ascending.
        first: the new number of the first document that is kept.
        kept: whether each document is kept; None where all are.
    """

    field: Field
    numbers: Indices
    first: int
    kept: Mask | None

    def read(self, low: int, high: int) -> tuple[Inverted, Indices]:
        """The kept postings of the words with new numbers from `low` to `high`.

        Returns:
            The postings without their words, and the place of each word from `low`.
        """
        first, last = np.searchsorted(self.numbers, (low, high)).tolist()
        part = self.field.part(first, last, words=False)
        places = self.numbers[first:last] - low
        documents = part.documents
        if self.kept is not None:
            part = _without(part, ~self.kept)
            documents = (np.cumsum(self.kept, dtype=np.uint32) - np.uint32(1))[part.documents]
        documents += np.uint32(self.first)
        return replace(part, documents=documents), places


def _merge_field(
    container: ContainerWriter,
    name: str,
    sources: Sequence[Source],
    kept: list[Mask],
    pool: ThreadPoolExecutor,
) -> None:
    fields = [source.segment.field(name) for source in sources]
    positional = all(field.positional for field in fields if field)
    vocabularies = [list(f.vocabulary.words(0, len(f.vocabulary))) if f else [] for f in fields]
    words = sorted(set().union(*vocabularies))
    numbered = dict(zip(words, range(len(words)), strict=True))
    sizes = np.zeros(len(words), np.int64)
    parts: list[_SourceField] = []
    first = 0
    for field, vocabulary, mask in zip(fields, vocabularies, kept, strict=True):
        before, first = first, first + int(mask.sum())
        if field is None:
            continue
        count = len(vocabulary)
        numbers = np.fromiter(map(numbered.__getitem__, vocabulary), np.int64, count)
        sizes[numbers] += field.occurrence_counts()
        parts.append(_SourceField(field, numbers, before, None if mask.all() else mask))
    del numbered, vocabularies

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
    """The sequence of a segment in the numbers of the new one, some positions at a time.

    A word that is common now and was not in this segment is put in from its postings;
    it occurs in few places.
    """
    if field is None or field.sequence is None:
        return
    sequence = field.sequence
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
        # Bytes are translated in a quarter of the time that an index takes.
        part = sequence.codes[start : start + _SEQUENCE].tobytes()
        codes = np.frombuffer(bytearray(part.translate(table)), np.uint8)
        low, high = np.searchsorted(places, (start, start + _SEQUENCE))
        codes[places[low:high] - start] = new[low:high]
        yield codes if left is None else codes[left[start : start + _SEQUENCE]]


def _ahead(
    pool: ThreadPoolExecutor, make: Callable[[Given], Made], given: Iterable[Given]
) -> Iterator[Made]:
    """What is made of each, in their order; other threads make the next ones meanwhile."""
    waiting: deque[Future[Made]] = deque()
    for one in given:
        waiting.append(pool.submit(make, one))
        if len(waiting) > _THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _without(part: Inverted, deleted: Mask) -> Inverted:
    """The postings without those of deleted documents; words may end up without any."""
    keep = ~deleted[part.documents]
    counts = row_sums(keep, part.starts)
    positions = part.positions
    if positions is not None:
        positions = positions[np.repeat(keep, part.frequencies)]
    return Inverted(
        part.words,
        ends_to_starts(np.cumsum(counts)),
        part.documents[keep],
        part.frequencies[keep],
        positions,
        part.lengths,
    )


def _union(words: list[bytes], parts: list[tuple[Inverted, Indices]], positional: bool) -> Inverted:
    """The postings of a block of words, those of the first segment first."""
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
    """Where the items of several segments go: word by word, and in each segment by segment.

    Args:
        counts: of the items of each word (a column) in each segment (a row).
    """

    def __init__(self, counts: Indices) -> None:
        # Down the columns of `counts` is the order of the result.
        starts = np.cumsum(counts.T).reshape(counts.T.shape).T - counts
        self._places = [ranges(*row) for row in zip(starts, counts, strict=True)]

    def put(self, rows: list[Unsigned]) -> Unsigned:
        """The items of the segments in their new order."""
        total = sum(map(len, rows))
        together = np.empty(total, np.result_type(np.uint8, *rows))
        for places, row in zip(self._places, rows, strict=True):
            together[places] = row
        return together
