"""`searcher check`: whether the files of the index are what was written."""

from pathlib import Path

import click

from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.options import index_directory, index_option


@click.command("check", cls=Command)
@index_option
def command(directory: Path | None) -> int:
    """Read all files of the index and compare their checksums.

    A search checks most of what it reads; this checks everything, and names each file
    that is broken. Nothing is changed. The exit status is 2 if a file is broken.
    """
    # `--help` starts without the engine.
    from index.library.check import check

    health = check(index_directory(directory))
    for problem in health.broken:
        safe_text.warn(f"broken: {problem}")
    for name in health.whole:
        click.echo(safe_text.one_line(f"whole: {name}"))
    if health.broken:
        return 2
    click.echo("The index is whole.")
    return 0
