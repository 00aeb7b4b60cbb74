r"""The page for `man`: formatters read it without a warning, and no text becomes a request."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from searcher import cli
from searcher.output.manual.facts import DOES, Fact
from searcher.output.manual.man import man
from searcher.output.manual.pages import Page, Paragraph, pages
from tests.conftest import REPOSITORY

#: What formatters of manuals there are, with the arguments that make them strict.
FORMATTERS = {
    "groff": ("groff", "-ww", "-man", "-Tutf8", "-P-cbou"),
    "man": ("man", "-l", "--warnings"),
    "mandoc": ("mandoc", "-T", "lint"),
}
#: The page has no date, which nobody would keep.
_NO_DATE = 'missing date, using ""'


def page(name: str, *about: str, options: tuple[Fact, ...] = ()) -> Page:
    """A page of the manual with these paragraphs."""
    paragraphs = tuple(Paragraph((text,), False) for text in about)
    return Page(name, "[OPTIONS]", paragraphs, (), options, (), DOES)


def written(text: str) -> str:
    """The page of a command with this text in all places."""
    whole = page("searcher", "Search.")
    command = page("searcher x", text, options=(Fact("-x", text),))
    return man([whole, command], "1")


def formatted(path: Path, formatter: str) -> str:
    """What a formatter says of a page, or prints."""
    if shutil.which(formatter) is None:
        assert "CI" not in os.environ or formatter == "mandoc", f"CI lacks {formatter}"
        pytest.skip(f"there is no {formatter}")
    done = subprocess.run(
        [*FORMATTERS[formatter], str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "PAGER": "cat"},
    )
    if formatter == "mandoc":
        return "\n".join(line for line in done.stdout.splitlines() if _NO_DATE not in line)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_formatters_have_nothing_to_say(formatter: str) -> None:
    """The manual that is installed."""
    shown = formatted(REPOSITORY / "man" / "searcher.1", formatter)
    if formatter == "mandoc":
        assert shown == ""
    else:
        assert "saved run" in shown


@pytest.mark.parametrize(
    "text",
    [
        ".so /etc/passwd", "'br", r"\fBbold", "a \\", "~/x ^ `typed` - 'one' \"two\"", ".",
        "…—é語😀", "word " * 40 + ".so x", "\\(dq", "-5 --x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("formatter", ["groff", "man"])
def test_text_stays_text(text: str, formatter: str, tmp_path: Path) -> None:
    """Whatever a description has in it, it is what is read."""
    path = tmp_path / "x.1"
    path.write_text(written(text), encoding="ascii")
    shown = " ".join(formatted(path, formatter).replace("‐\n", "-\n").split())
    assert shown.count(" ".join(text.replace("`", "").split())[:60]) >= 1


def test_help_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """For `man -l -`, where the package was installed without its manual."""
    assert cli.run(["help", "--man"]) == 0
    shown = capsys.readouterr().out
    assert shown == (REPOSITORY / "man" / "searcher.1").read_text()
    assert shown == man(list(pages(cli.group)), shown.split('"searcher ')[1].split('"')[0])
    assert cli.run(["help", "--man", "search"]) == 2
    assert "leave out --man" in capsys.readouterr().err
