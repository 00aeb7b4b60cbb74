"""The progress bar of a long run."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from searcher.output.streams.console import console
from searcher.output.streams.terminal import is_a_terminal
from searcher.safe_text import one_line


class Bar:
    """A bar that is drawn while a run goes on."""

    def __init__(self, progress: Progress, description: str) -> None:
        self._progress = progress
        self._task = progress.add_task(description, total=None)

    def show(self, done: int, total: int, description: str | None = None) -> None:
        """Draw how much is done, and of what; None leaves the description as it is."""
        shown = None if description is None else one_line(description)
        self._progress.update(self._task, completed=done, total=total, description=shown)


@contextmanager
def progress_bar(description: str = "") -> Iterator[Bar]:
    """A bar on standard error, if that is a terminal. It is wiped off at the end."""
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    err = console(sys.stderr)
    with Progress(
        *columns, console=err, transient=True, disable=not is_a_terminal(sys.stderr)
    ) as progress:
        yield Bar(progress, description)
