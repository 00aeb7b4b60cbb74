"""A page of quotes on a screen: as many as fit, through a pager, or all of them."""

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from searcher.output.streams import destination
from searcher.output.streams.terminal import is_a_terminal, terminal_size

#: What happens to quotes that are longer than the screen.
ENVIRONMENT = "SEARCHER_SCREEN"
FIT, PAGER, ALL = "fit", "pager", "all"
SCREENS = (FIT, PAGER, ALL)

#: The sign before what somebody asked for, which a pager is to show first.
ASKED = "▸"

#: `less` ends at once if all fits, shows colours, and leaves the text on the screen.
_LESS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}


def wanted() -> str:
    """What $SEARCHER_SCREEN says; without it, as many quotes as fit.

    Raises:
        click.UsageError: it says something else.
    """
    said = os.environ.get(ENVIRONMENT) or FIT
    if said not in SCREENS:
        raise click.UsageError(f"${ENVIRONMENT} is {said!r}; it must be {FIT}, {PAGER} or {ALL}")
    return said


def rows() -> int | None:
    """The height of the screen, if quotes are to fit; None where output is no terminal."""
    if wanted() != FIT or not is_a_terminal(destination.stream()):
        return None
    return terminal_size().lines


@contextlib.contextmanager
def paged(*, unless: str = FIT, seek: str = "") -> Iterator[TextIO]:
    """A stream for what is printed, which a pager shows if that is wanted and needed.

    Args:
        unless: what $SEARCHER_SCREEN says, besides `ALL`, if no pager is wanted. A transcript is
            not cut to fit, so it needs a pager then, too: `ALL`.
        seek: how the line begins that is to be seen first, as far as the pager is `less`.
    """
    out = destination.stream()
    if wanted() in (ALL, unless) or not is_a_terminal(out):
        yield out
        return
    kept = _Kept()
    yield kept
    text = kept.getvalue()
    rows = terminal_size().lines
    if text.count("\n") < rows - 1 or not _shown_by_pager(text, _first_line(text, seek, rows)):
        sys.stdout.write(text)


@contextlib.contextmanager
def streamed() -> Iterator[TextIO]:
    """A stream for many lines, which a pager shows as they come; without one they scroll by.

    The pager ends at once if all lines fit on the screen.
    """
    out = destination.stream()
    pager = _pager() if wanted() != ALL and is_a_terminal(out) else None
    if pager is None:
        yield out
        return
    # Few commands have so many lines, and this takes as long to import as a search.
    import subprocess

    sys.stdout.flush()
    # Whoever leaves the pager has seen enough.
    with (
        subprocess.Popen(pager, stdin=subprocess.PIPE, env={**_LESS, **os.environ}) as shown,
        contextlib.suppress(BrokenPipeError, KeyboardInterrupt),
    ):
        assert shown.stdin is not None
        with _Shown(shown.stdin, encoding="utf-8", errors="replace") as out:
            yield out


class _Shown(io.TextIOWrapper):
    """Text for a terminal, which a pager shows."""

    def isatty(self) -> bool:
        return True


def _first_line(text: str, seek: str, rows: int) -> int:
    """The line of a text that is to be the first one on a screen; 0 for the beginning.

    What was sought has a third of the screen above it.
    """
    if not seek:
        return 0
    sought = re.compile(rf"(?:\x1b\[[0-9;]*m)*{re.escape(seek)}")
    for number, line in enumerate(text.splitlines()):
        if sought.match(line):
            return 0 if number < rows * 2 // 3 else number - rows // 3
    return 0


class _Kept(io.StringIO):
    """Text for a terminal that is kept until all of it is there."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _pager() -> list[str] | None:
    """The command of the pager: $PAGER, else `less`; None if there is no such program."""
    # As below.
    import shlex
    import shutil

    command = shlex.split(os.environ.get("PAGER") or "less")
    return command if command and shutil.which(command[0]) else None


def _shown_by_pager(text: str, first: int) -> bool:
    """Show a text from a line on with $PAGER, else with `less`; whether there is such a program."""
    command = _pager()
    if command is None:
        return False
    # Few people want a pager, and it takes as long to import as a search.
    import subprocess

    if first and os.path.basename(command[0]) == "less":  # noqa: PTH119 - a word, not a path
        command.append(f"+{first + 1}")
    sys.stdout.flush()
    environment = {**_LESS, **os.environ}
    # The pager may end before it has read everything.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        subprocess.run(command, input=text.encode(errors="replace"), env=environment, check=False)
    return True
