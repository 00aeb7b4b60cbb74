"""Segments of an index that is written: which are merged, the merged one, deleted documents."""

import contextlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.columnar.merge import Source, merge_segments
from index.columnar.reader import SegmentColumns
from index.errors import refusing_unsound
from index.library.manifest import Segment
from index.library.segments import open_segment


def worth_merging(segments: Sequence[Segment]) -> list[Segment]:
    """The smallest segments, as long as the next is at most twice as large as they are.

    The sizes that are left grow by a factor, so there are few segments, and a turn
    is merged a few times only, however many updates there are.
    """
    ordered = sorted(segments, key=lambda segment: segment.left)
    group, total = ordered[:1], ordered[0].left if ordered else 0
    best = group
    for segment in ordered[1:]:
        if segment.left > 2 * total:
            break
        group = [*group, segment]
        total += segment.left
        best = group
    return best


def merged(
    directory: Path, segments: Sequence[Segment], path: Path, new: Collection[str]
) -> Segment:
    """One segment of several, without the documents that are deleted.

    Args:
        directory: the folder of the index.
        segments: those that are merged.
        path: the file to write.
        new: the names of the segments that were written a moment ago: they are not read back.

    Raises:
        IndexDamaged: a segment is not what was written; no damage is copied.
    """
    opened = [open_segment(directory, segment) for segment in segments]
    try:
        for columns, segment in zip(opened, segments, strict=True):
            if segment.name not in new:
                columns.verify()
        sources = [
            Source(columns, deleted_documents(segment))
            for columns, segment in zip(opened, segments, strict=True)
        ]
        with refusing_unsound(directory):
            document_count = merge_segments(path, sources)
        with contextlib.closing(SegmentColumns.open(path)) as columns:
            return Segment(path.name, document_count, identity=columns.identity)
    finally:
        for columns in opened:
            columns.close()


def without(segment: Segment, documents: np.ndarray[Any, Any]) -> Segment:
    """A segment with more documents deleted."""
    if not len(documents):
        return segment
    deleted = np.zeros(segment.document_count + 2, bool)
    deleted[1 + np.array(deleted_documents(segment), np.int64)] = True
    deleted[1 + documents.astype(np.int64)] = True
    edges = np.flatnonzero(deleted[1:] != deleted[:-1]).tolist()
    return segment._replace(deleted=tuple(zip(edges[::2], edges[1::2], strict=True)))


def deleted_documents(segment: Segment) -> list[int]:
    """The numbers of the documents of a segment that are deleted, ascending."""
    return [number for start, end in segment.deleted for number in range(start, end)]
