"""`searcher programs`: what the index holds."""

from pathlib import Path

import click

from searcher.commands.options import index_directory, index_option, json_option


@click.command("programs")
@json_option
@index_option
def command(as_json: bool, directory: Path | None) -> int:
    """List the programs of the index, by id, with their numbers of turns."""
    # `--help` starts without the engine.
    from searcher import console, emit, render
    from searcher.search import Searcher

    with Searcher.open(index_directory(directory)) as archive:
        entries = archive.programs()
    if as_json:
        for entry in entries:
            click.echo(emit.line(emit.entry(entry)))
    else:
        render.programs(entries, console.out())
    return 0 if entries else 1
