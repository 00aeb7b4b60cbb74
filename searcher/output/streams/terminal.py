"""Where text for people is written: how wide it is, how high, and what it can show."""

import contextlib
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TextIO

import click

from searcher.output.layout import styled
from searcher.safe_text import WIDEST
from searcher.value import Value

#: The width of output that goes to a file or to another program.
NO_TERMINAL = 80

#: The key of the option `--color` in the metadata of click's context, and its values.
COLOUR = "searcher.colour"
AUTO, ALWAYS, NEVER = "auto", "always", "never"
COLOURS = (AUTO, ALWAYS, NEVER)

#: The key in the metadata of click's context of a command that remembers its results.
NUMBERS = "searcher.numbers"

_NO_CODES = ("dumb", "unknown")
#: Terminals that ignore links: their names in $TERM_PROGRAM, and how their $TERM begins.
_NO_LINKS = ("Apple_Terminal",)
_NO_LINKS_TERM = ("linux", "ansi", "cygwin", "vt", "rxvt", "eterm", "sun", "cons25", "screen.linux")


class Terminal(Value):
    """A stream with what is known of it.

    Attributes:
        out: the stream.
        width: how many columns a line has at most.
        styles: whether it obeys codes for bold, dim and links.
        colour: whether it shows colours, too.
        links: whether it opens links.
        interactive: whether somebody looks at it.
        numbers: whether results have numbers, because the command remembers them.
    """

    out: TextIO
    width: int = NO_TERMINAL
    styles: bool = False
    colour: bool = False
    links: bool = False
    interactive: bool = False
    numbers: bool = False

    def print(self, lines: Iterable[styled.Line]) -> None:
        """Write lines."""
        links = self.styles and self.links
        self.out.write(
            "".join(
                f"{styled.written(line, colour=self.colour, styles=self.styles, links=links)}\n"
                for line in lines
            )
        )

    def wrap(self, *runs: styled.Run, indent: int = 0) -> Iterable[styled.Line]:
        """Runs as the lines that fit."""
        return styled.wrapped(runs, self.width, indent)


def terminal(
    out: TextIO, *, widest: int | None = WIDEST, no_terminal: int = NO_TERMINAL
) -> Terminal:
    """What is known of a stream; --color, NO_COLOR, FORCE_COLOR, TERM and COLUMNS are heeded.

    Args:
        out: the stream.
        widest: the most columns of a line on a terminal; None if it may fill the terminal.
        no_terminal: the most columns of a line that goes to a file or to another program.
    """
    is_terminal = is_a_terminal(out)
    width = terminal_size(no_terminal).columns
    width = min(width, (widest or width) if is_terminal else no_terminal)
    context = click.get_current_context(silent=True)
    asked = context.meta.get(COLOUR, AUTO) if context else AUTO
    if asked == AUTO:
        wanted = is_terminal or bool(os.environ.get("FORCE_COLOR"))
        styles = wanted and os.environ.get("TERM", "").lower() not in _NO_CODES and _obeys_codes()
        colour = styles and not os.environ.get("NO_COLOR")
    else:
        styles = colour = asked == ALWAYS and _obeys_codes()
    links = styles and _opens_links()
    numbers = is_terminal and context is not None and NUMBERS in context.meta
    return Terminal(out, max(width, 1), styles, colour, links, is_terminal, numbers)


def terminal_size(columns: int = 80, lines: int = 24) -> os.terminal_size:
    """The size of the terminal, or what `COLUMNS` and `LINES` say; the arguments without one.

    That of `shutil` is the same, but importing it takes 2 ms of every start.
    """
    asked = [os.environ.get(name, "") for name in ("COLUMNS", "LINES")]
    given = [int(size) if size.isdecimal() else 0 for size in asked]
    found = (0, 0)
    if not all(given):
        # Nothing may be there to ask: without a console it is None, or closed.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            found = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
    return os.terminal_size((given[0] or found[0] or columns, given[1] or found[1] or lines))


def is_a_terminal(out: TextIO) -> bool:
    """Whether a stream is a terminal; a closed one is not."""
    try:
        return out.isatty()
    except ValueError:
        return False


def is_interactive() -> bool:
    """Whether somebody sits at a terminal, who can type and read."""
    return all(stream is not None and is_a_terminal(stream) for stream in (sys.stdin, sys.stdout))


def is_simple() -> bool:
    """Whether the terminal cannot move its cursor, as far as it says what it is."""
    # On Windows a terminal has no name.
    return os.name != "nt" and os.environ.get("TERM", "").lower() in ("", *_NO_CODES)


def _opens_links() -> bool:
    """Whether the terminal opens links, as far as it says what it is.

    Most do, and those that do not know the code ignore it; but then a link is lost. So the common
    ones that ignore it are listed. $FORCE_HYPERLINK overrules that, as in other programs.
    """
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if os.environ.get("TERM_PROGRAM") in _NO_LINKS:
        return False
    return not os.environ.get("TERM", "").lower().startswith(_NO_LINKS_TERM)


def _obeys_codes() -> bool:
    """Whether the console obeys codes: on Windows, where it must be told to, from version 10 on."""
    if os.name == "nt":
        # Click installs it on Windows.
        import_module("colorama").just_fix_windows_console()
    return True
