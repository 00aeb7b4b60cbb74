"""`searcher remove`: take programs out of the index."""

import shlex
from pathlib import Path

import click

from corpus.paths import as_text
from index.errors import after_commit
from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.index_options import index_place, place_option, wait_option


@click.command("remove", cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="PROGRAM|PATH...")
@wait_option
@place_option
def command(names: tuple[str, ...], wait: float, directory: Path | str | None) -> int:
    """Take programs out of the index, by their ids or by the files and folders they are from.

    No transcript is touched. Where its file stays in a folder that is indexed again, the
    program comes back: leave it out with --exclude or a .searcherignore.

    \b
    searcher remove mrd-2021             a program, by its id
    searcher remove talks/2019           all that was read from a folder
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.update.removal import remove
    from searcher.commands.destination import destination

    removed = remove(destination(index_place(directory)), names, wait=wait)
    with after_commit():
        click.echo(f"{safe_text.counted(len(removed.programs), 'program')} removed")
        if removed.copies:
            copies = "1 copy" if removed.copies == 1 else f"{removed.copies:,} copies"
            click.echo(f"{copies} of their files forgotten")
        for path, folder in removed.there.items():
            shown, given = as_text(path), shlex.quote(as_text(folder))
            safe_text.warn(
                f"{shown} is still there; searcher index {given} adds it again under the same id"
            )
    return 0
