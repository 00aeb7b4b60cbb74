"""Quotes on a screen: as many as fit, through a pager, or all of them."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher import cli


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:  # noqa: D102 - of the stream
        return True


Shown = Callable[..., str]


@pytest.fixture
def shown(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What a search prints on a terminal of 24 lines."""
    for name, value in (("COLUMNS", "80"), ("LINES", "24"), ("TERM", "xterm"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SEARCHER_SCREEN", raising=False)
    # What is remembered of a search is of no interest here.
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")

    def call(*typed: str, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        out = Screen()
        with contextlib.redirect_stdout(out):
            cli.run([*typed, "--index", str(samples_index)])
        return out.getvalue()

    return call


def test_as_many_as_fit(shown: Shown) -> None:
    """The heading says how many, and the last line how to see the next ones."""
    page = shown("protein")
    assert page.count("\n") <= 24
    assert " · the first 2" in page
    assert "More: --offset 2, or --limit 10 to scroll" in page.splitlines()[-1]
    following = shown("protein", "--offset", "2")
    assert " · 3 to " in following
    assert following.count("\n") <= 24


@pytest.mark.parametrize("typed", ["protein", "maintenance", "trial OR gates"])
@pytest.mark.parametrize("lines", ["24", "40"])
def test_no_result_is_between_two_pages(shown: Shown, typed: str, lines: str) -> None:
    """Though the quotes of a program are together: each number is on one page."""
    numbers: list[int] = []
    offset: str | None = "0"
    while offset is not None and len(numbers) < 30:
        page = re.sub(r"\x1b\[\d*m", "", shown(typed, "--offset", offset, LINES=lines))
        found = [
            int(number)
            for number in re.findall(r"^(\d+) +\S", page[page.index("\n") :], re.MULTILINE)
        ]
        assert found, page
        numbers += sorted(found)
        more = re.search(r"More: --offset (\d+)", page)
        offset = more[1] if more else None
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) > 5


def test_one_quote_is_always_shown(shown: Shown) -> None:
    """However low the terminal is."""
    assert " · the first 1" in shown("protein", LINES="3")


def test_a_limit_is_a_limit(shown: Shown) -> None:
    """Whoever says how many quotes to show gets as many, and other formats have no screen."""
    assert " · the first 10" in shown("protein", "--limit", "10")
    assert shown("protein", "--json").count("\n") == 11
    assert " · the first 10" in shown("protein", SEARCHER_SCREEN="all")


@pytest.mark.skipif(os.name == "nt", reason="the pager is a shell script")
def test_a_pager(shown: Shown, tmp_path: Path) -> None:
    """It gets what does not fit, with the codes of a terminal; what fits is printed."""
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {tmp_path}/paged\n")
    pager.chmod(0o755)
    assert shown("protein", SEARCHER_SCREEN="pager", PAGER=str(pager)) == ""
    paged = (tmp_path / "paged").read_text()
    assert " · the first 10" in paged
    assert "\x1b[1mprotein\x1b[0m" in paged
    assert " for steeple" in shown("steeple", "--strict")
    assert " · the first 10" in shown("protein", PAGER="no-such-pager")


def test_a_wrong_setting(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, with the values that it can have."""
    assert shown("protein", SEARCHER_SCREEN="tall") == ""
    assert "$SEARCHER_SCREEN is 'tall'; it must be fit, pager or all" in capsys.readouterr().err


def test_a_file_is_no_screen(shown: Shown, samples_index: Path) -> None:
    """All quotes are printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        cli.run(["protein", "--index", str(samples_index)])
    assert " · the first 10" in out.getvalue()
    assert sys.stdout is not out


def test_a_small_screen_shortens_long_turns_more(shown: Shown) -> None:
    """So that several quotes fit."""
    whole = "A healthy plasma cell makes one antibody"
    assert whole in shown("steeple", LINES="60").replace("\x1b[0m", "")
    small = shown("steeple", COLUMNS="60", LINES="24")
    assert whole not in small
    assert small.count("\n") <= 24


def test_many_lines_are_streamed_to_a_pager(shown: Shown, tmp_path: Path) -> None:
    """With colours, and whatever the pager does with them."""
    kept = tmp_path / "kept"
    page = shown("kwic", "protein", PAGER=f"sh -c 'cat > {kept}'")
    assert page == ""
    lines = kept.read_text().splitlines()
    assert (lines[0].partition(" for ")[0], len(lines)) == (
        "\x1b[1m26 matches\x1b[0m in 18 turns",
        28,
    )
    assert "\x1b[1mprotein\x1b[0m" in lines[2]
    assert shown("kwic", "protein", PAGER="true") == "", "it has seen enough"
    whole = shown("kwic", "protein", SEARCHER_SCREEN="all")
    assert whole.splitlines()[2:] == lines[2:]
    assert shown("kwic", "protein", PAGER="no-such-pager", SEARCHER_SCREEN="pager") == whole


@pytest.mark.skipif(os.name == "nt", reason="the pager is a shell command")
@pytest.mark.parametrize(
    ("typed", "status"),
    [
        (["protein", "--limit", "10"], 0),
        (["protein", "--all"], 0),
        (["programs"], 0),
        (["speakers"], 0),
        (["stats", "protein"], 0),
        (["collocates", "protein"], 0),
        (["keywords", "-s", "adeyinka"], 0),
        (["show", "m-protein"], 0),
        (["status"], 0),
        (["verify", "a plasma cell makes two antibodies in one night"], 1),
    ],
)
def test_what_is_long_goes_through_a_pager(
    typed: list[str],
    status: int,
    samples_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the exit status of the command; not with --no-pager, nor in a format for programs."""
    for name, value in (("COLUMNS", "60"), ("LINES", "3"), ("XDG_STATE_HOME", "/dev/null")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SEARCHER_PAGER", f"cat > {tmp_path}/paged")
    index = ["--index", str(samples_index)]
    printed = []
    for more in ([], ["--no-pager"], ["--json"]):
        out = Screen()
        with contextlib.redirect_stdout(out):
            assert cli.run([*typed, *index, *more]) == status
        printed.append(out.getvalue())
    assert printed[0] == ""
    assert (tmp_path / "paged").read_text().count("\n") > 2
    assert printed[1].count("\n") > 2
    assert printed[2].startswith('{"type"')


@pytest.mark.skipif(os.name == "nt", reason="the pager is a shell command")
@pytest.mark.parametrize("typed", [["help"], ["help", "search"], ["help", "syntax"]])
def test_help_goes_through_a_pager(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its colours."""
    monkeypatch.setenv("SEARCHER_PAGER", f"cat > {tmp_path}/paged")
    monkeypatch.setenv("LINES", "20")
    out = Screen()
    with contextlib.redirect_stdout(out):
        assert cli.run([*typed, "--color", "always"]) == 0
    assert out.getvalue() == ""
    paged = (tmp_path / "paged").read_text()
    assert paged.count("\n") > 20
    assert ("\x1b[" in paged) == (typed == ["help", "syntax"])
    with contextlib.redirect_stdout(Screen()):
        cli.run([*typed, "--color", "never"])
    assert "\x1b[" not in (tmp_path / "paged").read_text()
