"""`searcher check`: whether the files of the index are what was written."""

from pathlib import Path

import click

from corpus.paths import as_text
from index.errors import after_commit
from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.options import index_directory, index_option


@click.command("check", cls=Command)
@click.option(
    "--repair",
    is_flag=True,
    help="Make the index whole: keep what is whole, read the rest from the files again.",
)
@index_option
def command(directory: Path | None, repair: bool) -> int:
    """Read all files of the index and compare their checksums.

    A search checks most of what it reads; this checks everything, and names each file
    that is broken. Nothing is changed, unless --repair is given. The exit status is 2 if a
    file is broken.
    """
    # `--help` starts without the engine.
    from index.library.check import check

    health = check(index_directory(directory))
    for problem in health.broken:
        safe_text.warn(f"broken: {problem}")
    for name in health.whole:
        click.echo(safe_text.one_line(f"whole: {name}"))
    if health.broken and repair:
        return _repair(index_directory(directory))
    if health.broken:
        return 2
    click.echo("The index is whole.")
    return 0


def _repair(where: Path) -> int:
    """Repair an index, and say what became of it; 2 if something of it could not be read again."""
    # Most indexes are whole.
    from index.update.repair import repair

    repaired = repair(where)
    with after_commit():
        click.echo(
            f"Repaired: {safe_text.counted(repaired.programs, 'program')} read from files again."
        )
        for path in repaired.lost:
            safe_text.warn(f"lost, until the file can be read again: {as_text(path)}")
    return 2 if repaired.lost else 0
