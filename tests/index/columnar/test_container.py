"""A container gives back the arrays it was given, or says which file is wrong."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from index.columnar.container import VERSION, Container
from index.columnar.container_writer import ContainerWriter
from index.errors import IndexDamaged, IndexOutdated, IndexProblem


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A container with two arrays and an attribute."""
    writer = ContainerWriter(tmp_path)
    writer.append("small", np.arange(5, dtype=np.uint8))
    writer.append("wide", np.arange(300, dtype=np.uint32) * 70_000)
    writer.append("small", np.arange(5, 9, dtype=np.uint8))
    writer.attributes["documents"] = 9
    path = tmp_path / "MAIN_a.columns"
    writer.save(path)
    return path


def test_arrays_come_back_as_read_only_views(path: Path) -> None:
    """What was appended in parts is one array; its memory is that of the file."""
    container = Container.open(path)
    assert container["small"].tolist() == list(range(9))
    assert container["wide"].tolist() == [70_000 * i for i in range(300)]
    assert container.attributes == {"documents": 9}
    assert list(container) == ["small", "wide"]
    assert not container["wide"].flags.owndata
    assert container["wide"].ctypes.data % 64 == 0
    with pytest.raises(ValueError, match="read-only"):
        container["wide"][0] = 1
    container.verify()


def test_nothing_else_is_left_in_the_folder(path: Path) -> None:
    """The file was written under another name, which is gone."""
    assert [child.name for child in path.parent.iterdir()] == ["MAIN_a.columns"]


def test_an_array_grows_only_by_what_fits_its_type(tmp_path: Path) -> None:
    """The first part sets the type; a wider one is an error, not a loss."""
    writer = ContainerWriter(tmp_path)
    writer.append("small", np.zeros(1, np.uint8))
    with pytest.raises(TypeError, match="small"):
        writer.append("small", np.zeros(1, np.uint16))
    writer.close()


def test_empty_arrays_and_empty_containers(tmp_path: Path) -> None:
    """Nothing comes back as nothing."""
    writer = ContainerWriter(tmp_path)
    writer.save(tmp_path / "none.columns")
    assert list(Container.open(tmp_path / "none.columns")) == []
    writer = ContainerWriter(tmp_path)
    writer.append("empty", np.empty(0, np.uint16))
    writer.save(tmp_path / "empty.columns")
    container = Container.open(tmp_path / "empty.columns")
    assert container["empty"].dtype == np.uint16
    assert len(container["empty"]) == 0
    container.verify()


def test_every_byte_of_the_header_counts(path: Path) -> None:
    """A changed byte before the first array is refused with the file's name."""
    whole = path.read_bytes()
    container = Container.open(path)
    header = whole.index(b"}}") + 2 if b"}}" in whole else 0
    del container
    for place in range(header):
        changed = bytearray(whole)
        changed[place] ^= 0x41
        path.write_bytes(changed)
        with pytest.raises(IndexProblem, match=r"MAIN_a\.columns"):
            Container.open(path)


@pytest.mark.parametrize("length", [0, 1, 35, 39, 40, 100, 400, -1])
def test_a_truncated_file_is_refused(path: Path, length: int) -> None:
    """However much of it is left."""
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IndexDamaged, match=r"MAIN_a\.columns"):
        Container.open(path)


def test_a_longer_file_is_refused(path: Path) -> None:
    """Bytes that were appended were not written by this program."""
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(IndexDamaged, match="bytes long"):
        Container.open(path)


def test_another_version_is_told_apart_from_damage(path: Path) -> None:
    """The message names both versions."""
    whole = bytearray(path.read_bytes())
    struct.pack_into("<I", whole, 8, VERSION + 1)
    struct.pack_into("<I", whole, 36, zlib.crc32(whole[:36]))
    path.write_bytes(whole)
    with pytest.raises(IndexOutdated, match=f"version {VERSION + 1}"):
        Container.open(path)


def test_an_array_beyond_the_end_is_refused(path: Path) -> None:
    """Even by a header that is whole."""
    whole = path.read_bytes()
    writer = ContainerWriter()
    writer.append("small", np.zeros(5, np.uint8))
    writer._columns["small"].count = 500
    file = io.BytesIO()
    header, _ = writer._header()
    fixed = struct.pack(
        "<8sIIQQI",
        whole[:8],
        VERSION,
        0x01020304,
        len(header),
        40 + len(header),
        zlib.crc32(header),
    )
    file.write(fixed + struct.pack("<I", zlib.crc32(fixed)) + header)
    writer.close()
    with pytest.raises(IndexDamaged, match="ends before its array small"):
        Container(file.getvalue(), path)


def test_verify_finds_a_changed_array(path: Path) -> None:
    """Opening does not read the arrays; verify does, and names the one that is wrong."""
    whole = bytearray(path.read_bytes())
    whole[-1] ^= 1
    path.write_bytes(whole)
    container = Container.open(path)
    with pytest.raises(IndexDamaged, match="checksum of wide"):
        container.verify()


def test_a_missing_file_is_an_index_problem(tmp_path: Path) -> None:
    """Not a bare OSError."""
    with pytest.raises(IndexDamaged, match=r"none\.columns"):
        Container.open(tmp_path / "none.columns")


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the file nor its temporary name."""
    writer = ContainerWriter(tmp_path)
    writer.append("a", np.zeros(3, np.uint8))

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        writer.save(tmp_path / "a.columns")
    assert list(tmp_path.iterdir()) == []
