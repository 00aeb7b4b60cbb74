"""`searcher index`: add files and folders to the index."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.paths import as_text
from searcher import safe_text
from searcher.commands.options import (
    index_directory,
    index_option,
    left_out,
    reading_options,
    selection,
    split_input,
)

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from corpus.files import File, Selection
    from index.update.update import Summary


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@reading_options
@index_option
def command(
    paths: tuple[Path, ...],
    name: str | None,
    verbose: bool,
    directory: Path | None,
    **options: Any,
) -> int:
    """Add files and folders to the index, or bring them up to date.

    Only new and changed files are read. Programs (transcripts) whose file is gone
    from a folder are removed, and so are those of a folder that is gone. A file that
    cannot be read is skipped with a message. If a folder cannot be listed, its programs
    are kept and the exit status is 2. Recordings, images, backups, hidden files and
    read-mes in folders are left out, and so are links out of a folder. Copies of a file
    are one program. The path - reads a transcript from standard input.
    """
    where = index_directory(directory)
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    summary = _update(where, given, chosen, texts)
    for error in (*summary.unseen, *summary.skipped):
        safe_text.warn(f"skipped {error}")
    for path, notices in summary.notices.items():
        for notice in notices:
            safe_text.warn(f"{path}, {notice}")
    left_out(summary.left_out, verbose=verbose)
    if verbose:
        for copy, original in summary.copies.items():
            safe_text.warn(f"{as_text(copy)} is a copy of {as_text(original)}")
    nothing = not (summary.programs or summary.unchanged or summary.dropped or summary.copies)
    if nothing and (summary.skipped or summary.unseen):
        return 2
    for line in _report(summary, where):
        click.echo(line)
    named = {Path(os.path.realpath(path)) for path in given}
    named |= {text.path for text in texts}
    failed = any(error.path in named for error in summary.skipped)
    return 2 if failed or summary.unseen else 0


def _update(
    where: Path, paths: "list[Path]", chosen: "Selection", texts: "list[File]"
) -> "Summary":
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
            bar.update(
                task,
                completed=done,
                total=total,
                description=safe_text.one_line(as_text(path.name)),
            )

        return update(where, paths, progress, selection=chosen, texts=texts)


def _report(summary: "Summary", where: Path) -> Iterator[str]:
    if summary.programs:
        folder = safe_text.one_line(str(where))
        programs = safe_text.counted(summary.programs, "program")
        turns = safe_text.counted(summary.turns, "turn")
        yield f"{programs}, {turns} added in {summary.seconds:.1f} s to {folder}"
    else:
        yield "Nothing new."
    if summary.one_voice:
        yield f"{summary.one_voice:,} read as the words of one voice"
    if summary.moved:
        yield f"{summary.moved:,} moved, recognised by their content"
    if summary.copies:
        yield f"{len(summary.copies):,} not added: copies of other files"
    if summary.unchanged:
        yield f"{summary.unchanged:,} unchanged since the last time"
    if summary.dropped:
        gone = "its file is gone" if summary.dropped == 1 else "their files are gone"
        yield f"{summary.dropped:,} removed: {gone}"
    if skipped := len(summary.skipped) + len(summary.unseen):
        yield f"{skipped:,} skipped: see the messages above"
