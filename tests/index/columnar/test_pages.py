"""A page is checked when something in it is first read, and no sooner; damage in it is seen."""

import random
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import pages
from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter
from index.columnar.packing import Stream, StreamWriter
from index.columnar.pages import PageSums, page_checksum
from index.errors import IndexDamaged
from tests.index.columnar.buffers import reopened

ROW = pages._ROW
#: Bytes that look like those of postings, of more than a hundred rows.
BYTES = bytes(random.Random(1).choices(range(256), [1 / (1 + n) for n in range(256)], k=1 << 19))


def checksum(data: bytes) -> int:
    """The checksum of bytes."""
    return page_checksum(memoryview(data))


def test_a_changed_byte_changes_the_checksum() -> None:
    """In a row of the table, and after the last one."""
    whole = BYTES[: 5 * ROW + 100]
    right = checksum(whole)
    for place in range(0, len(whole), 61):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        assert checksum(bytes(changed)) != right, place


@settings(deadline=None)
@given(st.integers(0, 3), st.integers(0, ROW - 1), st.integers(0, 99), st.booleans())
def test_the_checksum_is_the_same_without_numpy(
    rows: int, more: int, seed: int, high: bool
) -> None:
    """Where sums are larger than 64 bits, too."""
    drawn = random.Random(seed)
    page = drawn.randbytes(ROW * rows + more)
    if high:
        page = bytes(byte | 0xF0 for byte in page)
    right = checksum(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_sums", pages._plain_sums)
        assert checksum(page) == right


@pytest.mark.parametrize("size", [8, 16, 512, 4096, 65_536])
def test_blocks_that_change_places_change_the_checksum(size: int) -> None:
    """Those of a disk at any distance, smaller ones unless whole rows are between them."""
    whole = BYTES[: pages.PAGE]
    right, blocks = checksum(whole), len(whole) // size
    drawn = random.Random(size)
    for _ in range(200):
        low, high = sorted(drawn.sample(range(blocks), 2))
        one, other = whole[low * size :][:size], whole[high * size :][:size]
        between = whole[(low + 1) * size : high * size]
        swapped = whole[: low * size] + other + between + one + whole[(high + 1) * size :]
        assert len(swapped) == len(whole)
        if one != other and (high - low) * size % ROW:
            assert checksum(swapped) != right, (low, high)


@pytest.mark.parametrize("size", [512, 4096])
def test_a_block_of_zeros_or_of_another_place_changes_the_checksum(size: int) -> None:
    """As a disk may give it back."""
    whole = BYTES[: pages.PAGE]
    for start in range(0, len(whole), 7 * size):
        rest = whole[start + size :]
        assert checksum(whole[:start] + bytes(size) + rest) != checksum(whole)
        assert checksum(whole[:start] + BYTES[-size:] + rest) != checksum(whole)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=8))
