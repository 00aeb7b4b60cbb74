"""`searcher index`: add files and folders to the index."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher import safe_text
from searcher.commands.options import index_directory, index_option

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from index.update.update import Summary


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
def command(paths: tuple[Path, ...], directory: Path | None) -> int:
    """Add files and folders to the index, or bring them up to date.

    Only new and changed files are read. Programs (transcripts) whose file is gone
    from a folder are removed. A file that cannot be read is skipped with a message.
    """
    where = index_directory(directory)
    summary = _update(where, paths)
    for error in summary.skipped:
        safe_text.warn(f"skipped {error}")
    nothing = not (summary.programs or summary.unchanged or summary.dropped)
    if nothing and summary.skipped:
        return 2
    for line in _report(summary, where):
        click.echo(line)
    given = {path.resolve() for path in paths if path.is_file()}
    return 2 if any(error.path in given for error in summary.skipped) else 0


def _update(where: Path, paths: tuple[Path, ...]) -> "Summary":
    """Update the index, with a progress bar on standard error if that is a terminal."""
    # `--help` starts without the engine.
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from index.update.update import update
    from searcher.output.console import console

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    err = console(sys.stderr)
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=safe_text.one_line(path.name))

        return update(where, paths, progress)


def _report(summary: "Summary", where: Path) -> Iterator[str]:
    if summary.programs:
        folder = safe_text.one_line(str(where))
        programs = safe_text.counted(summary.programs, "program")
        turns = safe_text.counted(summary.turns, "turn")
        yield f"{programs}, {turns} added in {summary.seconds:.1f} s to {folder}"
    else:
        yield "Nothing new."
    if summary.unchanged:
        yield f"{summary.unchanged:,} unchanged since the last time"
    if summary.dropped:
        gone = "its file is gone" if summary.dropped == 1 else "their files are gone"
        yield f"{summary.dropped:,} removed: {gone}"
    if summary.skipped:
        yield f"{len(summary.skipped):,} skipped: see the messages above"
