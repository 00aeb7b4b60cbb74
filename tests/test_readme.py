"""What the README and the pages of docs/ show is what the program prints."""

import doctest
import os
import re
from pathlib import Path

import pytest

from corpus.readers import MEANINGS, READERS
from searcher import cli
from searcher.syntax.reference import markdown
from tests import readme, reference
from tests.conftest import REPOSITORY

#: What starts a shell, or another process, takes a second or more.
SLOW = (pytest.mark.slow,)
BLOCKS = [
    pytest.param(
        block,
        id=f"{page.stem}-{number}",
        marks=SLOW if any(map(readme.needs_shell, readme.commands(block))) else (),
    )
    for page in readme.documents()
    for number, block in enumerate(readme.BLOCK.findall(page.read_text()), 1)
]
WITH_PYTHON = [
    pytest.param(page, id=page.stem, marks=SLOW if "asyncio" in page.read_text() else ())
    for page in readme.documents()
    if readme.PYTHON.search(page.read_text())
]

#: A link to a file, and to a heading in it.
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_FENCED = re.compile(r"```.*?```", re.DOTALL)


def test_there_are_examples() -> None:
    """Each kind of reader of the README sees a command with its output."""
    personas = re.split("^### ", readme.README.read_text(), flags=re.MULTILINE)[1:]
    assert [persona.splitlines()[0] for persona in personas] == [
        "A patient", "A journalist", "An editor or a producer", "A researcher", "A developer",
    ]  # fmt: skip
    assert all(readme.BLOCK.search(one) or readme.PYTHON.search(one) for one in personas)


@pytest.mark.parametrize("block", BLOCKS)
def test_example(block: str, samples_index: Path) -> None:
    """An example prints what is below it; `python -m tests.readme` writes it anew."""
    with readme.workplace(samples_index):
        if missing := readme.missing(block):
            assert "CI" not in os.environ, f"CI lacks {missing}"
            pytest.skip(f"{missing} are not installed")
        assert readme.printed(block) == block


@pytest.mark.parametrize("page", WITH_PYTHON)
def test_python(page: Path, samples_index: Path) -> None:
    """The examples for Python of a page, one after the other, print what is below them."""
    blocks = "\n".join(readme.PYTHON.findall(page.read_text()))
    test = doctest.DocTestParser().get_doctest(blocks, {}, page.name, page.name, 0)
    assert test.examples
    report: list[str] = []
    with readme.workplace(samples_index):
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        failed = runner.run(test, out=report.append).failed
    assert not failed, "".join(report)


def test_a_program_that_is_missing_is_no_output(samples_index: Path) -> None:
    """Else its error would be written into the page."""
    with readme.workplace(samples_index), pytest.raises(RuntimeError, match="no-such-program"):
        readme.printed("$ searcher programs | no-such-program\n")


def test_table() -> None:
    """What can be typed is listed there as the help has it."""
    assert readme.TABLE.findall(readme.README.read_text()) == [markdown()]


def test_formats() -> None:
    """Each reader has its row, in the order in which they are asked."""
    assert readme.FORMATS.read_text() == readme.formats()
    assert list(MEANINGS) == [reader.rpartition(".")[2] for reader in READERS]


def test_reference() -> None:
    """They are what the commands say now; `python -m tests.readme` writes them anew."""
    assert readme.REFERENCE.read_text() == reference.page()
    assert readme.MANUAL.read_text() == reference.manual()


def test_every_command_is_in_the_readme() -> None:
    """Nobody has to guess a command."""
    text = readme.README.read_text()
    for command in cli.COMMANDS:
        assert f"searcher {command}" in text


def test_every_page_is_in_the_readme() -> None:
    """What is in docs/ is found from the first page."""
    text = readme.README.read_text()
    missing = [page.name for page in readme.DOCS.glob("*.md") if f"(docs/{page.name}" not in text]
    assert not missing


@pytest.mark.parametrize("page", readme.documents(), ids=lambda page: page.stem)
def test_links(page: Path) -> None:
    """A link leads to a file, and to a heading that is there."""
    for file, heading in _LINK.findall(_FENCED.sub("", page.read_text())):
        target = (page.parent / file).resolve() if file else page
        assert target.is_relative_to(REPOSITORY)
        assert target.exists(), f"{page.name}: {file}"
        if heading:
            assert heading in anchors(target), f"{page.name}: {file}#{heading}"


def anchors(page: Path) -> set[str]:
    """The names of the headings of a page, as GitHub makes them."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
