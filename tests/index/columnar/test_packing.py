"""What goes into a stream or a field comes out of it, whatever the numbers are."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import packing
from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.packing import SegmentFull, Stream, StreamWriter, ends_to_starts
from tests.index.columnar.buffers import reopened

EDGES = [0, 1, 2, 254, 255, 256, 257, 65_535, 65_536, 2**31, 2**32 - 1]
INTEGERS = st.one_of(
    st.just(1), st.integers(0, 300), st.sampled_from(EDGES), st.integers(0, 2**32 - 1)
)
ROWS = st.lists(
    st.one_of(st.lists(INTEGERS, max_size=30), st.lists(st.just(1), max_size=30)), max_size=12
)


def stream(blocks: list[list[list[int]]]) -> Stream:
    """A stream of the rows of several blocks."""
    writer = ContainerWriter()
    packer = StreamWriter(writer, "numbers")
    for rows in blocks:
        values = np.array([value for row in rows for value in row], np.uint32)
        packer.append(values, np.array([len(row) for row in rows], np.int64))
    packer.finish()
    return Stream(reopened(writer), "numbers")


@settings(deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_rows_come_back_one_by_one(blocks: list[list[list[int]]]) -> None:
    """A row is read by its number and its length."""
    packed = stream(blocks)
    rows = [row for rows in blocks for row in rows]
    for number, row in enumerate(rows):
        assert packed.read(number, len(row)).tolist() == row
        assert not packed.is_ones(number) or set(row) <= {1}


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(ROWS, max_size=3), st.data())
def test_rows_come_back_in_ranges(blocks: list[list[list[int]]], data: st.DataObject) -> None:
    """A range of rows is read at once, one after the other."""
    packed = stream(blocks)
    rows = [row for rows in blocks for row in rows]
    low = data.draw(st.integers(0, len(rows)))
    high = data.draw(st.integers(low, len(rows)))
    counts = np.array([len(row) for row in rows[low:high]], np.int64)
    found = packed.read_range(low, high, counts)
    assert found.tolist() == [value for row in rows[low:high] for value in row]


def test_a_row_of_ones_is_bounded() -> None:
    """It takes no bytes of the file, so somebody who makes an index up could ask for any."""
    writer = ContainerWriter()
    packer = StreamWriter(writer, "numbers")
    packer.append(np.array([1, 1, 1, 2, 2], np.uint32), np.array([3, 2]))
    packer.finish()
    some = Stream(reopened(writer), "numbers", 3)
    for packed in (some, Stream(reopened(ContainerWriter()), "none", 3)):
        assert packed.read(0, 3).tolist() == [1, 1, 1]
        with pytest.raises(ValueError, match="the most is 3"):
            packed.read(0, 2**32 - 1)
        with pytest.raises(ValueError, match="the most is 3"):
            packed.read_range(0, 1, np.array([2**32 - 1]))
    with pytest.raises(ValueError, match="not as long"):
        some.read_range(0, 2, np.array([3, 2**32 - 1]))


def test_a_row_without_exceptions_is_a_view() -> None:
    """Nothing is copied, and the width is the narrowest."""
    packed = stream([[[3, 4, 5], [300, 400], [70_000] * 2, [1, 1]]])
    assert [packed.read(n, 2).dtype.itemsize for n in range(4)] == [1, 2, 4, 1]
    assert not packed.read(1, 2).flags.owndata


def test_a_few_wide_numbers_do_not_widen_a_row() -> None:
    """They are kept apart."""
    row = [7] * 100
    row[50] = 2**31
    writer = ContainerWriter()
    packer = StreamWriter(writer, "numbers")
    packer.append(np.array(row, np.uint32), np.array([100]))
    packer.finish()
    container: Container = reopened(writer)
    assert len(container["numbers.1"]) == 100
    assert container["numbers.1.places"].tolist() == [50]
    assert Stream(container, "numbers").read(0, 100).tolist() == row


def test_ones_take_no_stream() -> None:
    """A stream of nothing but ones leaves no array at all."""
    writer = ContainerWriter()
    packer = StreamWriter(writer, "numbers")
    packer.append(np.ones(5, np.uint32), np.array([2, 3]))
    packer.finish()
    assert list(reopened(writer)) == []


def test_a_segment_says_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places have four bytes; more is an error that names the field."""
    monkeypatch.setattr(packing, "LIMIT", 3)
    packer = StreamWriter(ContainerWriter(), "field/text.gaps")
    with pytest.raises(SegmentFull, match="text"):
        packer.append(np.full(4, 9, np.uint32), np.array([4]))


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=8))
def test_row_sums_know_empty_rows(rows: list[list[int]]) -> None:
    """Which np.add.reduceat does not."""
    values = np.array([value for row in rows for value in row], np.int64)
    starts = ends_to_starts(np.cumsum([len(row) for row in rows]))
    assert packing.row_sums(values, starts).tolist() == [sum(row) for row in rows]


def test_the_folder_takes_what_outgrows_the_memory(tmp_path: Path) -> None:
    """Arrays of more than a few megabytes wait in temporary files, which are gone afterwards."""
    writer = ContainerWriter(tmp_path)
    for _ in range(3):
        writer.append("big", np.ones(1 << 19, np.uint32))
    writer.save(tmp_path / "big.columns")
    assert int(Container.open(tmp_path / "big.columns")["big"].sum()) == 3 << 19
    assert len(list(tmp_path.iterdir())) == 1
