"""`searcher index`: files and folders into the index."""

from pathlib import Path
from typing import Any

import click

from searcher import safe_text
from searcher.commands.options import (
    index_directory,
    index_option,
    left_out,
    reading_options,
    selection,
    split_input,
)
from searcher.output import console


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

    Only files that changed since are read; programs whose file is gone from a
    folder are dropped, and so are those of a folder that is gone. A file that cannot
    be read is named, and the others go on. Recordings, images, backups, hidden files
    and read-mes are left out of folders; copies of a file are one program. With - as a
    path a text is read from standard input.
    """
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    # `--help` starts without the engine.
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from index.update.update import update

    where = index_directory(directory)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console.err(), transient=True) as bar:
        bar.disable = not console.err().is_terminal
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=safe_text.one_line(path.name))

        summary = update(where, given, progress, selection=chosen, texts=texts)
    for error in summary.skipped:
        safe_text.warn(f"skipped {error}")
    left_out(summary.left_out, verbose=verbose)
    if verbose:
        for copy, original in summary.copies.items():
            safe_text.warn(f"{copy} is a copy of {original}")
    nothing = not (summary.programs or summary.unchanged or summary.dropped or summary.copies)
    named = {path.resolve() for path in given if path.is_file()} | {text.path for text in texts}
    if not (nothing and summary.skipped):
        click.echo(_told(summary.programs, summary.turns, summary.seconds, where))
        for number, told in (
            (summary.one_voice, "read as the words of one voice"),
            (summary.unchanged, "unchanged since they were read"),
            (summary.moved, "moved, known again by their content"),
            (len(summary.copies), "copies of other files, not added twice"),
            (summary.dropped, "dropped, their files are gone"),
            (len(summary.skipped), "skipped, named above"),
        ):
            if number:
                click.echo(f"{number:,} {told}")
    bad = any(error.path in named for error in summary.skipped)
    return 2 if bad or (nothing and summary.skipped) else 0


def _told(programs: int, turns: int, seconds: float, where: Path) -> str:
    folder = safe_text.one_line(str(where))
    added = f"{safe_text.counted(programs, 'program')}, {safe_text.counted(turns, 'turn')}"
    return f"{added} added in {seconds:.1f} s to {folder}"
