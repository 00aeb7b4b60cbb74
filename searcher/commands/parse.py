"""`searcher parse`: what the reader makes of a file, without an index."""

from pathlib import Path

import click

from corpus import load
from corpus.errors import CorpusError
from searcher import console
from searcher.commands.options import json_option


@click.command("parse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def command(paths: tuple[Path, ...], as_json: bool) -> int:
    """Show the programs in files, and their turns, as the index would get them."""
    # `--help` starts without the printers.
    from searcher import emit, render

    given = {path.resolve() for path in paths if path.is_file()}
    found = failed = 0
    for file, read in load.read_all(load.find(paths)):
        if isinstance(read, CorpusError):
            console.warn(f"skipped {read}")
            failed += file.path in given
            continue
        for program in read:
            if as_json:
                click.echo(emit.line(emit.program(program)))
            else:
                render.transcript(program, console.out())
            found += 1
    return 2 if failed or not found else 0
