"""An index that is opened to be listed: its programs, without those that were removed."""

from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.errors import IndexDamaged
from index.library.library import Library
from index.library.listing import Listing, open_container
from index.library.manifest import Manifest
from index.update.removal import remove
from index.update.update import update, write_programs


def program(name: str) -> Program:
    """A program of two people, with a title of its own."""
    return Program(
        name,
        f"On {name}",
        f"/talks/{name}.md",
        "markdown",
        participants=(Participant("Ada Reed", ("Ada Reed",)), Participant("Bo", ("BO", "Bo"))),
        turns=(Turn(1, "Ada Reed", "Ada Reed", "Well?"), Turn(2, "BO", "Bo", "Yes, well.")),
    )


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index of five programs in one segment."""
    write_programs(tmp_path / "index", [program(name) for name in ("a", "b", "c", "d", "e")])
    return tmp_path / "index"


def test_every_program_is_listed(directory: Path) -> None:
    """With what is known of it and how many turns each speaker has, but without turns."""
    listing = Listing.open(directory)
    entries = [*listing.entries()]
    listing.close()
    assert [entry.program for entry in entries] == [
        program(name).without_turns() for name in ("a", "b", "c", "d", "e")
    ]
    assert [entry.turns for entry in entries] == [2] * 5
    assert [entry.turns_by for entry in entries] == [{"Ada Reed": 1, "Bo": 1}] * 5


@pytest.mark.parametrize("gone", ["a", "c", "e", "bc", "abd"])
def test_removed_programs_are_not_listed(tmp_path: Path, gone: str) -> None:
    """Nor found by their id."""
    for name in "abcde":
        (tmp_path / f"{name}.md").write_text(f"**Ada Reed:** Is it {name}?\n\n**Bo:** It is.\n")
    directory = tmp_path / "index"
    update(directory, [tmp_path / f"{name}.md" for name in "abcde"], workers=1)
    remove(directory, [*gone])
    left = [name for name in "abcde" if name not in gone]
    with Library.open(directory) as library:
        assert [entry.program.id for entry in library.entries()] == left
        assert [library.entry(name) is None for name in "abcde"] == [n in gone for n in "abcde"]


def test_another_segment_in_its_place_is_refused(directory: Path) -> None:
    """Before anything of it is read."""
    (segment,) = Manifest.read(directory).segments
    with pytest.raises(IndexDamaged, match="not the segment"):
        open_container(directory, segment._replace(identity=1))
    with pytest.raises(IndexDamaged, match="10 documents, not 11"):
        open_container(directory, segment._replace(document_count=11))
