"""A manifest that was damaged, or that another version wrote, is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.library import Library
from index.manifest import KIND, NAME, Manifest, SourceFile
from index.schema import VERSION


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Sources come back with every field."""
    sources = {
        "/talks/ä.md": SourceFile("/talks", 12, 1_700_000_000_000_000_001, ("ä",), ("Ann", "Ben")),
        "/two.csv": SourceFile(None, 3, 4, ("two#1", "two#2"), ()),
    }
    Manifest(sources).write(tmp_path)
    assert Manifest.read(tmp_path).sources == sources
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_there_is_no_index(tmp_path: Path) -> None:
    """The message names the folder and the next step."""
    with pytest.raises(IndexMissing, match=r"there is no index here; make one with `searcher ind"):
        Manifest.read(tmp_path)


def record(**changes: Any) -> str:
    """A manifest with changes, as JSON."""
    source = {"root": None, "size": 1, "modified": 2, "programs": ["a"], "speakers": []}
    return json.dumps({"kind": KIND, "version": VERSION, "sources": {"/a": source}} | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "\xff",
        "[" * 100_000,
        record(kind="something else"),
        record(sources=[]),
        record(sources={"/a": None}),
        record(sources={"/a": {"root": None}}),
        record(sources={"/a": {"root": 1, "size": 1, "modified": 2, "programs": []}}),
        record(sources={"/a": {"root": None, "size": "1", "modified": 2, "programs": []}}),
        record(sources={"/a": {"root": None, "size": 1, "modified": 2, "programs": "ab"}}),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever stands in the file, the error is one of an index."""
    (tmp_path / NAME).write_bytes(text.encode("latin-1"))
    with pytest.raises(IndexDamaged, match="index the transcripts again"):
        Manifest.read(tmp_path)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    """The message says which version it has, and to rebuild."""
    (tmp_path / NAME).write_text(record(version=VERSION + 1))
    with pytest.raises(IndexOutdated, match=rf"has version {VERSION + 1}.*index .* again"):
        Library.open(tmp_path)


def test_an_index_with_broken_segments_is_refused(tmp_path: Path) -> None:
    """A manifest without the rest is no index."""
    (tmp_path / NAME).write_text(record())
    with pytest.raises(IndexDamaged, match="cannot be read"):
        Library.open(tmp_path)
