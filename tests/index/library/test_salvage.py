"""Which state is left without a manifest, and which of its programs are sure."""

from pathlib import Path

import pytest

from index.errors import IndexDamaged
from index.library import salvage
from index.library.manifest import Manifest
from index.update.update import update


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index of two files, of which one was changed and read again."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Ann: Talk {name}.\nBo: Yes.\n")
        update(tmp_path / "index", [tmp_path / f"{name}.txt"], workers=1)
    return tmp_path / "index"


def test_the_newest_sources(directory: Path) -> None:
    """The list of an unfinished commit, which is not whole, does not count."""
    (directory / "sources-99.json").write_text("{")
    generation, sources = salvage.last_sources(directory)
    assert generation == Manifest.read(directory).generation
    assert {program for source in sources.values() for program in source.programs} == {"one", "two"}
    for path in directory.glob("sources-*"):
        path.unlink()
    with pytest.raises(IndexDamaged, match="--index NEW"):
        salvage.last_sources(directory)
    assert not salvage.is_left(directory)


def test_trusted(directory: Path) -> None:
    """A program of the list that one segment only has keeps its turns; no other one does."""
    generation, sources = salvage.last_sources(directory)
    found = salvage.trusted_segments(directory, generation, sources)
    assert sum(segment.left for segment in found) == 4
    one = {path: source for path, source in sources.items() if source.programs == ("one",)}
    assert sum(s.left for s in salvage.trusted_segments(directory, generation, one)) == 2
    next(directory.glob("*.columns")).write_bytes(b"")
    assert salvage.trusted_segments(directory, generation, sources) == []
