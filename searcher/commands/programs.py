"""`searcher programs`: the programs in the index."""

from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.index_options import (
    index_directories,
    indexes_option,
    opened,
    restricted_option,
)
from searcher.commands.output_options import format_options
from searcher.output.printer import printer
from searcher.output.streams import screen


@click.command("programs", cls=Command)
@format_options
@indexes_option
@restricted_option
def command(output_format: str, directories: tuple[Path | str, ...]) -> int:
    """List the programs in the index, sorted by id, with their numbers of turns.

    A program is one transcript: an interview, an episode, a hearing, a meeting.

    \b
    searcher programs
    searcher programs -o programs.xlsx
    """  # noqa: D301 - click prints the lines after \b as they are
    with opened(index_directories(directories)) as archive:
        entries = archive.programs()
    with screen.paged(output_format) as out:
        printer(output_format, out).programs(entries)
    return 0 if entries else 1
