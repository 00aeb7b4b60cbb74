"""The terminal: its width and its colours."""

from functools import lru_cache

from rich.console import Console
from rich.text import Text

from searcher.safe_text import WIDEST, plain


def text(content: str, style: str = "") -> Text:
    """Text for rich that is taken as it is: no markup, no control characters."""
    return Text(plain(content), style=style)


@lru_cache(maxsize=1)
def out() -> Console:
    """Standard output; at most `WIDEST` columns are used."""
    return _console(stderr=False)


@lru_cache(maxsize=1)
def err() -> Console:
    """Standard error: errors, notices, progress."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else min(console.width, 80)
    return console
