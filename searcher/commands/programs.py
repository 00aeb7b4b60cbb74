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
    from searcher.archive import Archive
    from searcher.output import console, jsonl, text

    with Archive.open(index_directory(directory)) as archive:
        entries = archive.programs()
    if as_json:
        for entry in entries:
            click.echo(jsonl.line(jsonl.entry(entry)))
    else:
        text.programs(entries, console.out())
    return 0 if entries else 1
