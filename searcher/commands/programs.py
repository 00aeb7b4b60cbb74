"""`searcher programs`: the programs in the index."""

from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.options import format_options, index_directories, indexes_option
from searcher.output.printer import printer


@click.command("programs", cls=Command)
@format_options
@indexes_option
def command(output_format: str, directories: tuple[Path | str, ...]) -> int:
    """List the programs in the index, sorted by id, with their numbers of turns.

    A program is one transcript: an interview, an episode, a hearing, a meeting.
    """
    # `--help` starts without the engine.
    from searcher.archive import Archive

    with Archive.open(*index_directories(directories)) as archive:
        entries = archive.programs()
    printer(output_format).programs(entries)
    return 0 if entries else 1
