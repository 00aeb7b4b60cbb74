"""`searcher status`: what the index holds, how large and how old it is, and from where."""

from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.index_options import folders_option, index_folders
from searcher.commands.output_options import JSON, format_options
from searcher.output.printer import DEFAULT, printer
from searcher.output.streams import screen

#: The formats in which one index after the other is printed.
_FOR_SEVERAL = (DEFAULT, "short", JSON)


@click.command("status", cls=Command)
@format_options
@folders_option
def command(output_format: str, directories: tuple[Path, ...]) -> int:
    """Show what the index holds, how large and how old it is, and which folders were read.

    Files that are copies of another one are listed: the other one is in the index.

    \b
    searcher status
    searcher status --json
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.errors import refusing_unsound
    from index.library.status import status

    folders = index_folders(directories)
    if len(folders) > 1 and output_format not in _FOR_SEVERAL:
        formats = ", ".join(_FOR_SEVERAL)
        raise click.UsageError(
            f"--format {output_format} is for one index; several are in {formats}"
        )
    every = []
    for where in folders:
        with refusing_unsound(where):
            every.append(status(where))
    with screen.paged(output_format) as out:
        for number, found in enumerate(every):
            if number and output_format == DEFAULT:
                out.write("\n")
            printer(output_format, out).status(found)
    return 0
