"""The terminal: its width and its colours."""

from typing import TextIO

from rich.console import Console
from rich.text import Text

from searcher.safe_text import WIDEST, plain

#: The width of output that goes to a file or to another program.
NO_TERMINAL = 80


def text(content: str, style: str = "") -> Text:
    """Text for rich that is printed literally: no markup, no control characters."""
    return Text(plain(content), style=style)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line. Rich would redirect standard output and exit."""
        raise  # the BrokenPipeError that rich has caught


def console(out: TextIO) -> Console:
    """A console on a stream: at most `WIDEST` columns, colour only on a terminal."""
    made = _Console(file=out, markup=False, emoji=False, highlight=False)
    made.width = min(made.width, WIDEST if made.is_terminal else NO_TERMINAL)
    return made
