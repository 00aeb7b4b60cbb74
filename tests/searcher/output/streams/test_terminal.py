"""What is known of a terminal: its width, whether it obeys codes, whether it shows colours."""

import io
import shutil

import click
import pytest

from searcher.output.streams.terminal import (
    NUMBERS,
    Terminal,
    is_a_terminal,
    terminal,
    terminal_size,
)


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:  # noqa: D102 - of the stream
        return True


@pytest.mark.parametrize(
    ("environment", "styles", "colour"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_a_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], styles: bool, colour: bool
) -> None:
    """Its lines are not wider than people read well."""
    for name in ("NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = Screen()
    assert terminal(out) == Terminal(out, 100, styles, colour, styles, True)
    assert terminal(out, widest=None).width == 200


@pytest.mark.parametrize(
    ("environment", "links"),
    [
        ({}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal", "FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": "0"}, False),
        ({"NO_COLOR": "1"}, True),
    ],
)
def test_links(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], links: bool) -> None:
    """Terminals that are known not to open them get none."""
    for name in ("NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal(Screen()).links == links


def test_numbers_are_for_a_command_that_remembers_its_results() -> None:
    """And for a terminal, where somebody types them."""
    assert not terminal(Screen()).numbers
    with click.Context(click.Command("search")) as context:
        assert not terminal(Screen()).numbers
        context.meta[NUMBERS] = True
        assert terminal(Screen()).numbers
        assert not terminal(io.StringIO()).numbers


def test_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets no codes, unless FORCE_COLOR is set, and lines that do not depend on the terminal."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    out = io.StringIO()
    assert terminal(out) == Terminal(out, 80)
    assert terminal(out, no_terminal=160).width == 160
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert terminal(out).colour


def test_a_closed_stream() -> None:
    """It is no terminal."""
    out = io.StringIO()
    out.close()
    assert not is_a_terminal(out)


@pytest.mark.parametrize("columns", ["", "0", "57", "-3", "wide"])
@pytest.mark.parametrize("lines", ["", "0", "19"])
def test_the_size_of_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, lines: str) -> None:
    """It is the one that the standard library finds, which takes longer to import."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", lines)
    assert terminal_size(91, 33) == shutil.get_terminal_size((91, 33))
    monkeypatch.setattr("sys.__stdout__", None)
    assert terminal_size() == shutil.get_terminal_size()
