"""`searcher speakers`: who speaks in the index."""

from pathlib import Path

import click

from searcher import console
from searcher.commands.options import index_directory, index_option, json_option


@click.command("speakers")
@json_option
@index_option
def command(as_json: bool, directory: Path | None) -> int:
    """List who speaks in the index, most turns first, with every label of theirs."""
    # `--help` starts without the engine.
    from searcher import emit, render
    from searcher.search import Searcher

    with Searcher.open(index_directory(directory)) as archive:
        people = archive.speakers()
    if as_json:
        for person in people:
            click.echo(emit.line(emit.speaker(person)))
    else:
        render.speakers(people, console.out())
    return 0 if people else 1
