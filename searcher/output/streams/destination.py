"""Where the output of a command goes: standard output, or a file that is whole or not there."""

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from index import atomic
from searcher.safe_text import replacing

#: The path that stands for standard output.
STANDARD_OUTPUT = "-"
#: The key of the stream in the metadata of click's context.
_STREAM = "searcher.output"
#: Who may read a new file, less what the user's mask takes away.
_NEW = 0o666


def stream() -> TextIO:
    """The stream to write to: the file of `--output`, else standard output."""
    context = click.get_current_context(silent=True)
    given: TextIO | None = context.meta.get(_STREAM) if context else None
    return given or sys.stdout


def bytes_of(out: TextIO) -> BinaryIO:
    """The stream of bytes below a stream of text, for formats that are no text.

    Raises:
        click.UsageError: there is none.
    """
    below: BinaryIO | None = getattr(out, "buffer", None)
    if below is None:
        raise click.UsageError("this format is no text; add --output FILE")
    out.flush()
    return below


@contextlib.contextmanager
def to(path: str | None) -> Iterator[None]:
    """Let the output of the block go to a file, which appears when the block ends well.

    A file that is there is replaced then, and stays as it was if the block raises. A device or a
    pipe is written to as it is.

    Args:
        path: the file; None or `-` for standard output.

    Raises:
        OSError: with the path as it was given.
    """
    if path is None or path == STANDARD_OUTPUT:
        yield
        return
    context = click.get_current_context()
    with _naming(path), _opened(Path(path)) as raw:
        out = io.TextIOWrapper(
            raw, encoding="utf-8", errors=replacing("utf-8"), newline="", write_through=False
        )
        context.meta[_STREAM] = out
        try:
            yield
            out.flush()
        finally:
            del context.meta[_STREAM]
            with contextlib.suppress(OSError):
                # The file below is closed by whoever opened it; what fails has been raised.
                out.detach()


@contextlib.contextmanager
def _naming(path: str) -> Iterator[None]:
    """Name the file that was asked for in errors about the file that is written for it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None or str(error.filename).startswith(os.path.realpath(path)):
            error.filename = path
            error.filename2 = None
        raise


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A new file that replaces a file of this name, or what else has the name, opened."""
    # What a link names is replaced, not the link.
    real = Path(os.path.realpath(path))
    try:
        there: int | None = real.stat().st_mode
    except FileNotFoundError:
        there = None
    if there is not None and not stat.S_ISREG(there):
        with real.open("wb") as file:
            yield file
        return
    with atomic.replacing(real, mode=_NEW) as file:
        if there is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), stat.S_IMODE(there))
        yield file
