"""A page of quotes on a screen: as many as fit, through a pager, or all of them."""

import contextlib
import os
from collections.abc import Iterator
from typing import TextIO

import click

from searcher.output.streams import destination, pager
from searcher.output.streams.terminal import is_a_terminal, terminal_size

#: What happens to quotes that are longer than the screen.
ENVIRONMENT = "SEARCHER_SCREEN"
FIT, PAGER, ALL = "fit", "pager", "all"
SCREENS = (FIT, PAGER, ALL)

#: The sign before what somebody asked for, which a pager is to show first.
ASKED = "▸"

#: The formats that people read on a screen.
READ = ("text", "short")


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
def paged(output_format: str = "text", *, fits: bool = False, seek: str = "") -> Iterator[TextIO]:
    """A stream for what is printed; what is longer than the screen goes through a pager.

    Args:
        output_format: the format; only those for people have a pager.
        fits: whether it was made to fit on the screen.
        seek: how the line begins that is to be seen first, as far as the pager is `less`.
    """
    out = destination.stream()
    if fits or output_format not in READ or wanted() == ALL or not is_a_terminal(out):
        yield out
        return
    with pager.through(out, terminal_size().lines, seek) as paged_out:
        yield paged_out
