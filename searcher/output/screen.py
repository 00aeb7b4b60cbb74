"""A page of quotes on a screen: as many as fit, through a pager, or all of them."""

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from searcher.output import destination
from searcher.output.terminal import is_a_terminal

#: What happens to quotes that are longer than the screen.
ENVIRONMENT = "SEARCHER_SCREEN"
FIT, PAGER, ALL = "fit", "pager", "all"
SCREENS = (FIT, PAGER, ALL)

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
    return shutil.get_terminal_size().lines


@contextlib.contextmanager
def paged() -> Iterator[TextIO]:
    """A stream for what is printed, which a pager shows if that is wanted and needed."""
    out = destination.stream()
    if wanted() != PAGER or not is_a_terminal(out):
        yield out
        return
    kept = _Kept()
    yield kept
    text = kept.getvalue()
    if text.count("\n") < shutil.get_terminal_size().lines - 1 or not _shown_by_pager(text):
        sys.stdout.write(text)


class _Kept(io.StringIO):
    """Text for a terminal that is kept until all of it is there."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _shown_by_pager(text: str) -> bool:
    """Show a text with $PAGER, else with `less`; whether there is such a program."""
    # Few people want a pager, and these take as long to import as a search.
    import shlex
    import subprocess

    command = shlex.split(os.environ.get("PAGER") or "less")
    if not command or shutil.which(command[0]) is None:
        return False
    sys.stdout.flush()
    environment = {**_LESS, **os.environ}
    # The pager may end before it has read everything.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        subprocess.run(command, input=text.encode(errors="replace"), env=environment, check=False)
    return True
