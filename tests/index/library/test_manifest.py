"""A manifest that was damaged, or that another version wrote, is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Program, Turn
from index import checksummed_json
from index.errors import IndexDamaged, IndexMissing, IndexOutdated
from index.fields import VERSION
from index.library.file_names import LOCK
from index.library.library import Library
from index.library.manifest import (
    KIND,
    NAME,
    Manifest,
    Segment,
    SourceFile,
    read_sources,
    sources_name,
    write_sources,
)
from index.registry import linkage
from index.workers.build import write
from tests.conftest import Run
from tests.old_indexes import INDEXES, TALKS


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Segments and sources come back with every field."""
    manifest = Manifest(7, [Segment("a.columns", 10, ((0, 2), (5, 10))), Segment("b.columns", 1)])
    sources = {
        "/talks/ä.md": SourceFile("/talks", 12, 1_700_000_000_000_000_001, "ff", ("ä",), ("Ann",)),
        "/two.csv": SourceFile(None, 3, 4, "00", ("two#1", "two#2"), ()),
    }
    manifest.write(tmp_path)
    write_sources(tmp_path, 7, sources)
    assert Manifest.read(tmp_path) == manifest
    assert read_sources(tmp_path, 7) == sources
    assert {path.name for path in tmp_path.iterdir()} == {NAME, sources_name(7)}
    assert [segment.left for segment in manifest.segments] == [3, 1]


def test_there_is_no_index(tmp_path: Path) -> None:
    """The message names the folder and the next step."""
    with pytest.raises(IndexMissing, match=r"there is no index here; make one with `searcher ind"):
        Manifest.read(tmp_path)


def record(**changes: Any) -> str:
    """A manifest with changes, as JSON."""
    segment = {"name": "a.columns", "documents": 9, "deleted": [[1, 2], [3, 4]], "identity": 1}
    whole = {"kind": KIND, "version": VERSION, "generation": 1, "segments": [segment], "toc": None}
    return checksummed_json.encode(whole | changes).decode()


def with_segment(**changes: Any) -> str:
    """A manifest with changes to its segment."""
    segment = json.loads(record())["segments"][0]
    return record(segments=[segment | changes])


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
        record(generation=None),
        record(generation=True),
        record(segments={}),
        record(segments=[None]),
        record(segments=[{}]),
        with_segment(name=1),
        with_segment(name="../../etc/passwd"),
        with_segment(documents=-1),
        with_segment(documents="9"),
        with_segment(documents=3),
        with_segment(deleted=[[1]]),
        with_segment(deleted=[[2, 1]]),
        with_segment(deleted=[[3, 4], [1, 2]]),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever the file holds, the error is an IndexProblem."""
    (tmp_path / NAME).write_bytes(text.encode("latin-1"))
    with pytest.raises(IndexDamaged, match="index the transcripts again"):
        Manifest.read(tmp_path)


@pytest.mark.parametrize(
    "source",
    [
        None,
        {},
        {"root": 1},
        {"root": None, "size": "1", "modified": 2, "digest": "", "programs": [], "speakers": []},
        {"root": None, "size": 1, "modified": 2, "digest": "", "programs": "a", "speakers": []},
        {"root": None, "size": 1, "modified": 2, "digest": "", "programs": [], "speakers": [1]},
    ],
)
def test_damaged_sources_are_refused(tmp_path: Path, source: Any) -> None:
    """The error names the file."""
    checksummed_json.write(tmp_path / sources_name(3), {"generation": 3, "files": {"/a": source}})
    with pytest.raises(IndexDamaged, match=r"sources-3.json has a part missing or wrong"):
        read_sources(tmp_path, 3)
    with pytest.raises(IndexDamaged, match=r"sources-4.json: the file is missing"):
        read_sources(tmp_path, 4)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    """The message says which version it has, and to rebuild."""
    (tmp_path / NAME).write_text(record(version=VERSION + 1))
    with pytest.raises(IndexOutdated, match=rf"has version {VERSION + 1}.*index .* again"):
        Library.open(tmp_path)


def test_an_index_without_its_segment_is_refused(tmp_path: Path) -> None:
    """The message names the segment."""
    linkage.write(tmp_path, 1, [])
    (tmp_path / NAME).write_text(record())
    with pytest.raises(IndexDamaged, match=r"a.columns"):
        Library.open(tmp_path)


def test_a_segment_of_another_index_is_refused(tmp_path: Path) -> None:
    """A segment with other documents than the manifest says is not read as data."""
    write(tmp_path / "a.columns", [Program("p", "t", "p", "f", turns=(Turn(1, "A", "A", "x"),))])
    linkage.write(tmp_path, 1, [])
    (tmp_path / NAME).write_text(record())
    with pytest.raises(IndexDamaged, match=r"a.columns.*has 1 documents, not 9"):
        Library.open(tmp_path)


@pytest.mark.parametrize("version", [VERSION - 1, VERSION])
def test_an_index_of_the_last_versions(tmp_path: Path, run: Run, version: int) -> None:
    """It opens, or a message says how to bring it over, and nothing of it is changed."""
    directory = shutil.copytree(INDEXES / str(version), tmp_path / "index")
    before = {path.name: path.read_bytes() for path in directory.iterdir()}
    done = run("search", "dough", "--index", directory)
    if version == VERSION:
        assert done.status == 0
        assert "Ode Marsh" in done.out
        assert run("check", "--index", directory).status == 0
        with Library.open(directory) as library:
            assert [said.role for said in library.registry.corrections] == ["baker"]
        return
    for command in (("search", "dough"), ("check",), ("status",), ("index", tmp_path)):
        done = run(*command, "--index", directory)
        assert done.status == 2
        assert f"the index has version {version}, this program reads version {VERSION}" in done.err
        assert (
            "copy speakers.toml, synonyms.toml, saved.json, tags.json and words.json there"
            in done.err
        )
    after = {path.name: path.read_bytes() for path in directory.iterdir() if path.name != LOCK}
    assert after == before
    # What the message says: a new index, and the corrections by hand.
    (tmp_path / "talks").mkdir()
    for name, text in TALKS.items():
        (tmp_path / "talks" / f"{name}.md").write_text(text)
    assert run("index", tmp_path / "talks", "--index", tmp_path / "new").status == 0
    shutil.copy(directory / "speakers.toml", tmp_path / "new")
    with Library.open(tmp_path / "new") as library:
        assert [said.role for said in library.registry.corrections] == ["baker"]
