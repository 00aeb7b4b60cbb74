"""`searcher index`: files and folders into the index."""

from pathlib import Path

import click

from searcher import safe_text
from searcher.commands.options import index_directory, index_option
from searcher.output import console


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
def command(paths: tuple[Path, ...], directory: Path | None) -> int:
    """Add files and folders to the index, or bring them up to date.

    Only files that changed since are read; programs whose file is gone from a
    folder are dropped. A file that cannot be read is named, and the others go on.
    """
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

        summary = update(where, paths, progress)
    for error in summary.skipped:
        safe_text.warn(f"skipped {error}")
    nothing = not (summary.programs or summary.unchanged or summary.dropped)
    given = {path.resolve() for path in paths if path.is_file()}
    if not (nothing and summary.skipped):
        click.echo(_told(summary.programs, summary.turns, summary.seconds, where))
        for number, told in (
            (summary.unchanged, "unchanged since they were read"),
            (summary.dropped, "dropped, their files are gone"),
            (len(summary.skipped), "skipped, named above"),
        ):
            if number:
                click.echo(f"{number:,} {told}")
    bad = any(error.path in given for error in summary.skipped)
    return 2 if bad or (nothing and summary.skipped) else 0


def _told(programs: int, turns: int, seconds: float, where: Path) -> str:
    folder = safe_text.one_line(str(where))
    added = f"{safe_text.counted(programs, 'program')}, {safe_text.counted(turns, 'turn')}"
    return f"{added} added in {seconds:.1f} s to {folder}"