def test_the_sums_do_not_depend_on_the_pieces(pieces: list[bytes]) -> None:
    """One for each page, the last one shorter; none of a single page."""
    whole = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "PAGE", 64)
        sums = PageSums()
        for piece in pieces:
            sums.add(memoryview(piece))
        each = [checksum(whole[start : start + 64]) for start in range(0, len(whole), 64)]
        assert sums.finish() == (each if len(each) > 1 else [])


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of 64 bytes."""
    monkeypatch.setattr(pages, "PAGE", 64)


def container(changed: int | None = None) -> Container:
    """160 integers on ten pages, of which one may be damaged."""
    writer = ContainerWriter()
    writer.append("before", np.arange(100, dtype=np.uint8))
    writer.append("numbers", np.arange(1000, 1160, dtype=np.uint32))
    writer.append("small", np.arange(9, dtype=np.uint8))
    opened = reopened(writer)
    if changed is None:
        return opened
    data = bytearray(opened._buffer)
    data[data.index(np.uint32(1000).tobytes()) + 4 * changed] ^= 4
    return Container(bytes(data), "memory")


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("changed", [0, 15, 16, 80, 159])
def test_only_pages_that_are_read_are_checked(changed: int) -> None:
    """Of an array with damage in one page the other pages can be read."""
    opened = container(changed)
    numbers, found = opened.unchecked("numbers"), opened.pages("numbers")
    for page in range(10):
        if page != changed // 16:
            found.check(16 * page, 16 * page + 16)
            found.check_rows(np.array([16 * page + 3]), np.array([16 * page + 5]))
            begin = 1000 + 16 * page
            assert numbers[16 * page : 16 * page + 16].tolist() == list(range(begin, begin + 16))
    for _ in range(2):
        with pytest.raises(IndexDamaged, match="checksum of numbers"):
            found.check(changed, changed + 1)
        with pytest.raises(IndexDamaged, match="checksum of numbers"):
            found.check_rows(np.array([2, changed]), np.array([3, changed + 1]))
    assert found.left
    with pytest.raises(IndexDamaged, match="checksum of numbers"):
        opened["numbers"]


@pytest.mark.usefixtures("small_pages")
@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 159), st.integers(0, 16)), max_size=14), st.integers(0, 159)
)
def test_rows_are_checked_where_they_are(rows: list[tuple[int, int]], changed: int) -> None:
    """Damage in a page with a row is seen. Other damage may be seen, too, where rows are many."""
    found = container(changed).pages("numbers")
    begins = np.array([begin for begin, _ in rows], np.int64)
    ends = np.array([min(begin + count, 160) for begin, count in rows], np.int64)
    held = {item // 16 for b, e in zip(begins, ends, strict=True) for item in range(b, e)}
    try:
        found.check_rows(begins, ends)
        seen = False
    except IndexDamaged:
        seen = True
    assert seen or changed // 16 not in held


@pytest.mark.usefixtures("small_pages")
def test_when_all_is_checked_nobody_needs_to_ask() -> None:
    """Page by page, at once, or by the checksum of the array."""
    by_page, at_once, whole = container(), container(), container()
    for item in range(9, 160, 16):
        assert by_page.pages("numbers").left
        by_page.pages("numbers").check(item, item + 1)
    assert not by_page.pages("numbers").left
    at_once.pages("numbers").check_rows(np.arange(10) * 2, np.arange(10) * 2 + 1)
    assert not at_once.pages("numbers").left
    assert whole.pages("numbers").left
    whole.verify()
    assert not whole.pages("numbers").left
    assert not container().pages("small").left
    assert not container().pages("none").left
    assert len(container().unchecked("none")) == 0


@pytest.mark.usefixtures("small_pages")
def test_threads_may_check_at_once() -> None:
    """Nothing is left in the end."""
    found = container().pages("numbers")

    def work() -> None:
        for item in range(160):
            found.check(item, item + 1)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not found.left


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("many", [False, True])
def test_a_row_of_a_stream_is_right_or_refused(many: bool) -> None:
    """Whatever byte of the stream is damaged, its exceptions included."""
    drawn = np.random.default_rng(3)
    rows = [drawn.integers(1, 200, 12).astype(np.uint32) for _ in range(60)]
    for row in rows[::2]:
        row[drawn.integers(12)] = 70_000
    counts = np.array([len(row) for row in rows])
    writer = ContainerWriter()
    packer = StreamWriter(writer, "numbers")
    packer.append(np.concatenate(rows), counts)
    packer.finish()
    whole = bytes(reopened(writer)._buffer)
    chosen, refused = np.array([3, 4, 31, 50]), 0
    for place in range(whole.rindex(b"}}") + 2, len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        try:
            stream = Stream(Container(bytes(changed), "memory"), "numbers")
            if many:
                found = stream.read_many(chosen, counts[chosen]).tolist()
                assert found == np.concatenate([rows[n] for n in chosen]).tolist(), place
            else:
                for number in chosen.tolist():
                    assert stream.read(number, 12).tolist() == rows[number].tolist(), place
        except IndexDamaged:
            refused += 1
    assert refused > 300


@pytest.mark.usefixtures("small_pages")
def test_a_file_without_checksums_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an older program wrote it: a smaller array is checked whole, a large one by `verify`."""
    monkeypatch.setattr(PageSums, "finish", lambda _: [])
    assert container()["numbers"].tolist() == list(range(1000, 1160))
    with pytest.raises(IndexDamaged, match="checksum of numbers"):
        container(3)["numbers"]
    monkeypatch.setattr("index.columnar.container._CHECKED", 600)
    assert not container(3).pages("numbers").left
    with pytest.raises(IndexDamaged, match="checksum of numbers"):
        container(3).verify()


@pytest.mark.usefixtures("small_pages")
def test_too_few_checksums_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that is whole may lie."""
    monkeypatch.setattr(PageSums, "finish", lambda _: [1])
    with pytest.raises(IndexDamaged, match=r"has \d checksums of pages"):
        container()["numbers"]


@pytest.mark.parametrize("size", [0, -64, 4, 63, 100, "64", None, 64.0, True])
def test_a_page_of_a_size_that_makes_no_sense(size: object, tmp_path: Path) -> None:
    """The header is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "PAGE", size)
        patch.setattr(PageSums, "add", lambda *_: None)
        writer = ContainerWriter(tmp_path)
        writer.append("small", np.arange(3, dtype=np.uint8))
        writer.save(tmp_path / "a.columns")
    with pytest.raises(IndexDamaged, match="a page of"):
        Container.open(tmp_path / "a.columns")
