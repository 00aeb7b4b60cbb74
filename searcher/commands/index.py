"""`searcher index`: add files and folders to the index."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from a folder, or is left out now, are removed, and so are those of a folder that
    is gone. A file that cannot be read is skipped with a message. A transcripts.toml
    beside the files says what is known of them, such as titles, dates and speakers.
    Recordings, images, backups, hidden files and read-mes in folders are left out.
    Copies of a file are one program. The path - reads a transcript from standard input.
    """
    where = index_directory(directory)
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    summary = _update(where, given, chosen, texts)
    for error in summary.skipped:
        old = "; its text of the last time stays in the index"
        safe_text.warn(f"skipped {error}{old if error.path in summary.outdated else ''}")
    left_out(summary.left_out, verbose=verbose)
    if verbose:
        for copy, original in summary.copies.items():
            safe_text.warn(f"{copy} is a copy of {original}")
    nothing = not (
        summary.programs or summary.unchanged or summary.dropped or summary.deselected
        or summary.copies
    )  # fmt: skip
    if nothing and summary.skipped:
        return 2
    if nothing:
        safe_text.warn(f"no transcripts in {', '.join(map(str, paths))}")
        return 2
    for line in _report(summary, where):
        click.echo(line)
    named = {path.resolve() for path in given if path.is_file()} | {text.path for text in texts}
    return 2 if any(error.path in named for error in summary.skipped) else 0


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
            bar.update(task, completed=done, total=total, description=safe_text.one_line(path.name))

        return update(where, paths, progress, selection=chosen, texts=texts)


def _report(summary: "Summary", where: Path) -> Iterator[str]:
    if summary.programs:
        folder = safe_text.one_line(str(where))
        turns = safe_text.counted(summary.turns, "turn")
        end = f"in {summary.seconds:.1f} s to {folder}"
        if not (summary.again or summary.moved):
            yield f"{safe_text.counted(summary.programs, 'program')}, {turns} added {end}"
        else:
            yield f"{_kinds(summary)}; {turns} read {end}"
    else:
        yield "Nothing new."
    if summary.one_voice:
        each = "read" if summary.one_voice == 1 else "each read"
        yield f"{summary.one_voice:,} without speaker labels, {each} as one speaker"
    if summary.copies:
        yield f"{len(summary.copies):,} not added: copies of other files"
    if summary.unchanged:
        yield f"{summary.unchanged:,} unchanged since the last time"
    if summary.dropped:
        gone = "its file is gone" if summary.dropped == 1 else "their files are gone"
        yield f"{summary.dropped:,} removed: {gone}"
    if summary.deselected:
        file = "its file is" if summary.deselected == 1 else "their files are"
        yield f"{summary.deselected:,} removed: {file} now left out"
    if summary.skipped:
        yield f"{len(summary.skipped):,} skipped: see the messages above"


def _kinds(summary: "Summary") -> str:
    """How many programs are new, were read again, and have moved: `2 programs added, 1 moved`."""
    new = max(0, summary.programs - summary.again - summary.moved)
    counts = {"added": new, "read again": summary.again, "moved": summary.moved}
    (first, number), *others = [(kind, count) for kind, count in counts.items() if count]
    rest = "".join(f", {count:,} {kind}" for kind, count in others)
    return f"{safe_text.counted(number, 'program')} {first}{rest}"
