"""Whether an index is still as it was: what a look at its files tells."""

import os
from pathlib import Path

import pytest

from index.library.freshness import Freshness
from index.update.update import update

_LONG_AGO = 1_600_000_000


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index with corrections that was written long ago."""
    talk = tmp_path / "talk.md"
    talk.write_text("**Ann Lee:** The heron.\n\n**Ben Low:** It is here.\n")
    made = tmp_path / "index"
    update(made, [talk], workers=1)
    (made / "speakers.toml").write_text("# Nobody yet.\n")
    for path in (*made.iterdir(), made):
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    return made


def test_nothing_has_changed(directory: Path) -> None:
    """However often it is looked at."""
    fresh = Freshness(directory)
    assert all(fresh.is_current() for _ in range(3))


@pytest.mark.parametrize("name", ["synonyms.toml", "tags.json"])
def test_a_file_that_is_new(directory: Path, name: str) -> None:
    """It changes the folder."""
    fresh = Freshness(directory)
    assert fresh.is_current()
    (directory / name).write_text("")
    assert not fresh.is_current()


def test_people_who_are_protected_in_the_same_file(directory: Path) -> None:
    """An editor that writes the file in its place changes no folder."""
    fresh = Freshness(directory)
    assert fresh.is_current()
    before = directory.stat().st_mtime_ns
    with (directory / "speakers.toml").open("a") as file:
        file.write('[[speaker]]\nname = "Ben Low"\nrestricted = true\n')
    assert directory.stat().st_mtime_ns == before
    assert not fresh.is_current()


def test_people_who_are_protected_no_more(directory: Path) -> None:
    """The file is gone, or the folder with it."""
    fresh = Freshness(directory)
    assert fresh.is_current()
    (directory / "speakers.toml").unlink()
    assert not fresh.is_current()
    other = Freshness(directory)
    directory.rename(directory.with_name("gone"))
    assert not other.is_current()
