"""What the README shows is what the program prints."""

from pathlib import Path

import pytest

from searcher import cli
from searcher.syntax import reference
from tests import readme


@pytest.fixture
def samples_searched(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples as the index that commands search when none is named."""
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    monkeypatch.setenv("COLUMNS", "80")
    return samples_index


BLOCKS = readme.BLOCK.findall(readme.README.read_text())


def test_there_are_examples() -> None:
    """At least five searches are shown with their output."""
    assert len([b for b in BLOCKS if b.startswith("$ searcher ") and b.count("\n") > 2]) >= 5


@pytest.mark.parametrize("block", BLOCKS)
def test_example(block: str, samples_searched: Path) -> None:
    """An example prints what stands below it."""
    assert readme.printed(block) == block


def test_table() -> None:
    """What can be typed stands there as the help has it."""
    assert readme.TABLE.findall(readme.README.read_text()) == [reference.markdown()]


def test_picture(samples_searched: Path) -> None:
    """The picture is of what the program prints."""
    assert readme.picture(samples_searched) == readme.PICTURE.read_text()


def test_every_command_is_in_the_readme() -> None:
    """Nobody has to guess a command."""
    text = readme.README.read_text()
    for command in cli.COMMANDS:
        assert f"searcher {command}" in text
