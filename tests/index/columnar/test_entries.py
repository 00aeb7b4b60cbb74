"""What is stored with some documents only: written, merged, found, and checked."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar import records, records_writer
from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.entries import Entries
from index.columnar.merge import Source, merge_segments
from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import RecordsWriter, Run
from index.columnar.writer import Batch, write_segment
from index.errors import IndexDamaged
from tests.index.columnar.inverting import of_texts

#: The entry of each document of a segment; None if it has none.
SEGMENTS = st.lists(st.lists(st.none() | st.binary(max_size=40), max_size=12), max_size=4)


def write(path: Path, entries: list[bytes | None]) -> SegmentColumns:
    """A segment with these entries."""
    count = len(entries)
    held = {number: entry for number, entry in enumerate(entries) if entry is not None}
    texts = of_texts([["x"]] * count)
    write_segment(path, Batch(count, {"text": texts}, [Run.of([b"r"] * count)], entries=held))
    return SegmentColumns.open(path)


@pytest.mark.parametrize("block", [1, 64, 1 << 15])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(SEGMENTS, st.data())
def test_a_merge_keeps_the_entries_of_what_it_keeps(
    tmp_path: Path, block: int, segments: list[list[bytes | None]], data: st.DataObject
) -> None:
    """Under the new numbers of their documents; those of deleted documents are gone."""
    sources, kept = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records_writer, "BLOCK", block)
        for number, entries in enumerate(segments):
            deleted = data.draw(st.sets(st.sampled_from(range(len(entries))))) if entries else set()
            sources.append(Source(write(tmp_path / f"{number}.columns", entries), sorted(deleted)))
            kept += [entry for n, entry in enumerate(entries) if n not in deleted]
        merge_segments(tmp_path / "m.columns", sources)
    merged = SegmentColumns.open(tmp_path / "m.columns")
    assert [merged.entries.get(document) for document in range(len(kept))] == kept
    assert merged.entries.get(len(kept)) is None
    assert [*merged.entries.without(())] == [entry for entry in kept if entry is not None]
    merged.verify()


def test_entries_of_deleted_documents_are_left_out(tmp_path: Path) -> None:
    """A program that was removed is in no list, before a merge either."""
    segment = write(tmp_path / "a.columns", [b"a", None, b"b", b"c"])
    assert [*segment.entries.without(())] == [b"a", b"b", b"c"]
    assert [*segment.entries.without([(2, 3)])] == [b"a", b"c"]


def test_all_entries_are_in_few_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records of turns are between them."""
    count = 1_000
    held = dict.fromkeys(range(0, count, 10), b"e" * 100)
    batch = Batch(
        count, {"text": of_texts([["x"]] * count)}, [Run.of([b"r" * 4000] * count)], entries=held
    )
    write_segment(tmp_path / "a.columns", batch)
    segment = SegmentColumns.open(tmp_path / "a.columns")
    read: list[int] = []
    of = records.Records._read_block

    def counted(self: records.Records, number: int) -> tuple[int, bytes]:
        read.append(number)
        return of(self, number)

    monkeypatch.setattr(records.Records, "_read_block", counted)
    assert [*segment.entries.without(())] == [*held.values()]
    assert read == [0]


def test_a_damaged_entry_is_refused(tmp_path: Path) -> None:
    """By whoever reads it, and by the check of all files."""
    path = tmp_path / "a.columns"
    write(path, [b"an entry that is long enough to be stored as it is", None]).close()
    data = bytearray(path.read_bytes())
    data[data.index(b"an entry")] ^= 1
    path.write_bytes(data)
    segment = SegmentColumns.open(path)
    with pytest.raises(IndexDamaged, match="entries"):
        segment.verify()
    with pytest.raises(IndexDamaged, match="entries"):
        segment.entries.get(0)


def test_entries_without_their_documents_are_refused(tmp_path: Path) -> None:
    """A file that somebody made up may have more of one than of the other."""
    container = ContainerWriter()
    container.append("entries.documents", np.array([0], "<u4"))
    entries = RecordsWriter(container, "entries")
    entries.extend(Run.of([b"a", b"b"]))
    entries.finish()
    container.save(tmp_path / "a.columns")
    with pytest.raises(IndexDamaged, match="2 entries for 1 documents"):
        Entries(Container.open(tmp_path / "a.columns"))
