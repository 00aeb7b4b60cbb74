"""Merging segments gives what writing their documents at once gives."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.columnar import field, records_writer
from index.columnar.container import Container
from index.columnar.merge import Source, merge_segments
from index.columnar.reader import SegmentColumns
from index.columnar.records_writer import Run
from index.columnar.writer import Batch, write_segment
from tests.index.columnar.inverting import WORDS, of_texts

TEXTS = st.lists(st.lists(WORDS, max_size=8), max_size=6)


def write(path: Path, texts: list[list[str]], numbers: list[int]) -> SegmentColumns:
    """A segment of texts, each with its number in a column and in its record."""
    batch = Batch(
        len(texts),
        {"text": of_texts(texts)},
        [Run.of([str(number).encode() * 9 for number in numbers])],
        {"number": np.array(numbers, np.int64)},
    )
    write_segment(path, batch)
    return SegmentColumns.open(path)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TEXTS, max_size=4), st.data(), st.sampled_from([1, 3, 1 << 18]))
def test_merging_is_writing_at_once(
    tmp_path: Path, segments: list[list[list[str]]], data: st.DataObject, block: int
) -> None:
    """Words, postings, lengths, columns and records, with any documents deleted."""
    sources, kept_texts, kept_numbers, number = [], [], [], 0
    for order, texts in enumerate(segments):
        numbers = list(range(number, number + len(texts)))
        number += len(texts)
        deleted = data.draw(st.sets(st.sampled_from(range(len(texts))))) if texts else set()
        opened = write(tmp_path / f"{order}.columns", texts, numbers)
        sources.append(Source(opened, sorted(deleted)))
        kept_texts += [text for i, text in enumerate(texts) if i not in deleted]
        kept_numbers += [n for i, n in enumerate(numbers) if i not in deleted]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records_writer, "BLOCK", 64)
        patch.setattr(field.blocks, "__defaults__", (block,))
        assert merge_segments(tmp_path / "m.columns", sources) == len(kept_texts)
    write(tmp_path / "once.columns", kept_texts, kept_numbers)
    merged = SegmentColumns.open(tmp_path / "m.columns")
    once = SegmentColumns.open(tmp_path / "once.columns")
    words = list(once.words("text", 0, len(once.document_frequencies("text", 0, 0)) or 10**6))
    if sources:
        assert list(merged.words("text", 0, 10**6)) == words
        assert merged.lengths("text").tolist() == once.lengths("text").tolist()
        assert merged.column("number").tolist() == kept_numbers
    for word in words:
        for read in (merged.postings, merged.occurrences):
            assert [a.tolist() for a in read("text", word)] == [
                a.tolist() for a in getattr(once, read.__name__)("text", word)
            ]
    assert [merged.stored(d) for d in range(len(kept_texts))] == [
        str(n).encode() * 9 for n in kept_numbers
    ]
    merged.verify()


def test_a_field_that_one_segment_lacks(tmp_path: Path) -> None:
    """Its documents have no words of it, and a column is 0 for them."""
    write(tmp_path / "a.columns", [["x"], ["y", "x"]], [5, 6])
    write_segment(tmp_path / "b.columns", Batch(1, {"title": of_texts([["x"]])}, [Run.of([b"b"])]))
    sources = [Source(SegmentColumns.open(tmp_path / f"{name}.columns")) for name in "ab"]
    assert merge_segments(tmp_path / "m.columns", sources) == 3
    merged = SegmentColumns.open(tmp_path / "m.columns")
    assert merged.fields == ["text", "title"]
    assert merged.postings("text", "x")[0].tolist() == [0, 1]
    assert merged.postings("title", "x")[0].tolist() == [2]
    assert merged.lengths("text").tolist() == [1, 2, 0]
    assert merged.column("number").tolist() == [5, 6, 0]


def test_columns_can_be_replaced(tmp_path: Path) -> None:
    """As numbers that mean something in one segment only must be."""
    source = Source(write(tmp_path / "a.columns", [["x"], ["y"], ["z"]], [5, 6, 7]), [1])
    merge_segments(tmp_path / "m.columns", [source], {"number": np.array([1, 2])})
    merged = SegmentColumns.open(tmp_path / "m.columns")
    assert merged.column("number").tolist() == [1, 2]
    assert list(merged.words("text", 0, 3)) == [b"x", b"z"]


def test_whole_blocks_are_not_compressed_again(tmp_path: Path) -> None:
    """Their bytes go over as they are."""
    texts = [[str(i)] for i in range(3000)]
    source = Source(write(tmp_path / "a.columns", texts, list(range(10**9, 10**9 + 3000))))
    merge_segments(tmp_path / "m.columns", [source, source])
    one, two = (
        Container.open(tmp_path / name)["records.blocks"] for name in ("a.columns", "m.columns")
    )
    whole = int(Container.open(tmp_path / "a.columns")["records.block_ends"][0])
    assert two[:whole].tobytes() == one[:whole].tobytes()
