"""The pager: which one, when, and what happens if it cannot be run."""

import io
import os
from pathlib import Path

import pytest

from searcher.output.streams import pager

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pagers are shell scripts here")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:  # noqa: D102 - of the stream
        return True


def shown(lines: int, rows: int = 10) -> str:
    """What the terminal itself gets of so many lines."""
    out = Terminal()
    with pager.through(out, rows) as paged:
        assert paged.isatty()
        for number in range(lines):
            paged.write(f"line {number}\n")
    return out.getvalue()


def print_and_fail(out: Terminal, lines: int, error: BaseException) -> None:
    """Print so many lines on a screen of five, and raise an error before the end."""
    with pager.through(out, 5) as paged:
        paged.write("line\n" * lines)
        raise error


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "less"),
        ({"PAGER": "more"}, "more"),
        ({"PAGER": "more", "SEARCHER_PAGER": "less -S"}, "less -S"),
        ({"PAGER": "more", "SEARCHER_PAGER": ""}, ""),
        ({"PAGER": ""}, ""),
        ({"PAGER": "cat"}, ""),
        ({"TERM": "dumb"}, ""),
        ({"TERM": "dumb", "PAGER": "more"}, "more"),
    ],
)
def test_which(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str) -> None:
    """That of this program before that of all programs; an empty one is none."""
    for name in ("PAGER", "SEARCHER_PAGER", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert pager.command() == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("cat -n", ["cat", "-n"]),
        ("'cat' \"-n\"", ["cat", "-n"]),
        ("cat | head -3", ["/bin/sh", "-c", "cat | head -3"]),
        ("LESS=R less", ["/bin/sh", "-c", "LESS=R less"]),
        ("cat $HOME/x", ["/bin/sh", "-c", "cat $HOME/x"]),
        ("no-such-pager -x", None),
        ("cat 'x", None),
    ],
)
def test_without_a_shell_where_none_is_needed(named: str, expected: list[str] | None) -> None:
    """What only a shell understands is run by one."""
    assert pager.arguments(named) == expected


def test_only_what_is_longer_than_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is printed."""
    monkeypatch.setenv("SEARCHER_PAGER", f"cat > {tmp_path}/shown")
    assert shown(8).count("\n") == 8
    assert not (tmp_path / "shown").exists()
    assert shown(9) == ""
    assert (tmp_path / "shown").read_text().count("\n") == 9


def test_its_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are set only if nobody has set them."""
    monkeypatch.setenv("SEARCHER_PAGER", f"cat > /dev/null; echo $LESS $LV > {tmp_path}/said")
    monkeypatch.delenv("LESS", raising=False)
    shown(20)
    assert (tmp_path / "said").read_text() == "FRX -c\n"
    monkeypatch.setenv("LESS", "S")
    shown(20)
    assert (tmp_path / "said").read_text() == "S -c\n"


@pytest.mark.parametrize("lines", [20, 100_000])
@pytest.mark.parametrize(
    "named", ["no-such-pager -x", "exit 127 # $", "/etc/hostname", "cat |", "cat $("]
)
def test_one_that_cannot_be_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str, lines: int
) -> None:
    """Everything is printed, once, with one notice."""
    monkeypatch.setenv("SEARCHER_PAGER", named)
    assert shown(lines) == "".join(f"line {number}\n" for number in range(lines))
    err = capsys.readouterr().err
    assert err == (f"searcher: the pager cannot be run: {named}; --no-pager prints without one\n")


def test_a_missing_default_is_no_news(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody asked for `less`."""
    for name in ("PAGER", "SEARCHER_PAGER", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert shown(20).count("\n") == 20
    assert capsys.readouterr().err == ""


def test_whoever_leaves_has_seen_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The block ends, and what follows goes on."""
    monkeypatch.setenv("SEARCHER_PAGER", "true")
    written = 0
    with pager.through(Terminal(), 10) as paged:
        for number in range(1_000_000):
            paged.write(f"line {number}\n")
            written = number
    assert 9 <= written < 999_999


def test_ctrl_c_ends_the_writing_and_not_the_pager(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there can still be read; without a pager it is an interrupt as any."""
    monkeypatch.setenv("SEARCHER_PAGER", f"cat > {tmp_path}/shown")
    print_and_fail(Terminal(), 10, KeyboardInterrupt())
    assert (tmp_path / "shown").read_text().count("\n") == 10
    out = Terminal()
    with pytest.raises(KeyboardInterrupt):
        print_and_fail(out, 1, KeyboardInterrupt())
    assert out.getvalue() == "line\n"


def test_other_errors_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed before is seen."""
    monkeypatch.setenv("SEARCHER_PAGER", "cat > /dev/null")
    out = Terminal()
    with pytest.raises(ValueError, match="wrong"):
        print_and_fail(out, 1, ValueError("wrong"))
    assert out.getvalue() == "line\n"
