"""What the README shows is what the program prints."""

import doctest
import shutil
from pathlib import Path

import pytest

from corpus import samples
from corpus.readers import MEANINGS, READERS
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
    """An example prints what is below it."""
    assert readme.printed(block) == block


def test_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples for Python, one after the other, print what is below them."""
    (tmp_path / "transcripts").mkdir()
    with samples.files() as files:
        for file in files:
            shutil.copy(file, tmp_path / "transcripts")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    blocks = "\n".join(readme.PYTHON.findall(readme.README.read_text()))
    test = doctest.DocTestParser().get_doctest(blocks, {}, "README.md", "README.md", 0)
    assert len(test.examples) > 10
    report: list[str] = []
    options = doctest.ELLIPSIS
    failed = doctest.DocTestRunner(optionflags=options).run(test, out=report.append).failed
    assert not failed, "".join(report)


def test_table() -> None:
    """What can be typed is listed there as the help has it."""
    assert readme.TABLE.findall(readme.README.read_text()) == [reference.markdown()]


def test_formats() -> None:
    """Each reader has its row, in the order in which they are asked."""
    assert readme.FORMATS.read_text() == readme.formats()
    assert list(MEANINGS) == [reader.rpartition(".")[2] for reader in READERS]


def test_every_command_is_in_the_readme() -> None:
    """Nobody has to guess a command."""
    text = readme.README.read_text()
    for command in cli.COMMANDS:
        assert f"searcher {command}" in text
