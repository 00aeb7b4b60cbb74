"""`searcher status`: what the index holds, how large and how old it is, and from where."""

from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.options import format_options, index_directory, index_option
from searcher.output.printer import printer
from searcher.output.streams import screen


@click.command("status", cls=Command)
@format_options
@index_option
def command(output_format: str, directory: Path | None) -> int:
    """Show what the index holds, how large and how old it is, and which folders were read.

    Files that are copies of another one are listed: the other one is in the index.

    \b
    searcher status
    searcher status --json
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.errors import refusing_unsound
    from index.library.status import status

    where = index_directory(directory)
    with refusing_unsound(where):
        found = status(where)
    with screen.paged(output_format) as out:
        printer(output_format, out).status(found)
    return 0
