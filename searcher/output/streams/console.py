"""The terminal: its width and its colours."""

from typing import TextIO

import click
from rich.console import Console
from rich.text import Text

from searcher.output.streams.terminal import (
    ALWAYS,
    AUTO,
    COLOUR,
    NEVER,
    NO_TERMINAL,
    is_a_terminal,
)
from searcher.safe_text import WIDEST, plain


def text(content: str, style: str = "") -> Text:
    """Text for rich that is printed literally: no markup, no control characters."""
    return Text(plain(content), style=style)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line. Rich would redirect standard output and exit."""
        raise  # the BrokenPipeError that rich has caught


def console(out: TextIO) -> Console:
    """A console on a stream: at most `WIDEST` columns, colour as `--color` says."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(COLOUR, AUTO) if context else AUTO
    made = _Console(
        file=out,
        markup=False,
        emoji=False,
        highlight=False,
        # Without more said, rich heeds the terminal, $NO_COLOR and $FORCE_COLOR.
        color_system={ALWAYS: "standard", NEVER: None}.get(asked, "auto"),
        force_terminal=True if asked == ALWAYS else None,
        no_color=None if asked == AUTO else asked == NEVER,
    )
    made.width = min(made.width, WIDEST if is_a_terminal(out) else NO_TERMINAL)
    return made
